package data

import (
	"errors"
	"fmt"
)

// Kind is what a program does about a fault.
type Kind int

// The kinds of fault. An error without one is Internal.
const (
	Internal    Kind = iota
	Invalid          // what was typed or sent cannot be used as it is
	Denied           // refused by a rule, a key or a permission
	NotFound         // it is not, or no longer, there
	Busy             // somebody else has it; try again
	Unreachable      // the other side does not answer
	Damaged          // bytes on disk are not what we wrote
	Full             // no space left, or the place cannot be written to
	Stopped          // a person or the lock stopped it
)

// Fault is an error with a kind for the program, a key for the reader and a
// cause for the log. Neither key nor cause holds a secret, an address or a name.
type Fault struct {
	Kind Kind
	Key  string         // translation key of the sentence shown
	Args map[string]any // named holes of that sentence
	Err  error          // cause; may be nil
}

// Error is for the log, in English.
func (f *Fault) Error() string {
	if f.Err == nil {
		return f.Key
	}
	return fmt.Sprintf("%s: %v", f.Key, f.Err)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// KindOf is the kind of the first Fault in err's chain, Internal without one.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// KeyOf is the translation key of the first Fault in err's chain,
// "fault.internal" without one.
func KeyOf(err error) string {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Key
	}
	return "fault.internal"
}
