//go:build unix

package guard

import (
	"errors"
	"os"
)

// syncDir makes a rename in a folder survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
