//go:build unix

package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fake is a computer made of files: its mounts as a text, its devices as a
// tree. Its folders are real ones below root.
type fake struct {
	t      *testing.T
	root   string
	mounts []mount
	env    map[string]string
}

// computer has a built-in NVMe drive that holds / and /home/u.
func computer(t *testing.T) *fake {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{t: t, root: root, env: map[string]string{}}
	f.disk("pci0000:00=pci/0000:01:00.0=pci/nvme/nvme0=nvme/nvme0n1", "259:0", "0")
	f.part("nvme0n1", "nvme0n1p2", "259:2")
	f.mounts = []mount{{id: "1", parent: "0", device: "259:2", point: "/", fs: "ext4", source: "/dev/nvme0n1p2"}}
	f.folder("/home/u")
	return f
}

func (f *fake) sys() string { return filepath.Join(f.root, "sys") }

func (f *fake) write(path, content string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fake) link(to, path string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		f.t.Fatal(err)
	}
	if err := os.Symlink(to, path); err != nil && !errors.Is(err, fs.ErrExist) {
		f.t.Fatal(err)
	}
}

// folder makes a folder of the computer and gives its real path.
func (f *fake) folder(path string) string {
	f.t.Helper()
	full := filepath.Join(f.root, path)
	if err := os.MkdirAll(full, 0o700); err != nil {
		f.t.Fatal(err)
	}
	return full
}

// disk adds a drive. Its path is that of the device tree, each step with its
// subsystem behind a "=".
func (f *fake) disk(path, number, removable string) string {
	at := filepath.Join(f.sys(), "devices")
	for step := range strings.SplitSeq(path, "/") {
		name, subsystem, found := strings.Cut(step, "=")
		at = filepath.Join(at, name)
		if found {
			f.link("../../bus/"+subsystem, filepath.Join(at, "subsystem"))
		}
	}
	f.write(filepath.Join(at, "removable"), removable+"\n")
	f.listed(at, number)
	return at
}

// listed enters a block device where the system finds it by name and number.
func (f *fake) listed(at, number string) {
	f.link(at, filepath.Join(f.sys(), "class", "block", filepath.Base(at)))
	f.link(at, filepath.Join(f.sys(), "dev", "block", number))
}

func (f *fake) part(disk, name, number string) {
	dir, err := filepath.EvalSymlinks(filepath.Join(f.sys(), "class", "block", disk))
	if err != nil {
		f.t.Fatal(err)
	}
	f.write(filepath.Join(dir, name, "partition"), "1\n")
	f.listed(filepath.Join(dir, name), number)
}

// upon adds a volume that lies on others.
func (f *fake) upon(name, number string, slaves ...string) string {
	at := f.disk("virtual/block/"+name, number, "0")
	for _, s := range slaves {
		f.link(filepath.Join(f.sys(), "class", "block", s), filepath.Join(at, "slaves", s))
	}
	return at
}

func (f *fake) loop(name, number, file string) {
	f.write(filepath.Join(f.disk("virtual/block/"+name, number, "0"), "loop", "backing_file"), file+"\n")
}

// mount puts a file system on a folder of the computer, and gives its real path.
func (f *fake) mount(number, point, system, source string, options ...string) string {
	full := f.folder(point)
	on, _ := over(f.mounts, full)
	f.mounts = append(f.mounts, mount{id: fmt.Sprint(len(f.mounts) + 1), parent: on.id, device: number, point: full, fs: system,
		source: source, options: options})
	return full
}

// stick plugs a USB stick in, /dev/sdb with one partition.
func (f *fake) stick() {
	at := f.disk("pci0000:00=pci/0000:00:14.0=pci/usb1=usb/1-2=usb/1-2:1.0=usb/host2/target2:0:0/2:0:0:0=scsi/block/sdb", "8:16", "1")
	f.write(filepath.Join(at, "device", "vendor"), "SanDisk \n")
	f.write(filepath.Join(at, "device", "model"), "Ultra Fit       \n")
	f.part("sdb", "sdb1", "8:17")
}

// usbCase plugs a USB drive in that says it cannot be removed, /dev/sdc.
func (f *fake) usbCase() {
	at := f.disk("pci0000:00=pci/usb2=usb/2-1=usb/2-1:1.0=usb/host3/target3:0:0/3:0:0:0=scsi/block/sdc", "8:32", "0")
	f.write(filepath.Join(at, "device", "model"), "Portable SSD T7\n")
}

// inner adds a second built-in drive, /dev/sda.
func (f *fake) inner() {
	f.disk("pci0000:00=pci/0000:00:17.0=pci/ata1/host0/target0:0:0/0:0:0:0=scsi/block/sda", "8:0", "0")
}

// text is what mountinfo says.
func (f *fake) text() (string, error) {
	escape := strings.NewReplacer(`\`, `\134`, " ", `\040`, "\t", `\011`, "\n", `\012`)
	var b strings.Builder
	for _, m := range f.mounts {
		options := append([]string{"rw"}, m.options...)
		fmt.Fprintf(&b, "%s %s %s / %s rw,relatime shared:1 - %s %s %s\n", m.id, m.parent, m.device, escape.Replace(m.point), m.fs,
			escape.Replace(m.source), escape.Replace(strings.Join(options, ",")))
	}
	return b.String(), nil
}

func (f *fake) system() System {
	return System{Drive: Linux{Mounts: f.text, Sys: f.sys()}.Drive, Env: func(name string) string { return f.env[name] },
		Home: filepath.Join(f.root, "home/u")}
}
