package guard_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"nifuda/app/text"
	"nifuda/data"
	"nifuda/data/guard"
	"nifuda/data/house"
	"nifuda/data/vault"
)

// stick makes a file, a file system in it, and mounts it for real. Its folder
// is given, and a sysfs in which its device hangs on USB.
func stick(t *testing.T) (dir, sys string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("mounting needs root")
	}
	for _, tool := range []string{"losetup", "mkfs.ext4", "mount", "umount"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is missing", tool)
		}
	}
	root := t.TempDir()
	image := filepath.Join(root, "stick.img")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, 8<<20); err != nil {
		t.Fatal(err)
	}
	done(t, "mkfs.ext4", "-q", "-O", "^has_journal", image)
	out, err := exec.Command("losetup", "--find", "--show", image).CombinedOutput()
	if err != nil {
		t.Skipf("no loop device is to be had here: %s", strings.TrimSpace(string(out)))
	}
	device := strings.TrimSpace(string(out))
	t.Cleanup(func() { done(t, "losetup", "--detach", device) })
	dir = filepath.Join(root, "media", "荷札 の 棒")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", device, dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is refused here: %s", strings.TrimSpace(string(out)))
	}
	t.Cleanup(func() { done(t, "umount", dir) })
	info, err := os.Stat(device)
	if err != nil {
		t.Fatal(err)
	}
	number := info.Sys().(*syscall.Stat_t).Rdev
	return dir, onUSB(t, fmt.Sprintf("%d:%d", unix.Major(number), unix.Minor(number)))
}

// onUSB is a sysfs that says of one device that it is a USB drive.
func onUSB(t *testing.T, number string) string {
	t.Helper()
	sys := t.TempDir()
	disk := filepath.Join(sys, "devices/pci0000:00/usb1/1-2/host2/block/sdb")
	for _, dir := range []string{disk + "/device", filepath.Join(sys, "dev/block"), filepath.Join(sys, "bus/usb")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for path, content := range map[string]string{disk + "/removable": "1\n", disk + "/device/model": "Ultra Fit\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, to := range map[string]string{filepath.Join(sys, "dev/block", number): disk, filepath.Join(disk, "../../../subsystem"): "../../../bus/usb"} {
		if err := os.Symlink(to, path); err != nil {
			t.Fatal(err)
		}
	}
	return sys
}

func done(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s", name, err, out)
	}
}

// content lists a folder, with sizes and times.
func content(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestARealStickIsRefusedWithASentenceAndNothingIsWrittenThere(t *testing.T) {
	dir, sys := stick(t)
	usb := guard.System{Drive: guard.Linux{Mounts: guard.Mounts, Sys: sys}.Drive, Env: os.Getenv}
	before := content(t, dir)
	h := house.New(house.Config{Root: filepath.Join(dir, "nifuda"), Now: time.Now, KDF: vault.Floor, Place: usb.Place})
	_, claimed := h.Claim()
	_, created := h.Create(t.Context(), "山の湯呑み店", "山野 千尋", []byte("mizu-no-oto-kawazu"))
	gate := guard.Gate(usb.Place)
	for name, err := range map[string]error{"claim": claimed, "create": created, "backup": gate.Replace(filepath.Join(dir, "backup"), []byte("all"))} {
		if data.KeyOf(err) != "fault.place.usb" || data.KindOf(err) != data.Denied {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for lang, want := range map[string]string{text.Japanese: "取り外せるドライブ（Ultra Fit）", text.English: "unplugged (Ultra Fit)"} {
		w, err := text.Load(lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Fault(claimed); !strings.Contains(got, want) {
			t.Errorf("%s: %s", lang, got)
		}
	}
	if after := content(t, dir); after != before {
		t.Errorf("the stick was written to:\n%s\nbefore:\n%s", after, before)
	}
}

func TestAVaultThatWasCarriedToAStickDoesNotOpen(t *testing.T) {
	dir, sys := stick(t)
	root := filepath.Join(dir, "nifuda")
	const phrase = "mizu-no-oto-kawazu"
	made := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor}) // as on the drive it was copied from
	s, err := made.Create(t.Context(), "山の湯呑み店", "山野 千尋", []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	login := s.Login()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := content(t, dir)
	usb := guard.System{Drive: guard.Linux{Mounts: guard.Mounts, Sys: sys}.Drive, Env: os.Getenv}
	h := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor, Place: usb.Place})
	_, claimed := h.Claim()
	_, listed := h.Logins()
	_, opened := h.Open(t.Context(), login, []byte(phrase))
	_, recovered := h.Recover(t.Context(), []byte("AAAA"))
	for name, err := range map[string]error{"claim": claimed, "logins": listed, "open": opened, "recover": recovered} {
		if data.KeyOf(err) != "fault.place.usb" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if after := content(t, dir); after != before {
		t.Errorf("the stick was written to:\n%s\nbefore:\n%s", after, before)
	}
	in, err := made.Open(t.Context(), login, []byte(phrase)) // it is the place that refuses, not the file
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Owner.Close(); err != nil {
		t.Error(err)
	}
}

func TestARealLoopDeviceIsLookedThrough(t *testing.T) {
	dir, _ := stick(t)
	through, err := guard.This().Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	under, err := guard.This().Find(filepath.Dir(filepath.Dir(dir)))
	if err != nil || through != under {
		t.Errorf("the mounted file is %+v, the folder it lies in %+v, %v", through, under, err)
	}
	t.Logf("both are %+v", under)
}
