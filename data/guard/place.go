package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"nifuda/data"
)

// System is what a place is judged by.
type System struct {
	Drive func(dir string) (Finding, error) // what an existing folder, without symbolic links, lies on
	Env   func(name string) string
	Home  string // the folder of who is signed in; may be empty
}

// Place judges a path of this computer; see [System.Place].
func Place(path string) error { return This().Place(path) }

// Place is nil for a path on a built-in drive that no cloud service copies. It
// fails with Denied "fault.place.…", which names what was found. A path that
// does not exist yet is judged by where it would come to be.
func (s System) Place(path string) error {
	f, err := s.Find(path)
	if err != nil {
		return &data.Fault{Kind: data.Denied, Key: "fault.place.unknown", Args: map[string]any{"what": "?"}, Err: err}
	}
	return f.fault()
}

// Find tells what a path lies on.
func (s System) Find(path string) (Finding, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return Finding{}, fmt.Errorf("judge a place: %w", err)
	}
	dir, err := nearest(full)
	if err != nil {
		return Finding{}, fmt.Errorf("judge a place: %w", err)
	}
	if service := s.cloud(full, dir); service != "" {
		return Finding{Cloud, service}, nil
	}
	return s.Drive(dir)
}

// farthest is how many links to nowhere may follow each other.
const farthest = 40

// nearest is where a path would come to be: itself without symbolic links when
// it exists, else its nearest parent that does. A link to nowhere counts for
// where it leads.
func nearest(path string) (string, error) {
	path = filepath.Clean(path)
	for range farthest {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return real, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		to, err := os.Readlink(path)
		switch {
		case err != nil && filepath.Dir(path) == path:
			return "", fs.ErrNotExist
		case err != nil:
			return above(path)
		case filepath.IsAbs(to):
			path = filepath.Clean(to)
		default:
			path = filepath.Join(filepath.Dir(path), to)
		}
	}
	return "", errors.New("too many links")
}

// above is nearest for a path whose last name is not there.
func above(path string) (string, error) { return nearest(filepath.Dir(path)) }
