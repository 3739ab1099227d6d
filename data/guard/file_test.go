//go:build unix

package guard

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"nifuda/data"
)

// open lets everything through: what is tested is the writing.
func open(string) error { return nil }

func TestAFileStandsUnderItsNameOnlyOnceItIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backup")
	f, err := Gate(open).Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("half")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before the commit: %v", err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := f.Abort(); err != nil { // deferred beside a commit, as callers do
		t.Error(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() != 4 || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info, err)
	}
	if names := entries(filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left over: %v", names)
	}
	if err := f.Commit(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a second commit: %v", err)
	}
}

func TestADroppedFileLeavesTheOldOneAndNothingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backup")
	if err := Gate(open).Replace(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	f, err := Gate(open).Create(path)
	if err == nil {
		_, err = f.Write([]byte("new"))
	}
	if err = errors.Join(err, f.Abort()); err != nil {
		t.Fatal(err)
	}
	if got := text(path); got != "old" || len(entries(filepath.Dir(path))) != 1 {
		t.Errorf("got %q beside %v", got, entries(filepath.Dir(path)))
	}
}

func TestWhatACrashLeftIsOverwrittenAndALinkInItsPlaceIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	path, elsewhere := filepath.Join(dir, "backup"), filepath.Join(dir, "elsewhere")
	if err := os.WriteFile(elsewhere, []byte("untouched"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, path+Fresh); err != nil {
		t.Fatal(err)
	}
	if err := Gate(open).Replace(path, []byte("whole")); err != nil {
		t.Fatal(err)
	}
	if text(path) != "whole" || text(elsewhere) != "untouched" {
		t.Errorf("got %q, and elsewhere %q", text(path), text(elsewhere))
	}
}

func TestARefusedPlaceIsNotTouched(t *testing.T) {
	f := computer(t)
	f.stick()
	stick := f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1")
	gate := Gate(f.system().Place)
	_, created := gate.Create(filepath.Join(stick, "backup"))
	for name, err := range map[string]error{
		"create": created, "replace": gate.Replace(filepath.Join(stick, "backup"), []byte("all")), "folder": gate.Folder(filepath.Join(stick, "a/b")),
	} {
		if data.KeyOf(err) != "fault.place.usb" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if names := entries(stick); len(names) != 0 {
		t.Errorf("written: %v", names)
	}
	if err := gate.Folder(filepath.Join(f.root, "home/u/a/b")); err != nil {
		t.Error(err)
	}
}

func TestADiskThatIsFullOrForbiddenIsNamed(t *testing.T) {
	full := &fs.PathError{Op: "write", Err: syscall.ENOSPC}
	if got := data.KeyOf(data.Disk(full)); got != "fault.store.full" {
		t.Errorf("got %s", got)
	}
	if got := data.KeyOf(data.Disk(fs.ErrPermission)); got != "fault.store.readonly" {
		t.Errorf("got %s", got)
	}
	if _, err := Gate(open).Create(filepath.Join(t.TempDir(), "none", "backup")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if data.Disk(nil) != nil {
		t.Error("nothing is no fault")
	}
}
