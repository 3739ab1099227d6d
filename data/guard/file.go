package guard

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"nifuda/data"
)

// Gate writes to places that it has judged: Gate(Place) on this computer.
type Gate func(path string) error

// Fresh is the end of the name of a file that is being written. One that a
// crash left is overwritten by the next file of that name; where names do not
// come again, whoever wrote it removes it.
const Fresh = ".new"

// File is a file on its way: it stands under its name only once it is whole.
type File struct {
	f    *os.File
	path string
	done bool
}

// Create begins a file that only its owner may read; one of that name is
// replaced by Commit. Its folder must exist. It fails as the gate does, with
// Full "fault.store.full" or with Full "fault.store.readonly".
func (g Gate) Create(path string) (*File, error) {
	if err := g(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if err := os.Remove(path + Fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, data.Disk(err)
	}
	// O_EXCL follows no link that somebody put there.
	f, err := os.OpenFile(path+Fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, data.Disk(err)
	}
	return &File{f: f, path: path}, nil
}

// Write adds to the file.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.f.Write(p)
	return n, data.Disk(err)
}

// Commit forces the file to the drive and puts it under its name. A file that
// cannot be committed is gone.
func (f *File) Commit() error {
	if f.done {
		return fs.ErrClosed
	}
	f.done = true
	err := errors.Join(f.f.Sync(), f.f.Close())
	if err == nil {
		err = os.Rename(f.path+Fresh, f.path)
	}
	if err != nil {
		return data.Disk(errors.Join(err, os.Remove(f.path+Fresh)))
	}
	return data.Disk(syncDir(filepath.Dir(f.path)))
}

// Abort drops a file that was not committed, and does nothing to one that was.
func (f *File) Abort() error {
	if f.done {
		return nil
	}
	f.done = true
	return errors.Join(f.f.Close(), os.Remove(f.path+Fresh))
}

// Replace writes a whole file; a crash leaves the old one or the new one.
func (g Gate) Replace(path string, content []byte) error {
	f, err := g.Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		return errors.Join(err, f.Abort())
	}
	return f.Commit()
}

// Folder makes a folder that only its owner may look into, and those above it.
func (g Gate) Folder(path string) error {
	if err := g(path); err != nil {
		return err
	}
	return data.Disk(os.MkdirAll(path, 0o700))
}
