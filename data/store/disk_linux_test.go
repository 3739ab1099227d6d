package store_test

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"nifuda/data"
	"nifuda/data/store"
)

// smallDisk mounts a file system of 2 MB.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=2m"); err != nil {
		if errors.Is(err, syscall.EPERM) && os.Getenv("CI") == "" {
			t.Skip("mounting a small file system takes root; CI has it")
		}
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestAFullDiskIsNamedAndLosesNothing(t *testing.T) {
	c := config(smallDisk(t))
	if err := store.Create(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	db := opened(t, c)
	rows := 0
	var err error
	for err == nil && rows < 10_000 {
		if err = write(t.Context(), db, strings.Repeat(canary, 100)); err == nil {
			rows++
		}
	}
	if data.KeyOf(err) != "fault.store.full" || data.KindOf(err) != data.Full {
		t.Fatalf("after %d rows: %v", rows, err)
	}
	if got := count(t, db); got != rows {
		t.Errorf("%d rows were promised, %d are there", rows, got)
	}
}

func TestAReadOnlyFolderIsNamed(t *testing.T) {
	dir := smallDisk(t)
	c := config(dir)
	if err := store.Create(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), c); data.KeyOf(err) != "fault.store.readonly" {
		t.Errorf("opening: %v", err)
	}
	c.Path += "2"
	if err := store.Create(t.Context(), c); data.KeyOf(err) != "fault.store.readonly" {
		t.Errorf("creating: %v", err)
	}
}
