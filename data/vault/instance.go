package vault

import (
	"errors"
	"os"
	"path/filepath"

	"nifuda/data"
)

var errClaimed = errors.New("claimed by another process")

// Instance is the claim of one running Nifuda on a data directory.
type Instance struct{ file *os.File }

// Claim makes this process the only Nifuda on the data directory, and makes
// the directory when there is none. It fails with Busy "fault.vault.inuse"
// while another one runs. The claim ends with the process.
func Claim(root string) (*Instance, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, diskFault(err)
	}
	f, err := os.OpenFile(filepath.Join(root, "in-use"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, diskFault(err)
	}
	if err := claim(f); err != nil {
		f.Close()
		if errors.Is(err, errClaimed) {
			return nil, &data.Fault{Kind: data.Busy, Key: "fault.vault.inuse", Err: err}
		}
		return nil, diskFault(err)
	}
	return &Instance{f}, nil
}

// Release gives the claim back.
func (i *Instance) Release() error { return i.file.Close() }
