package guard

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// disk judges a block device by its folder in sysfs: a partition by the drive
// it is on, a mapped volume by every drive below it.
func (l Linux) disk(block string, depth int) (Finding, error) {
	if depth > deepest {
		return Finding{Unknown, filepath.Base(block)}, nil
	}
	if _, err := os.Stat(filepath.Join(block, "partition")); err == nil {
		block = filepath.Dir(block)
	}
	name := filepath.Base(block)
	if file := text(filepath.Join(block, "loop", "backing_file")); file != "" {
		return l.backing(file, depth)
	}
	if slaves := entries(filepath.Join(block, "slaves")); len(slaves) > 0 {
		return l.all(slaves, depth+1)
	}
	for prefix, kind := range map[string]Kind{"zram": Memory, "ram": Memory, "nbd": Network, "rbd": Network, "etherd!": Network} {
		if strings.HasPrefix(name, prefix) {
			return Finding{kind, name}, nil
		}
	}
	if f := l.bus(block); f.Kind != Internal {
		return f, nil
	}
	switch text(filepath.Join(block, "removable")) {
	case "0":
		return Finding{}, nil
	case "1":
		return Finding{USB, model(block)}, nil
	}
	return Finding{Unknown, name}, nil
}

// backing judges a loop device by the file or the device behind it.
func (l Linux) backing(file string, depth int) (Finding, error) {
	if name, found := strings.CutPrefix(file, "/dev/"); found {
		return l.all([]string{name}, depth+1)
	}
	if _, err := os.Lstat(file); err != nil { // removed, or in another namespace
		return Finding{Unknown, "loop"}, nil
	}
	return l.drive(file, depth+1)
}

var (
	controller = regexp.MustCompile(`^nvme[0-9]+$`)
	disc       = regexp.MustCompile(`^sr[0-9]+$`)
)

// bus walks from a drive up to the root of the device tree. Drives in USB cases
// say removable=0, so what they hang on is what counts.
func (l Linux) bus(block string) Finding {
	if disc.MatchString(filepath.Base(block)) || text(filepath.Join(block, "device", "type")) == "5" {
		return Finding{Optical, model(block)}
	}
	devices := filepath.Join(l.Sys, "devices")
	real := false
	for at := filepath.Dir(block); holds(devices, at) && at != devices; at = filepath.Dir(at) {
		subsystem := link(filepath.Join(at, "subsystem"))
		real = real || subsystem != "" && subsystem != "block"
		switch kind := text(filepath.Join(at, "type")); {
		case subsystem == "usb" || subsystem == "firewire" || subsystem == "memstick" || subsystem == "thunderbolt",
			text(filepath.Join(at, "removable")) == "removable": // a PCI device in a case of its own
			return Finding{USB, model(block)}
		case subsystem == "mmc" && kind != "MMC": // MMC is soldered on
			return Finding{SD, model(block)}
		case subsystem == "iscsi_session" || subsystem == "nvme" && far(text(filepath.Join(at, "transport"))):
			return Finding{Network, model(block)}
		case subsystem == "nvme-subsystem":
			if f := l.controllers(at); f.Kind != Internal {
				return f
			}
		}
	}
	if !real {
		return Finding{Unknown, filepath.Base(block)}
	}
	return Finding{}
}

// controllers judges a drive that stands apart from the controllers it is
// reached through.
func (l Linux) controllers(subsystem string) Finding {
	met := Finding{Unknown, filepath.Base(subsystem)}
	for _, name := range entries(subsystem) {
		if !controller.MatchString(name) {
			continue
		}
		at, err := filepath.EvalSymlinks(filepath.Join(subsystem, name))
		if err != nil {
			return Finding{Unknown, name}
		}
		if met = l.bus(filepath.Join(at, "namespace")); met.Kind != Internal {
			break
		}
	}
	return met
}

func far(transport string) bool {
	return transport != "" && transport != "pcie" && transport != "apple-nvme"
}

// model is what a drive calls itself, its name in the system where it does not.
func model(block string) string {
	device := filepath.Join(block, "device")
	vendor := text(filepath.Join(device, "vendor"))
	if strings.HasPrefix(vendor, "0x") { // a number, on virtual machines
		vendor = ""
	}
	words := strings.Fields(vendor + " " + text(filepath.Join(device, "model")) + " " + text(filepath.Join(device, "name")))
	if len(words) == 0 {
		return filepath.Base(block)
	}
	return strings.Join(words, " ")
}

// text is the content of a file of sysfs; empty when there is none.
func text(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(b), "\n")
}

// link is the last name of where a link leads.
func link(path string) string {
	to, err := os.Readlink(path)
	if err != nil {
		return ""
	}
	return filepath.Base(to)
}

// entries are the names in a folder; none when it cannot be read.
func entries(dir string) []string {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(all))
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}
