package posture

import "context"

// Computer is a computer that can be looked at.
type Computer interface {
	// Looks are its checks; vault is the folder the vault is in.
	Looks(vault string) []Look
	// Parts says which parts of its hardening pack are in force.
	Parts(ctx context.Context) []Force
	// System names its hardening pack: linux, windows, macos; empty for none.
	System() string
}

// System is "linux".
func (Linux) System() string { return "linux" }

// System is "windows".
func (Windows) System() string { return "windows" }

// System is "macos".
func (Mac) System() string { return "macos" }

// blank is a computer that tells nothing.
type blank struct{}

func (blank) Looks(string) []Look {
	var all []Look
	for _, c := range []Check{Disk, Swap, Hibernation, USB, ScreenLock} {
		all = append(all, Look{c, func(context.Context) Finding { return Nothing(c) }})
	}
	return all
}

func (blank) Parts(context.Context) []Force { return nil }
func (blank) System() string                { return "" }
