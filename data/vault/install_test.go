package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
)

// laid is a vault with a ledger and a bench, and the bytes of its backup.
func laid(t *testing.T) (root, dir string, keys, ledger []byte) {
	t.Helper()
	dir, _, _ = created(t)
	for _, name := range []string{ledgerName, "bench.db"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("then"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := os.ReadFile(filepath.Join(dir, keysName))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(dir), dir, keys, []byte("now")
}

func holdsFile(t *testing.T, want string, path ...string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(path...))
	if err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v; want %q", path[len(path)-1], got, err, want)
	}
}

func TestAVaultThatLostItsKeyFileIsPutBack(t *testing.T) {
	root, dir, keys, ledger := laid(t)
	if err := os.Remove(filepath.Join(dir, keysName)); err != nil {
		t.Fatal(err)
	}
	if err := Install(root, keys, bytes.NewReader(ledger), clock()); err != nil {
		t.Fatal(err)
	}
	holdsFile(t, "now", dir, ledgerName)
	holdsFile(t, "then", dir, "bench.db")
	holdsFile(t, "then", root, asideName, filepath.Base(dir)+"-"+clock().Format(asideTime), ledgerName)
}

func TestABenchThatCannotBeReadKeepsNoLedgerFromComingBack(t *testing.T) {
	root, dir, keys, ledger := laid(t)
	if err := os.Mkdir(filepath.Join(dir, "bench.db.mark"), 0o700); err != nil { // as unreadable as on a drive that fails
		t.Fatal(err)
	}
	if err := Install(root, keys, bytes.NewReader(ledger), clock()); err != nil {
		t.Fatal(err)
	}
	holdsFile(t, "now", dir, ledgerName)
	if _, err := os.Stat(filepath.Join(dir, "bench.db")); err == nil {
		t.Error("half a bench came along")
	}
}

func TestAVaultThatCannotBePutInPlaceLeavesTheOldOneThere(t *testing.T) {
	root, dir, keys, ledger := laid(t)
	other, err := Create(root, Floor(), []byte(phrase), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Wipe()
	// The second of the two cannot be moved aside: something stands there.
	last := max(filepath.Base(dir), filepath.Base(other.Vault().Dir()))
	if err := os.MkdirAll(filepath.Join(root, asideName, last+"-"+clock().Format(asideTime), "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Install(root, keys, bytes.NewReader(ledger), clock()); err == nil {
		t.Fatal("it went through")
	}
	if dirs, err := Find(root); err != nil || len(dirs) != 2 {
		t.Errorf("got %v, %v; want both where they were", dirs, err)
	}
	holdsFile(t, "then", dir, ledgerName)
	if _, err := DropAside(dir, clock().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(root, asideName, "*"+half))
	if err != nil || len(left) > 0 {
		t.Errorf("what was never put in place stays: %v, %v", left, err)
	}
}

func TestAVaultWithoutItsKeyFileIsDamagedAndNoFirstRun(t *testing.T) {
	root, dir, _, _ := laid(t)
	if err := os.Remove(filepath.Join(dir, keysName)); err != nil {
		t.Fatal(err)
	}
	found, err := Find(root)
	if err != nil || len(found) != 1 || found[0] != dir {
		t.Errorf("found %v, %v", found, err)
	}
	if _, err := At(dir, clock); data.KeyOf(err) != "fault.vault.damaged" {
		t.Errorf("got %v, want fault.vault.damaged", err)
	}
}

func TestAVaultThatWasWholeWhenThePowerWentIsPutInItsPlace(t *testing.T) {
	root, dir, keys, ledger := laid(t)
	fresh := filepath.Join(root, asideName, filepath.Base(dir)+half)
	if err := lay(fresh, keys, bytes.NewReader(ledger)); err != nil {
		t.Fatal(err)
	}
	if found, err := Find(root); err != nil || len(found) != 1 || found[0] != dir {
		t.Fatalf("while the old one is there: %v, %v", found, err)
	}
	holdsFile(t, "then", dir, ledgerName)
	if _, err := setAside(root, []string{dir}, clock()); err != nil {
		t.Fatal(err)
	}
	if found, err := Find(root); err != nil || len(found) != 1 || found[0] != dir {
		t.Fatalf("found %v, %v", found, err)
	}
	holdsFile(t, "now", dir, ledgerName)
}

func TestWhatAnotherBusinessLeftAsideStays(t *testing.T) {
	root, dir, _, _ := laid(t)
	for _, name := range []string{filepath.Base(dir), "other"} {
		if err := os.MkdirAll(filepath.Join(root, asideName, name+"-"+clock().Add(-time.Hour).UTC().Format(asideTime)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := DropAside(dir, clock()); err != nil || n != 1 {
		t.Errorf("removed %d, %v, want our own alone", n, err)
	}
}
