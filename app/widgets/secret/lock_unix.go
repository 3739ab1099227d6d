//go:build unix

package secret

import "golang.org/x/sys/unix"

// lock asks the system not to swap the bytes. It stays until the process ends.
func lock(b []byte) error { return unix.Mlock(b) }
