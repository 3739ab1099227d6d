package guard

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"nifuda/data"
)

// Discard removes a file that a person chose, if it still holds what it was seen
// to hold: sum is its SHA-256 in hex. The bytes may stay on the drive, and a
// cloud service may keep a copy: whoever asks has to say so. It fails with
// NotFound "fault.import.missing" or Invalid "fault.import.changed".
func Discard(path, sum string) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return &data.Fault{Kind: data.NotFound, Key: "fault.import.missing"}
	}
	held, err := sumOf(real)
	if err != nil {
		return err
	}
	if held != sum {
		return &data.Fault{Kind: data.Invalid, Key: "fault.import.changed"}
	}
	return data.Disk(os.Remove(real))
}

// sumOf reads a plain file; a pipe would be waited for.
func sumOf(path string) (string, error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return "", &data.Fault{Kind: data.NotFound, Key: "fault.import.missing"}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", data.Disk(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", data.Disk(err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
