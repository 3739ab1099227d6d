//go:build unix

package posture

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nifuda/data/guard"
)

// fake is a Linux made of files: a drive nvme0n1 with the root on it, and an
// encrypted volume dm-0 upon it.
type fake struct {
	t     *testing.T
	root  string
	told  map[Question]string
	code  map[Question]int
	text  string // of mountinfo
	mount int
}

func computer(t *testing.T) *fake {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{t: t, root: root, told: map[Question]string{}, code: map[Question]int{}}
	drive := f.path("sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1")
	f.write("sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1/removable", "0")
	f.link("../../../bus/pci", "sys/devices/pci0000:00/0000:01:00.0/subsystem")
	f.listed(drive, "259:0")
	f.volume("dm-0", "253:0", "CRYPT-LUKS2-0123-root")
	f.volume("dm-1", "253:1", "LVM-0123")
	f.on("259:0", "/")
	f.write("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n")
	f.write("sys/power/state", "freeze mem disk\n")
	f.write("sys/power/disk", "[platform] shutdown reboot\n")
	f.write("sys/bus/usb/devices/usb1/authorized_default", "1\n")
	f.write("run/udev/control", "")
	f.write("vault/ledger.db", "")
	return f
}

func (f *fake) path(path string) string { return filepath.Join(f.root, path) }

func (f *fake) write(path, text string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(path)), 0o700); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.path(path), []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fake) link(to, path string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(path)), 0o700); err != nil {
		f.t.Fatal(err)
	}
	if err := os.Symlink(to, f.path(path)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fake) listed(at, number string) {
	f.link(at, "sys/class/block/"+filepath.Base(at))
	f.link(at, "sys/dev/block/"+number)
}

func (f *fake) volume(name, number, uuid string) {
	f.write("sys/devices/virtual/block/"+name+"/dm/uuid", uuid+"\n")
	f.link(f.path("sys/class/block/nvme0n1"), "sys/devices/virtual/block/"+name+"/slaves/nvme0n1")
	f.listed(f.path("sys/devices/virtual/block/"+name), number)
}

// on puts a file system on a folder, all of the computer for /.
func (f *fake) on(number, at string) {
	f.mount++
	parent := "0"
	if f.mount > 1 {
		parent = "1"
	}
	f.text += strings.Join([]string{string(rune('0' + f.mount)), parent, number, "/", at, "rw - ext4 /dev/x rw"}, " ") + "\n"
}

// stick plugs a USB stick in.
func (f *fake) stick() {
	f.write("sys/devices/pci0000:00/usb1/1-2/host2/block/sdb/device/model", "Ultra Fit\n")
	f.link("../../../../bus/usb", "sys/devices/pci0000:00/usb1/1-2/subsystem")
	f.listed(f.path("sys/devices/pci0000:00/usb1/1-2/host2/block/sdb"), "8:16")
}

func (f *fake) linux() Linux {
	return Linux{Root: f.root, Home: f.path("home/u"), Desktop: "ubuntu:GNOME",
		Disks: guard.Linux{Mounts: func() (string, error) { return f.text, nil }, Sys: f.path("sys")},
		Ask: func(_ context.Context, q Question) (string, int, error) {
			said, asked := f.told[q]
			if !asked {
				return "", 0, errors.New("not there")
			}
			return said, f.code[q], nil
		}}
}

// see makes one check.
func (f *fake) see(l Linux, c Check) Finding {
	for _, look := range l.Looks(f.path("vault")) {
		if look.Check == c {
			return look.See(f.t.Context())
		}
	}
	f.t.Fatalf("no check %s", c)
	return Finding{}
}

func TestALinuxTellsWhatAThiefWouldFind(t *testing.T) {
	swap := func(names ...string) func(*fake) {
		return func(f *fake) {
			text := "Filename\tType\tSize\tUsed\tPriority\n"
			for _, n := range names {
				text += n + " partition 8388604 0 -2\n"
			}
			f.write("proc/swaps", text)
		}
	}
	sealed := func(f *fake) { f.text, f.mount = "", 0; f.on("253:0", "/") }
	for _, c := range []struct {
		name  string
		make  func(*fake)
		check Check
		want  string
	}{
		{"a plain drive is named", func(*fake) {}, Disk, "plain"},
		{"all on LUKS is sealed", sealed, Disk, "sealed"},
		{"a vault on LUKS and a system that is not, is not", func(f *fake) { f.on("253:0", f.path("vault")) }, Disk, "plain"},
		{"a print spool apart from the rest is looked at too", func(f *fake) {
			sealed(f)
			f.write("var/spool/cups/c1", "")
			f.on("259:0", "/var/spool/cups")
		}, Disk, "plain"},
		{"a file system that does not tell is unknown", func(f *fake) { f.text, f.mount = "", 0; f.on("0:40", "/") }, Disk, "unknown"},
		{"mounts that cannot be read are unknown", func(f *fake) { f.text = "" }, Disk, "unknown"},

		{"no swap", func(*fake) {}, Swap, "none"},
		{"swap in memory", swap("/dev/zram0"), Swap, "memory"},
		{"zram that writes to a plain drive", func(f *fake) {
			swap("/dev/zram0")(f)
			f.write("sys/block/zram0/backing_dev", "/dev/nvme0n1\n")
		}, Swap, "plain"},
		{"zram without one", func(f *fake) { swap("/dev/zram0")(f); f.write("sys/block/zram0/backing_dev", "none\n") }, Swap, "memory"},
		{"swap on LUKS", swap("/dev/dm-0"), Swap, "sealed"},
		{"swap on LVM alone", swap("/dev/dm-1"), Swap, "plain"},
		{"a plain partition", swap("/dev/nvme0n1"), Swap, "plain"},
		{"one sealed, one not", swap("/dev/dm-0", "/dev/nvme0n1"), Swap, "plain"},
		{"a device nobody knows", swap("/dev/odd7"), Swap, "unknown"},
		{"no list of swaps", func(f *fake) { f.write("proc/swaps", "") }, Swap, "unknown"},

		{"a kernel that cannot", func(f *fake) { f.write("sys/power/state", "freeze mem\n") }, Hibernation, "off"},
		{"a kernel that may not", func(f *fake) { swap("/dev/nvme0n1")(f); f.write("sys/power/disk", "[disabled]\n") }, Hibernation, "off"},
		{"nowhere to write memory to", swap("/dev/zram0"), Hibernation, "off"},
		{"a plain swap", swap("/dev/nvme0n1"), Hibernation, "plain"},
		{"an encrypted swap", swap("/dev/dm-0"), Hibernation, "sealed"},
		{"forbidden by systemd", func(f *fake) {
			swap("/dev/nvme0n1")(f)
			f.write("etc/systemd/sleep.conf.d/70-nifuda.conf", "[Sleep]\nAllowHibernation=no\n")
		}, Hibernation, "off"},
		{"one mixed way to sleep is allowed", func(f *fake) {
			swap("/dev/nvme0n1")(f)
			f.write("etc/systemd/sleep.conf", "[Sleep]\nAllowHibernation=no\nAllowHybridSleep=yes\n")
		}, Hibernation, "plain"},
		{"a comment forbids nothing", func(f *fake) {
			swap("/dev/nvme0n1")(f)
			f.write("etc/systemd/sleep.conf", "[Sleep]\n#AllowHibernation=no\n")
		}, Hibernation, "plain"},
		{"a later drop-in allows it again", func(f *fake) {
			swap("/dev/nvme0n1")(f)
			f.write("etc/systemd/sleep.conf", "AllowHibernation=no\n")
			f.write("usr/lib/systemd/sleep.conf.d/90-on.conf", "AllowHibernation=yes\n")
		}, Hibernation, "plain"},
		{"no power management to be seen", func(f *fake) { _ = os.RemoveAll(f.path("sys/power")) }, Hibernation, "unknown"},

		{"nothing keeps storage out", func(*fake) {}, USB, "open"},
		{"no USB to be seen", func(f *fake) { _ = os.RemoveAll(f.path("sys/bus/usb")) }, USB, "unknown"},
		{"a stick in the computer says more than rules", func(f *fake) { rules(f); f.stick() }, USB, "plugged"},
		{"the kernel asks first", func(f *fake) { f.write("sys/bus/usb/devices/usb1/authorized_default", "0\n") }, USB, "asked"},
		{"one port that does not ask is open", func(f *fake) {
			f.write("sys/bus/usb/devices/usb1/authorized_default", "0\n")
			f.write("sys/bus/usb/devices/usb2/authorized_default", "1\n")
		}, USB, "open"},
		{"the pack's rules with udev running", rules, USB, "rules"},
		{"rules that nobody reads", func(f *fake) { rules(f); _ = os.Remove(f.path("run/udev/control")) }, USB, "open"},
		{"rules that were emptied", func(f *fake) { f.write(storageRules, "# ATTR{bInterfaceClass}==\"08\", ATTR{authorized}=\"0\"\n") }, USB, "open"},
		{"modules that never load", modules, USB, "module"},
		{"modules that were loaded before", func(f *fake) { modules(f); f.write("sys/module/usb_storage/refcnt", "0") }, USB, "open"},
		{"a blacklist alone is no refusal", func(f *fake) { f.write("etc/modprobe.d/x.conf", "blacklist usb-storage\nblacklist uas\n") }, USB, "open"},
	} {
		f := computer(t)
		c.make(f)
		if got := f.see(f.linux(), c.check); got.Says != c.want {
			t.Errorf("%s: %s: got %q %v, want %q", c.check, c.name, got.Says, got.Args, c.want)
		}
	}
}

func rules(f *fake) {
	f.write(storageRules, `ACTION=="add", SUBSYSTEM=="usb", ATTR{bInterfaceClass}=="08", ATTR{authorized}="0"`+"\n")
}

func modules(f *fake) {
	f.write("etc/modprobe.d/nousb.conf", "install usb-storage /bin/false\ninstall uas /bin/false\n")
}

func TestTheScreenLockIsWhatTheDesktopSays(t *testing.T) {
	gnome := func(lock, idle string) func(*fake) {
		return func(f *fake) { f.told[askGnomeLock], f.told[askGnomeIdle] = lock+"\n", idle+"\n" }
	}
	const xfce = ".config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml"
	for _, c := range []struct {
		name, desktop string
		make          func(*fake)
		want          string
		minutes       int
	}{
		{"five minutes", "ubuntu:GNOME", gnome("true", "uint32 300"), "locks", 5},
		{"an hour is late", "GNOME", gnome("true", "uint32 3600"), "late", 60},
		{"never is off", "GNOME", gnome("true", "uint32 0"), "off", 0},
		{"dark without a lock is off", "GNOME", gnome("false", "uint32 300"), "off", 0},
		{"an answer that is none", "GNOME", gnome("true", "soon"), "unknown", 0},
		{"no gsettings", "GNOME", func(*fake) {}, "unknown", 0},
		{"MATE counts minutes", "MATE", func(f *fake) { f.told[askMateLock], f.told[askMateIdle] = "true", "10" }, "locks", 10},
		{"KDE as it comes", "KDE", func(*fake) {}, "locks", 5},
		{"KDE told not to", "KDE", func(f *fake) { f.write("home/u/.config/kscreenlockerrc", "[Daemon]\nAutolock=false\nTimeout=5\n") }, "off", 0},
		{"KDE told later", "KDE", func(f *fake) { f.write("home/u/.config/kscreenlockerrc", "[Daemon]\nTimeout=30\n") }, "late", 30},
		{"KDE, another section", "KDE", func(f *fake) { f.write("home/u/.config/kscreenlockerrc", "[Greeter]\nAutolock=false\n") }, "locks", 5},
		{"Xfce told not to", "XFCE", func(f *fake) {
			f.write("home/u/"+xfce, `<channel name="xfce4-screensaver"><property name="lock" type="empty"><property name="enabled" type="bool" value="false"/></property></channel>`)
		}, "off", 0},
		{"Xfce after ten minutes", "XFCE", func(f *fake) {
			f.write("home/u/"+xfce, `<channel name="xfce4-screensaver"><property name="saver" type="empty"><property name="idle-activation" type="empty"><property name="delay" type="int" value="10"/></property></property></channel>`)
		}, "locks", 10},
		{"Xfce with nothing written", "XFCE", func(*fake) {}, "unknown", 0},
		{"no desktop that is known", "sway", func(*fake) {}, "unknown", 0},
	} {
		f := computer(t)
		c.make(f)
		l := f.linux()
		l.Desktop = c.desktop
		got := f.see(l, ScreenLock)
		if n, _ := got.Args["n"].(int); got.Says != c.want || n != c.minutes {
			t.Errorf("%s: got %q after %d, want %q after %d", c.name, got.Says, n, c.want, c.minutes)
		}
	}
}

func TestAPartIsInForceOnlyWhereItIsSeen(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*fake)
		part Part
		want State
	}{
		{"no rules", func(*fake) {}, PartStorage, Bad},
		{"rules", rules, PartStorage, Good},
		{"mounting as everybody", func(f *fake) { f.told[askMount] = "" }, PartMount, Bad},
		{"mounting as an administrator", func(f *fake) { f.told[askMount] = ""; f.code[askMount] = 2 }, PartMount, Good},
		{"nobody to ask, and no rule", func(*fake) {}, PartMount, Bad},
		{"a broken question, and a rule", func(f *fake) { f.told[askMount] = ""; f.code[askMount] = 127; f.write(mountRules, "x") }, PartMount, Unknown},
		{"no USBGuard", func(*fake) {}, PartGuard, Bad},
		{"its rules, and a kernel that asks", func(f *fake) {
			f.write(guardRules, "block with-interface one-of { 08:*:* }")
			f.write("sys/bus/usb/devices/usb1/authorized_default", "0\n")
		}, PartGuard, Good},
		{"its rules, and a kernel that does not", func(f *fake) { f.write(guardRules, "block with-interface one-of { 08:*:* }") }, PartGuard, Bad},
		{"no settings of CUPS to be read", func(*fake) {}, PartSpool, Unknown},
		{"CUPS as it comes", func(f *fake) { f.write(printConf, "#PreserveJobFiles No\nLogLevel warn\n") }, PartSpool, Bad},
		{"CUPS that keeps the history", func(f *fake) { f.write(printConf, "PreserveJobFiles No\n") }, PartSpool, Bad},
		{"CUPS that keeps nothing", func(f *fake) { f.write(printConf, "PreserveJobFiles No\nPreserveJobHistory no\n") }, PartSpool, Good},
		{"the last word counts", func(f *fake) {
			f.write(printConf, "PreserveJobFiles No\nPreserveJobHistory No\nPreserveJobFiles Yes\n")
		}, PartSpool, Bad},
		{"sleep forbidden", func(f *fake) { f.write("etc/systemd/sleep.conf.d/70-nifuda.conf", "AllowHibernation=no") }, PartSleep, Good},
		{"sleep allowed", func(*fake) {}, PartSleep, Bad},
	} {
		f := computer(t)
		c.make(f)
		got := State(-1)
		for _, p := range f.linux().Parts(t.Context()) {
			if p.Part == c.part {
				got = p.State
			}
		}
		if got != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.part, c.name, got, c.want)
		}
	}
}

func TestThisComputerIsLookedAtWithoutRights(t *testing.T) {
	for _, look := range This().Looks(t.TempDir()) {
		f := look.See(t.Context())
		t.Logf("%s %v %v", f.Key(), f.State, f.Args)
		if f.Check != look.Check {
			t.Errorf("%s found %s", look.Check, f.Check)
		}
	}
	for _, p := range This().Parts(t.Context()) {
		t.Logf("%s %v", p.Part, p.State)
	}
}
