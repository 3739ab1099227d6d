package bench

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"nifuda/app/task"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func TestALabelThatDoesNotComeOutIsToldAndTriedAgain(t *testing.T) {
	r := newRoom(t)
	r.press.fail = &data.Fault{Kind: data.Unreachable, Key: "fault.print.gone"}
	r.pack()
	_, err, left := r.Label()
	if r.State() != Tagging || !r.Unprinted() || data.KeyOf(err) != "fault.print.gone" || left {
		t.Fatalf("got %v, %v", r.State(), err)
	}
	if o := r.desk.ended[0]; o.Done || o.Reason != "fault.print.gone" {
		t.Errorf("written down as %+v", o)
	}
	r.press.fail = nil
	r.PrintLabel()
	if r.Unprinted() || len(r.press.printed) != 2 || r.desk.began[1] != "" {
		t.Errorf("got %d prints, reasons %q: want it printed without a reason", len(r.press.printed), r.desk.began)
	}
}

func TestALabelThatWasHandedOverCountsEvenWhenItWasStopped(t *testing.T) {
	r := newRoom(t)
	r.press.fail, r.press.sent = context.Canceled, true
	r.pack()
	_, err, _ := r.Label()
	if r.State() != Tagging || r.Unprinted() || data.KeyOf(err) != "fault.print.cancelled" {
		t.Fatalf("got %v, without a label %v, %v", r.State(), r.Unprinted(), err)
	}
	if o := r.desk.ended[0]; o.Done || !o.Sent {
		t.Errorf("written down as %+v", o)
	}
	r.press.fail = nil
	if r.PrintLabel(); len(r.press.printed) != 1 || r.Panel() != NoPanel {
		t.Errorf("%d printed, panel %v: a second label without the permission", len(r.press.printed), r.Panel())
	}
	r.desk.self.May.Reprint = true
	r.Refresh()
	if r.PrintLabel(); r.Panel() != Reprinting || len(r.press.printed) != 1 {
		t.Errorf("%d printed, panel %v: a second label without a reason", len(r.press.printed), r.Panel())
	}
}

func TestWhenTodaysLabelsAreUsedUpTheBoxStaysPacked(t *testing.T) {
	r := newRoom(t)
	r.desk.fail["begin"] = &data.Fault{Kind: data.Denied, Key: "fault.bench.limit", Args: map[string]any{"n": 40}}
	r.pack()
	_, err, _ := r.Label()
	if r.State() != Tagging || data.KeyOf(err) != "fault.bench.limit" || len(r.press.printed) != 0 {
		t.Errorf("got %v, %v, %d printed", r.State(), err, len(r.press.printed))
	}
}

func TestALabelComesOutAgainOnlyForAReason(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.PrintLabel()
	if r.Panel() != NoPanel || len(r.press.printed) != 1 {
		t.Errorf("without the permission: panel %v, %d printed", r.Panel(), len(r.press.printed))
	}
	r.desk.self.May.Reprint = true
	r.Refresh()
	r.PrintLabel()
	r.PrintLabel()
	if r.Panel() != Reprinting || data.KeyOf(r.PanelErr()) != "fault.bench.reason" || len(r.press.printed) != 1 {
		t.Fatalf("without a reason: panel %v, %v", r.Panel(), r.PanelErr())
	}
	r.SetWords("かすれた")
	r.PrintLabel()
	if r.Panel() != NoPanel || !slices.Equal(r.desk.began, []string{"", "かすれた"}) || r.Words() != "" {
		t.Errorf("got panel %v, reasons %q", r.Panel(), r.desk.began)
	}
}

func TestAWrongTrackingNumberIsRefusedInPlaceAndNothingIsLost(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.SetTracking("405548424887")
	r.clock = r.clock.Add(time.Second)
	r.Ship()
	if r.State() != Tagging || data.KeyOf(r.Notice().Err) != "fault.tracking.check" || r.Tracking() != "405548424887" {
		t.Fatalf("got %v, %+v, %q", r.State(), r.Notice(), r.Tracking())
	}
	r.SetTracking("40554842488")
	if r.Notice().Kind != Nothing {
		t.Error("the refusal stands there while the number is corrected")
	}
}

func TestABareEnterSendsNothing(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.clock = r.clock.Add(time.Second)
	r.Ship()
	if r.State() != Tagging || r.Notice().Kind != NoNumber {
		t.Errorf("got %v, %+v", r.State(), r.Notice())
	}
}

func TestAParcelGoesWithoutANumberOnlyWhenAskedTwice(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.SetTracking("4055")
	r.ShipBare()
	if r.State() != Tagging || r.Panel() != Numberless {
		t.Fatalf("got %v, %v", r.State(), r.Panel())
	}
	r.Dismiss()
	if r.Panel() != NoPanel || r.Tracking() != "4055" {
		t.Errorf("after Esc: %v, %q", r.Panel(), r.Tracking())
	}
	r.ShipBare()
	r.ShipBare()
	if r.State() != Choosing || !slices.Contains(r.desk.done, "ship:") {
		t.Errorf("got %v, %v", r.State(), r.desk.done)
	}
}

func TestANumberScannedWhileTheLabelComesOutWaitsForIt(t *testing.T) {
	stage.Dress(t, stage.Light) // the window's thread
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.press.hold = make(chan struct{})
		r.Model = New(Ports{r.desk, r.press, r.voice}, task.New(t.Context()), time.Now, func() {})
		r.Refresh()
		synctest.Wait()
		for _, code := range []string{"A-08", "SAJI"} {
			time.Sleep(time.Second)
			r.Scan(code)
			synctest.Wait()
		}
		if at, _, _ := r.Label(); r.State() != Printing || at != "print.state.sending" {
			t.Fatalf("got %v, %q", r.State(), at)
		}
		r.SetTracking("405548424886")
		r.Ship()
		if r.Notice().Kind != WaitLabel || slices.Contains(r.desk.done, "ship:405548424886") {
			t.Errorf("got %+v, %v", r.Notice(), r.desk.done)
		}
		close(r.press.hold)
		synctest.Wait()
		if r.State() != Choosing || !slices.Contains(r.desk.done, "ship:405548424886") {
			t.Errorf("after the label: %v, %v", r.State(), r.desk.done)
		}
	})
}
