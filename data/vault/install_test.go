package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
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
	if _, err := DropAside(root, clock().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(root, asideName, "*"+half))
	if err != nil || len(left) > 0 {
		t.Errorf("what was never put in place stays: %v, %v", left, err)
	}
}
