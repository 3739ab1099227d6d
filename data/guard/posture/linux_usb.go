package posture

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// Where the pack's files stand on a Linux; assets/hardening/linux puts them
// there.
const (
	storageRules = "etc/udev/rules.d/70-nifuda-storage.rules"
	mountRules   = "etc/polkit-1/rules.d/70-nifuda-storage.rules"
	guardRules   = "etc/usbguard/rules.d/70-nifuda-storage.conf"
	printConf    = "etc/cups/cupsd.conf"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// usb asks what the system does with storage that is plugged in. What hangs on
// USB now says more than any rule.
func (l Linux) usb() Finding {
	if all := l.Disks.Attached(); len(all) > 0 {
		return found(USB, "plugged", "what", strings.Join(all, "、"))
	}
	switch {
	case l.asksFirst():
		return found(USB, "asked")
	case l.noModule():
		return found(USB, "module")
	case l.storageRules():
		return found(USB, "rules")
	case l.stands("sys/bus/usb") != Good:
		return Nothing(USB)
	}
	return found(USB, "open")
}

// asksFirst reports whether the kernel gives no new USB device to the system
// before somebody has allowed it, on any port: what USBGuard sets.
func (l Linux) asksFirst() bool {
	all, err := filepath.Glob(filepath.Join(l.Root, "sys/bus/usb/devices/usb*"))
	if err != nil || len(all) == 0 {
		return false
	}
	for _, bus := range all {
		if l.text(filepath.Join("sys/bus/usb/devices", filepath.Base(bus), "authorized_default")) != "0" {
			return false
		}
	}
	return true
}

// noModule reports whether the kernel may not load what USB storage needs, and
// has not.
func (l Linux) noModule() bool {
	never := map[string]bool{}
	for _, text := range l.dropIns([]string{"usr/lib", "lib", "run", "etc"}, "modprobe.d", ".conf") {
		for _, line := range lines(text) {
			if w := strings.Fields(line); len(w) >= 3 && w[0] == "install" && (w[2] == "/bin/false" || w[2] == "/bin/true" || w[2] == "/usr/bin/false" || w[2] == "/usr/bin/true") {
				never[strings.ReplaceAll(w[1], "-", "_")] = true
			}
		}
	}
	for _, module := range []string{"usb_storage", "uas"} {
		if !never[module] || l.stands("sys/module/"+module) != Bad {
			return false
		}
	}
	return true
}

// storageRules reports whether udev has the pack's rules, to the letter that
// counts, and runs.
func (l Linux) storageRules() bool {
	if l.stands("run/udev/control") != Good {
		return false
	}
	for _, line := range lines(l.text(storageRules)) {
		if strings.Contains(line, `ATTR{bInterfaceClass}=="08"`) && strings.Contains(line, `ATTR{authorized}="0"`) {
			return true
		}
	}
	return false
}

// Parts says which parts of the pack are in force. What only an administrator
// may read is Unknown, unless it shows in what it does.
func (l Linux) Parts(ctx context.Context) []Force {
	return []Force{in(PartStorage, l.storageRules()), l.mountPart(ctx), l.guardPart(), l.spoolPart(), in(PartSleep, l.neverHibernates())}
}

// mountPart asks polkit itself: its rules are not for everybody to read.
func (l Linux) mountPart(ctx context.Context) Force {
	if _, code, err := l.Ask(ctx, askMount); err == nil {
		switch code {
		case 0:
			return in(PartMount, false)
		case 1, 2, 3: // refused, or only after somebody has shown to be an administrator
			return in(PartMount, true)
		}
	}
	return Force{PartMount, min(l.stands(mountRules), Unknown)} // a rule that nobody applies is none
}

func (l Linux) guardPart() Force {
	if l.stands("etc/usbguard") == Bad {
		return in(PartGuard, false)
	}
	if l.stands(guardRules) == Good {
		return in(PartGuard, l.asksFirst())
	}
	return Force{PartGuard, l.stands(guardRules)}
}

func (l Linux) spoolPart() Force {
	text := l.text(printConf)
	if text == "" {
		return Force{PartSpool, Unknown}
	}
	return in(PartSpool, keepsNothing(text))
}

// keepsNothing reports whether cupsd.conf(5) says that neither documents nor
// the history of jobs are kept. The last word of a directive counts.
func keepsNothing(conf string) bool {
	said := map[string]string{}
	for _, line := range lines(conf) {
		if w := strings.Fields(line); len(w) == 2 {
			said[strings.ToLower(w[0])] = strings.ToLower(w[1])
		}
	}
	no := func(v string) bool { return v == "no" || v == "off" || v == "false" }
	return no(said["preservejobfiles"]) && no(said["preservejobhistory"])
}
