package capslock

import "errors"

// System is not there yet on macOS.
func System() (on func() bool, err error) {
	return nil, errors.New("capslock: macOS is not asked yet")
}
