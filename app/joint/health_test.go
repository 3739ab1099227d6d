package joint

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nifuda/assets"
	"nifuda/data"
	"nifuda/data/guard/posture"
)

func TestThePackIsWrittenWholeWhereTheGuardAllowsIt(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	h := health{computer: posture.This()}
	if err := h.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := assets.Hardening(posture.This().System())
	all, err := os.ReadDir(filepath.Join(home, "nifuda-hardening"))
	if err != nil || len(all) != len(want) || len(want) == 0 {
		t.Fatalf("%d files, %v, want %v", len(all), err, slices.Sorted(maps.Keys(want)))
	}
	for _, e := range all {
		got, err := os.ReadFile(filepath.Join(home, "nifuda-hardening", e.Name()))
		if err != nil || string(got) != string(want[e.Name()]) {
			t.Errorf("%s: %d bytes, %v", e.Name(), len(got), err)
		}
	}
}

func TestThePackIsNotWrittenIntoACloudFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("OneDrive", home)
	err := health{computer: posture.This()}.Save(t.Context())
	if data.KeyOf(err) != "fault.place.cloud" {
		t.Errorf("got %v, want fault.place.cloud", err)
	}
	if all, err := os.ReadDir(home); err != nil || len(all) != 0 {
		t.Errorf("written: %v, %v", all, err)
	}
}
