//go:build !windows && !darwin

package capture

// exclude is for systems that can.
func exclude(uintptr) error { return ErrWindow }
