package guard

import (
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
)

func TestTheSystemsOwnDriveAnswers(t *testing.T) {
	dir := scratch(t)
	got, err := This().Find(filepath.Join(dir, "not", "there", "yet"))
	if err != nil || got.Kind != Internal {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := Gate(Place).Replace(filepath.Join(dir, "帳簿"), []byte("whole")); err != nil {
		t.Error(err)
	}
}

func TestOneDrivesFolderIsRefused(t *testing.T) {
	dir := scratch(t)
	t.Setenv("OneDrive", dir)
	err := Gate(Place).Replace(filepath.Join(dir, "帳簿"), []byte("whole"))
	if data.KeyOf(err) != "fault.place.cloud" {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("written: %v, %v", left, err)
	}
}

// scratch is a folder that is left to the system to clean: Go's way of removing
// files is not known to every Windows these tests run on.
func scratch(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "nifuda-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
