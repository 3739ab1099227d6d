package bench

import (
	"slices"
	"testing"
	"time"

	"nifuda/data"
)

func TestAProblemHoldsTheParcelAndIsToldInWords(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07")
	r.Report()
	r.Report()
	if r.Panel() != Problem || data.KeyOf(r.PanelErr()) != "fault.bench.trouble" {
		t.Fatalf("nothing chosen: %v, %v", r.Panel(), r.PanelErr())
	}
	r.MoveTrouble(-1)
	r.Report()
	if data.KeyOf(r.PanelErr()) != "fault.bench.words" || r.Panel() != Problem {
		t.Fatalf("other without words: %v", r.PanelErr())
	}
	r.SetWords("箱がつぶれている")
	r.Report()
	if r.State() != Choosing || r.Notice().Kind != Reported || !slices.Equal(r.desk.reported, []string{"other:箱がつぶれている"}) {
		t.Errorf("got %v, %+v, %q", r.State(), r.Notice(), r.desk.reported)
	}
	if left, _ := r.Left(); left != 5 {
		t.Errorf("got %d left, want 5", left)
	}
}

func TestABoxIsClosedWithoutItsScansOnlyWithThePermissionAndAReason(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07")
	r.Override()
	if r.Panel() != NoPanel {
		t.Fatal("offered without the permission")
	}
	r.desk.self.May.Override = true
	r.Refresh()
	r.Override()
	r.Override()
	if r.Panel() != Overriding || data.KeyOf(r.PanelErr()) != "fault.bench.reason" {
		t.Fatalf("without a reason: %v, %v", r.Panel(), r.PanelErr())
	}
	r.SetWords("バーコードが破れている")
	r.Override()
	if r.State() != Tagging || len(r.press.printed) != 1 || !slices.Contains(r.desk.done, "override:バーコードが破れている") {
		t.Errorf("got %v, %v", r.State(), r.desk.done)
	}
}

func TestAPhoneNumberIsSeenForThirtySeconds(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-08")
	r.Reveal()
	if slices.Contains(r.desk.done, "phone") {
		t.Error("asked for a number that is not there")
	}
	r.scan("")
	r.Open(7)
	r.Reveal()
	if number, left := r.Phone(); number != "090-0000-1234" || left != 30 {
		t.Errorf("got %q for %d s", number, left)
	}
	r.clock = r.clock.Add(29500 * time.Millisecond)
	if number, left := r.Phone(); number == "" || left != 1 {
		t.Errorf("after 29.5 s: got %q for %d s", number, left)
	}
	r.clock = r.clock.Add(time.Second)
	r.tick()
	if number, _ := r.Phone(); number != "" || r.box.phone.number != "" {
		t.Errorf("after 30.5 s: got %q", number)
	}
	r.Reveal()
	r.scan("SAJI")
	r.Later()
	if number, _ := r.Phone(); number != "" {
		t.Errorf("after the parcel was put aside: got %q", number)
	}
}
