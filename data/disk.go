package data

import (
	"errors"
	"io/fs"
	"syscall"
)

// Disk names what a full, read-only or forbidden disk means to a person; any
// other error comes back as it is.
func Disk(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return &Fault{Kind: Full, Key: "fault.store.full", Err: err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &Fault{Kind: Full, Key: "fault.store.readonly", Err: err}
	}
	return err
}
