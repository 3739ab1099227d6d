package safety

import (
	"context"

	"nifuda/data"
	"nifuda/data/guard/posture"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Events(context.Context, data.EventQuery) ([]data.Event, error) // newest first
	Oddities(context.Context) ([]data.Oddity, error)
	// VerifyEvents follows the whole log; it fails where an entry is not the one
	// that was written.
	VerifyEvents(context.Context) error
	People(context.Context) ([]data.Person, error)
}

// Computer is what this room looks at.
type Computer interface {
	Looks() []posture.Look
	Parts(context.Context) []posture.Force
	Pack() Pack
	// Save writes the pack to its folder; it takes no other bytes. It fails where
	// the guard refuses the folder, "fault.place.…".
	Save(context.Context) error
}

// Pack is the hardening pack of a system; without files there is none.
type Pack struct {
	Folder      string            // where it is written
	Files       map[string][]byte // by name
	Apply, Undo string            // what an administrator types
}
