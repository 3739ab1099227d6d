package posture

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"nifuda/data/guard"
)

// Linux is a Linux computer.
type Linux struct {
	Root    string // where its files are: empty for this one
	Disks   guard.Linux
	Home    string
	Desktop string // XDG_CURRENT_DESKTOP
	Ask     Ask
}

// Looks are the checks of the computer whose vault is in a folder.
func (l Linux) Looks(vault string) []Look {
	now := func(see func() Finding) func(context.Context) Finding {
		return func(context.Context) Finding { return see() }
	}
	return []Look{
		{Disk, now(func() Finding { return l.disk(vault) })},
		{Swap, now(l.swap)},
		{Hibernation, now(l.hibernation)},
		{USB, now(l.usb)},
		{ScreenLock, l.screenLock},
	}
}

// text is a file's content, empty when it cannot be read.
func (l Linux) text(path string) string {
	b, err := os.ReadFile(filepath.Join(l.Root, path))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// stands tells whether a file is there: Unknown when that may not be looked at.
func (l Linux) stands(path string) State {
	switch _, err := os.Stat(filepath.Join(l.Root, path)); {
	case err == nil:
		return Good
	case errors.Is(err, fs.ErrNotExist):
		return Bad
	}
	return Unknown
}

// disk looks at the volumes of the vault, of the system, and of what waits to
// be printed.
func (l Linux) disk(vault string) Finding {
	told := found(Disk, "sealed")
	for _, dir := range []string{vault, "/", "/var/spool/cups"} {
		if dir == "/var/spool/cups" && l.stands(dir) == Bad {
			continue
		}
		switch s, what := l.Disks.Sealed(dir); s {
		case guard.Unsealed:
			return found(Disk, "plain", "what", what)
		case guard.SealingUnknown:
			told = Nothing(Disk)
		}
	}
	return told
}

// swaps are the devices and files that memory is swapped to, without those that
// are memory themselves.
func (l Linux) swaps() (all []string, memory, known bool) {
	text := l.text("proc/swaps")
	if !strings.HasPrefix(text, "Filename") {
		return nil, false, false
	}
	for _, line := range lines(text)[1:] {
		name := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(strings.Fields(line)[0])
		if zram, ok := strings.CutPrefix(name, "/dev/zram"); ok {
			memory = true
			if back := l.text("sys/block/zram" + zram + "/backing_dev"); back != "" && back != "none" {
				all = append(all, back)
			}
			continue
		}
		all = append(all, name)
	}
	return all, memory, true
}

func (l Linux) swap() Finding {
	all, memory, known := l.swaps()
	switch {
	case !known:
		return Nothing(Swap)
	case len(all) == 0 && memory:
		return found(Swap, "memory")
	case len(all) == 0:
		return found(Swap, "none")
	}
	switch s, what := l.sealed(all); s {
	case guard.Sealed:
		return found(Swap, "sealed")
	case guard.Unsealed:
		return found(Swap, "plain", "what", what)
	}
	return Nothing(Swap)
}

// sealed tells whether all that memory is swapped to is encrypted.
func (l Linux) sealed(swaps []string) (guard.Sealing, string) {
	told := guard.Sealed
	for _, name := range swaps {
		ask := l.Disks.Sealed
		if strings.HasPrefix(name, "/dev/") {
			ask = l.Disks.SealedDevice
		}
		switch s, _ := ask(name); s {
		case guard.Unsealed:
			return s, name
		case guard.SealingUnknown:
			told = s
		}
	}
	return told, ""
}

// hibernation asks whether memory can be written to a disk for a long sleep.
// Where nothing but encrypted space could take it, that is as good as off.
func (l Linux) hibernation() Finding {
	state := l.text("sys/power/state")
	swaps, _, known := l.swaps()
	if state == "" {
		if l.stands("sys/power") == Good && l.stands("sys/power/state") == Good {
			return found(Hibernation, "off") // the kernel sleeps in no way at all
		}
		return Nothing(Hibernation)
	}
	off := !strings.Contains(state, "disk") || strings.Contains(l.text("sys/power/disk"), "[disabled]")
	if off || l.neverHibernates() || known && len(swaps) == 0 {
		return found(Hibernation, "off")
	}
	if !known {
		return Nothing(Hibernation)
	}
	switch s, _ := l.sealed(swaps); s {
	case guard.Sealed:
		return found(Hibernation, "sealed")
	case guard.Unsealed:
		return found(Hibernation, "plain")
	}
	return Nothing(Hibernation)
}

// neverHibernates reports whether systemd is told to: the two mixed ways to
// sleep follow the first setting unless they say yes themselves.
func (l Linux) neverHibernates() bool {
	return l.sleepSetting("AllowHibernation") == "no" && l.sleepSetting("AllowSuspendThenHibernate") != "yes" && l.sleepSetting("AllowHybridSleep") != "yes"
}

// sleepSetting is what systemd-sleep.conf(5) says, the last drop-in before all
// others; empty for nothing.
func (l Linux) sleepSetting(name string) string {
	var value string
	read := func(text string) {
		for _, line := range lines(text) {
			if key, v, ok := strings.Cut(line, "="); ok && strings.TrimSpace(key) == name {
				value = strings.ToLower(strings.TrimSpace(v))
			}
		}
	}
	dirs := []string{"usr/lib/systemd", "usr/local/lib/systemd", "run/systemd", "etc/systemd"} // the last wins
	for _, dir := range dirs {
		if text := l.text(filepath.Join(dir, "sleep.conf")); text != "" {
			value = ""
			read(text)
		}
	}
	for _, text := range l.dropIns(dirs, "sleep.conf.d", ".conf") {
		read(text)
	}
	if map[string]bool{"no": true, "false": true, "off": true, "0": true}[value] {
		return "no"
	}
	return value
}

// dropIns are the texts of drop-in files in their order: by name, where a later
// folder's file stands for an earlier one's of the same name.
func (l Linux) dropIns(dirs []string, sub, end string) []string {
	at := map[string]string{}
	for _, dir := range dirs {
		all, err := os.ReadDir(filepath.Join(l.Root, dir, sub))
		if err != nil {
			continue
		}
		for _, e := range all {
			if strings.HasSuffix(e.Name(), end) {
				at[e.Name()] = filepath.Join(dir, sub, e.Name())
			}
		}
	}
	var texts []string
	for _, name := range sorted(at) {
		texts = append(texts, l.text(at[name]))
	}
	return texts
}
