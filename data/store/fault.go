package store

import (
	"context"
	"errors"

	sqlite3 "github.com/mutecomm/go-sqlcipher/v4"

	"nifuda/data"
)

// Named gives a database or disk error the kind and the key a person can be
// told. The key was proved right before the file was opened, so "not a
// database" means damage and never a wrong passphrase.
func Named(err error) error {
	var known *data.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: err}
	}
	if s, ok := errors.AsType[sqlite3.Error](err); ok {
		switch s.Code {
		case sqlite3.ErrFull:
			return full(err)
		case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
			return readonly(err)
		case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			return Damaged(err)
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return &data.Fault{Kind: data.Busy, Key: "fault.vault.inuse", Err: err}
		case sqlite3.ErrInterrupt:
			return &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: err}
		}
	}
	return data.Disk(err)
}

// Damaged is the fault of bytes that are not what we wrote.
func Damaged(err error) error {
	return &data.Fault{Kind: data.Damaged, Key: "fault.store.damaged", Err: err}
}

func full(err error) error {
	return &data.Fault{Kind: data.Full, Key: "fault.store.full", Err: err}
}

func readonly(err error) error {
	return &data.Fault{Kind: data.Full, Key: "fault.store.readonly", Err: err}
}

func newer(err error) error {
	return &data.Fault{Kind: data.Invalid, Key: "fault.store.newer", Err: err}
}
