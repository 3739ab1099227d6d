//go:build unix

package house_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"nifuda/data"
)

func TestAPipeThatIsCalledLikeATableIsNotWaitedFor(t *testing.T) {
	_, s, _ := atlases(t)
	pipe := filepath.Join(t.TempDir(), "ken_all.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReadPostal(t.Context(), pipe); data.KeyOf(err) != "fault.postal.foreign" {
		t.Errorf("got %v", err)
	}
}
