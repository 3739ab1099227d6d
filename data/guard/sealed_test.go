//go:build unix

package guard

import (
	"path/filepath"
	"slices"
	"testing"
)

// crypt adds an encrypted volume upon others.
func (f *fake) crypt(name, number string, slaves ...string) {
	f.write(filepath.Join(f.upon(name, number, slaves...), "dm", "uuid"), "CRYPT-LUKS2-0123-"+name+"\n")
}

func TestOnlyWhatIsEncryptedAllTheWayDownIsCalledSealed(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(f *fake) (dir string)
		want Sealing
	}{
		{"a plain partition is not", func(f *fake) string { return f.folder("/home/u") }, Unsealed},
		{"LUKS on it is", func(f *fake) string {
			f.crypt("dm-0", "253:0", "nvme0n1p2")
			return f.mount("253:0", "/home/u", "ext4", "/dev/mapper/home")
		}, Sealed},
		{"LVM upon LUKS is", func(f *fake) string {
			f.crypt("dm-0", "253:0", "nvme0n1p2")
			f.upon("dm-1", "253:1", "dm-0")
			return f.mount("253:1", "/home/u", "ext4", "/dev/mapper/vg-home")
		}, Sealed},
		{"LVM upon one encrypted and one plain drive is not", func(f *fake) string {
			f.inner()
			f.crypt("dm-0", "253:0", "nvme0n1p2")
			f.upon("dm-1", "253:1", "dm-0", "sda")
			return f.mount("253:1", "/home/u", "ext4", "/dev/mapper/vg-home")
		}, Unsealed},
		{"LVM alone is not", func(f *fake) string {
			f.write(filepath.Join(f.upon("dm-1", "253:1", "nvme0n1p2"), "dm", "uuid"), "LVM-abc\n")
			return f.mount("253:1", "/home/u", "ext4", "/dev/mapper/vg-home")
		}, Unsealed},
		{"an encrypted folder of ecryptfs is", func(f *fake) string {
			below := f.folder("/home/.below")
			return f.mount("0:50", "/home/u", "ecryptfs", below)
		}, Sealed},
		{"ZFS does not tell", func(f *fake) string { return f.mount("0:60", "/home/u", "zfs", "rpool/home") }, SealingUnknown},
		{"a container's layer does not tell", func(f *fake) string {
			return f.mount("0:61", "/home/u", "overlay", "overlay", "upperdir=/nowhere/to/be/seen")
		}, SealingUnknown},
		{"a loop device is what its file lies on", func(f *fake) string {
			f.crypt("dm-0", "253:0", "nvme0n1p2")
			dir := f.mount("253:0", "/home/u", "ext4", "/dev/mapper/home")
			f.write(filepath.Join(dir, "image"), "")
			f.loop("loop0", "7:0", filepath.Join(dir, "image"))
			return f.mount("7:0", "/mnt", "ext4", "/dev/loop0")
		}, Sealed},
	} {
		f := computer(t)
		dir := c.make(f)
		if got, what := (Linux{Mounts: f.text, Sys: f.sys()}).Sealed(dir); got != c.want {
			t.Errorf("%s: got %v (%s), want %v", c.name, got, what, c.want)
		}
	}
}

func TestStorageThatHangsOnUSBIsNamed(t *testing.T) {
	f := computer(t)
	l := Linux{Mounts: f.text, Sys: f.sys()}
	if got := l.Attached(); len(got) != 0 {
		t.Errorf("nothing is plugged in: got %v", got)
	}
	f.stick()
	if got := l.Attached(); !slices.Equal(got, []string{"SanDisk Ultra Fit"}) {
		t.Errorf("a stick: got %v", got)
	}
	f.write(filepath.Join(f.sys(), "class/block/sdb/size"), "0\n")
	if got := l.Attached(); len(got) != 0 {
		t.Errorf("a reader without a card: got %v", got)
	}
}
