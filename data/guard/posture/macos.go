package posture

import (
	"context"
	"strconv"
	"strings"
)

// Mac is a computer with macOS. It is asked through the programs that come with
// it, none of which needs an administrator for this.
type Mac struct{ Ask Ask }

// Looks are the checks of the computer. A Mac has one answer for its whole
// drive, wherever the vault is: guard lets it be on no other.
func (m Mac) Looks(string) []Look {
	return []Look{
		{Disk, m.disk}, {Swap, m.swap}, {Hibernation, m.hibernation},
		{USB, func(context.Context) Finding { return Nothing(USB) }}, // a profile's settings are not for everybody to read
		{ScreenLock, m.screenLock},
	}
}

// asked is the answer, empty when there is none.
func (m Mac) asked(ctx context.Context, q Question) string {
	said, code, err := m.Ask(ctx, q)
	if err != nil || code != 0 {
		return ""
	}
	return said
}

func (m Mac) disk(ctx context.Context) Finding {
	switch said := m.asked(ctx, askVault); {
	case strings.Contains(said, "in progress"):
		return found(Disk, "halfway")
	case strings.Contains(said, "FileVault is On"):
		return found(Disk, "sealed")
	case strings.Contains(said, "FileVault is Off"):
		return found(Disk, "plain", "what", "FileVault")
	}
	return Nothing(Disk)
}

// swap reads "total = 0.00M  used = 0.00M  free = 0.00M  (encrypted)".
func (m Mac) swap(ctx context.Context) Finding {
	switch said := m.asked(ctx, askSwap); {
	case strings.Contains(said, "(encrypted)"):
		return found(Swap, "sealed")
	case strings.Contains(said, "total = 0.00M"):
		return found(Swap, "none")
	case strings.Contains(said, "total ="):
		return found(Swap, "plain", "what", "swap")
	}
	return Nothing(Swap)
}

// hibernation reads hibernatemode: 0 keeps memory alone, others write it to
// the drive, which FileVault then encrypts.
func (m Mac) hibernation(ctx context.Context) Finding {
	for line := range strings.Lines(m.asked(ctx, askSleep)) {
		w := strings.Fields(line)
		if len(w) < 2 || w[0] != "hibernatemode" {
			continue
		}
		switch {
		case w[1] == "0":
			return found(Hibernation, "off")
		case m.disk(ctx).State == Good:
			return found(Hibernation, "sealed")
		case m.disk(ctx).State == Bad:
			return found(Hibernation, "plain")
		}
	}
	return Nothing(Hibernation)
}

// screenLock reads "screenLock is off", "screenLock delay is immediate" or
// "screenLock delay is 300 seconds": how long after the screen went dark.
func (m Mac) screenLock(ctx context.Context) Finding {
	_, after, ok := strings.Cut(m.asked(ctx, askScreenLock), "screenLock ")
	switch w := strings.Fields(after); {
	case !ok || len(w) < 2:
		return Nothing(ScreenLock)
	case w[1] == "off":
		return locks(false, 0)
	case len(w) >= 3 && w[2] == "immediate":
		return locks(true, 1)
	case len(w) >= 4 && w[3] == "seconds":
		if n, err := strconv.Atoi(w[2]); err == nil {
			return locks(true, (n+59)/60)
		}
	}
	return Nothing(ScreenLock)
}

// Parts says which parts of the profile are in force.
func (m Mac) Parts(ctx context.Context) []Force {
	lock := m.screenLock(ctx).State
	if lock == Watch {
		lock = Bad
	}
	return []Force{{PartStorage, Unknown}, {PartLock, lock}}
}
