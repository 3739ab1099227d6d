package safety

import (
	"context"

	"nifuda/data"
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
