//go:build !windows

// Wine cannot take a folder away as testing.T.TempDir does.

package guard

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
)

func TestAFileIsDiscardedOnlyWhileItHoldsWhatWasSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "orders.csv")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("a"))
	seen := hex.EncodeToString(sum[:])
	if err := Discard(path, "another"); data.KeyOf(err) != "fault.import.changed" {
		t.Errorf("a file with other words: %v", err)
	}
	if err := Discard(filepath.Dir(path), seen); data.KeyOf(err) != "fault.import.missing" {
		t.Errorf("a folder: %v", err)
	}
	if err := Discard(path, seen); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
	if err := Discard(path, seen); data.KeyOf(err) != "fault.import.missing" {
		t.Errorf("a file that is gone: %v", err)
	}
}
