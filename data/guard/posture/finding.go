package posture

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Check is one thing that is looked at.
type Check string

// The checks.
const (
	Disk        Check = "disk"        // encryption of the disks that hold the vault and the system
	Swap        Check = "swap"        // where memory is swapped to
	Hibernation Check = "hibernation" // whether memory may be written to disk for a long sleep
	Spool       Check = "spool"       // what the printing system keeps of a document
	Printers    Check = "printers"    // what the printers keep themselves
	USB         Check = "usb"         // whether the system lets storage in
	ScreenLock  Check = "screenlock"  // whether the screen locks by itself
	Versions    Check = "versions"    // of the program and of the encrypted file's engine
	Backups     Check = "backups"     // how old the newest is
	People      Check = "people"      // who has a login, and for how long unused
)

// State is how a check came out, in the order that a list of them is read.
type State int

// The states. What cannot be told is Unknown.
const (
	Bad     State = iota // somebody should do something
	Watch                // somebody should look at it
	Unknown              // it cannot be told on this computer
	Good
)

// Finding is what one check found.
type Finding struct {
	Check Check
	State State
	Says  string         // which of the check's sentences: health.<Check>.<Says>
	Args  map[string]any // for its holes
}

// Key is the key of the finding's sentence. One that is not Good has one more,
// Key and ".do", that says what to do.
func (f Finding) Key() string { return "health." + string(f.Check) + "." + f.Says }

// Sayings lists every finding that there can be, for whoever has to have a
// sentence for each.
func Sayings() []Finding {
	var all []Finding
	for _, s := range []struct {
		check Check
		state State
		says  string
	}{
		{Disk, Good, "sealed"}, {Disk, Bad, "plain"}, {Disk, Bad, "suspended"}, {Disk, Watch, "halfway"}, {Disk, Unknown, "unknown"},
		{Swap, Good, "none"}, {Swap, Good, "memory"}, {Swap, Good, "sealed"}, {Swap, Bad, "plain"}, {Swap, Unknown, "unknown"},
		{Hibernation, Good, "off"}, {Hibernation, Good, "sealed"}, {Hibernation, Bad, "plain"}, {Hibernation, Unknown, "unknown"},
		{Spool, Good, "purged"}, {Spool, Bad, "kept"}, {Spool, Unknown, "unknown"},
		{Printers, Bad, "keeps"}, {Printers, Watch, "may"}, {Printers, Good, "none"}, {Printers, Unknown, "unknown"},
		{USB, Bad, "plugged"}, {USB, Bad, "open"}, {USB, Good, "asked"}, {USB, Good, "rules"}, {USB, Good, "module"}, {USB, Good, "policy"}, {USB, Unknown, "unknown"},
		{ScreenLock, Good, "locks"}, {ScreenLock, Watch, "late"}, {ScreenLock, Bad, "off"}, {ScreenLock, Unknown, "unknown"},
		{Versions, Good, "current"}, {Versions, Bad, "old"}, {Versions, Unknown, "unknown"},
		{Backups, Good, "fresh"}, {Backups, Bad, "none"}, {Backups, Bad, "old"}, {Backups, Bad, "fault"}, {Backups, Unknown, "unknown"},
		{People, Good, "used"}, {People, Watch, "unused"}, {People, Unknown, "unknown"},
	} {
		all = append(all, Finding{Check: s.check, State: s.state, Says: s.says})
	}
	return all
}

// found is a finding out of Sayings. The pairs are names of holes and what
// fills them.
func found(c Check, says string, pairs ...any) Finding {
	f := Finding{Check: c, State: Unknown, Says: "unknown"}
	for _, s := range Sayings() {
		if s.Check == c && s.Says == says {
			f.State, f.Says = s.State, says
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			if f.Args == nil {
				f.Args = map[string]any{}
			}
			f.Args[name] = pairs[i+1]
		}
	}
	return f
}

// Nothing is what a check found that could not be made.
func Nothing(c Check) Finding { return found(c, "unknown") }

// Look is one check that can be made. It may take a moment, changes nothing,
// and answers Unknown when ctx ends.
type Look struct {
	Check Check
	See   func(ctx context.Context) Finding
}

// Sort puts what is worst first, and keeps the order of what is alike.
func Sort(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.State, b.State) })
}

// Part is one part of the hardening pack: the name of what it changes.
type Part string

// The parts, with the systems that have them.
const (
	PartStorage  Part = "storage"  // storage and phones are kept out: udev; RemovableStorageDevices on Windows; the profile on macOS
	PartMount    Part = "mount"    // mounting asks for an administrator: polkit
	PartGuard    Part = "usbguard" // USBGuard keeps storage out
	PartSpool    Part = "spool"    // printed documents are not kept: cupsd; "keep printed documents" on Windows
	PartSleep    Part = "sleep"    // no hibernation
	PartPagefile Part = "pagefile" // the page file is encrypted: Windows
	PartLock     Part = "lock"     // the screen locks: macOS, Windows
)

// Force says whether a part of the pack is in force, as far as it can be seen.
type Force struct {
	Part  Part
	State State // Good in force, Bad not, Unknown not to be seen from here
}

func in(part Part, force bool) Force {
	if force {
		return Force{part, Good}
	}
	return Force{part, Bad}
}

// lines are the lines of a configuration without comments and blanks.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, ";") {
			all = append(all, line)
		}
	}
	return all
}
