package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"nifuda/app/task"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

var errHours = &data.Fault{Kind: data.Denied, Key: "fault.bench.hours", Args: map[string]any{"from": "9:00", "to": "17:00"}}

func TestTheRoomSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*fakeDesk)
		want State
	}{
		{"parcels wait", func(*fakeDesk) {}, Choosing},
		{"an empty bench is said", func(d *fakeDesk) { d.parcels = nil }, Empty},
		{"a bench where all has left is empty too", func(d *fakeDesk) { d.parcels = d.parcels[:2] }, Empty},
		{"a desk that cannot answer is told", func(d *fakeDesk) { d.fail["rows"] = errors.New("gone") }, Failed},
		{"out of hours nothing can be packed", func(d *fakeDesk) { d.fail["self"] = errHours }, Closed},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			if r.State() != Loading {
				t.Errorf("before it was read: got %v", r.State())
			}
			c.set(r.desk)
			r.Refresh()
			if got := r.State(); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAParcelGoesFromItsNumberToTheDoorWithoutTheMouse(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	if left, all := r.Left(); left != 6 || all != 8 {
		t.Errorf("got %d of %d left, want 6 of 8", left, all)
	}
	r.scan("Ａ－０７")
	if r.State() != Packing || r.Parcel().Number != "A-07" {
		t.Fatalf("after its number: %v, %q", r.State(), r.Parcel().Number)
	}
	r.scan("4901234567894\r", "4901234567894\t", "YUNOMI", "SAJI")
	if r.State() != Tagging || len(r.press.printed) != 1 || r.press.printed[0] != "A-07" {
		t.Fatalf("after the last piece: %v, printed %v", r.State(), r.press.printed)
	}
	if o := r.desk.ended[0]; !o.Done || !o.Purged || r.Parcel().Labels != 1 {
		t.Errorf("the label ended as %+v, counted %d", o, r.Parcel().Labels)
	}
	r.SetTracking("A405548424886A")
	r.clock = r.clock.Add(time.Second)
	r.Ship()
	if r.State() != Choosing || r.Notice().Kind != Shipped || r.Notice().Number != "A-07" || r.Parcel().ID != 0 {
		t.Fatalf("after the tracking number: %v, %+v", r.State(), r.Notice())
	}
	next, ok := r.Next()
	if !ok || next.Number != "A-08" {
		t.Errorf("next is %q, want A-08", next.Number)
	}
	r.scan("")
	if r.Parcel().Number != "A-08" || r.State() != Packing {
		t.Errorf("Enter opened %q", r.Parcel().Number)
	}
	want := []data.ScanResult{data.ScanTicked, data.ScanTicked, data.ScanTicked, data.ScanComplete}
	if !slices.Equal(r.voice.said, want) {
		t.Errorf("heard %v, want %v", r.voice.said, want)
	}
}

func TestEachMistakeIsShownAndHeardInItsOwnWay(t *testing.T) {
	for _, c := range []struct {
		name  string
		codes []string
		kind  NoticeKind
		item  int
		code  string
		tone  data.ScanResult
	}{
		{"a wrong item, at the row that is expected", []string{"4901234567894", "4901234567894", "ORIBE"}, Wrong, 1, "ORIBE", data.ScanWrong},
		{"one too many, at its row", []string{"YUNOMI", "YUNOMI"}, TooMany, 1, "", data.ScanTooMany},
		{"what no code looks like", []string{"\x02"}, Unreadable, 0, "", data.ScanUnreadable},
		{"the number of another parcel", []string{"a-08"}, OtherNumber, 0, "a-08", data.ScanWrong},
		{"the number of this parcel", []string{"A-07"}, SameNumber, 0, "A-07", data.ScanWrong},
		{"a row that must be scanned, counted by hand", []string{"1"}, Refused, -1, "", data.ScanWrong},
		{"a row that is not there", []string{"9"}, Refused, -1, "", data.ScanWrong},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			r.Refresh()
			r.scan("A-07")
			r.scan(c.codes...)
			n := r.Notice()
			if n.Kind != c.kind || n.Item != c.item || n.Code != c.code || r.voice.last() != c.tone {
				t.Errorf("got %+v and tone %v, want %v at %d, tone %v", n, r.voice.last(), c.kind, c.item, c.tone)
			}
			r.scan("SAJI")
			if r.Notice().Kind != Nothing {
				t.Errorf("after the next piece: %+v stands there still", r.Notice())
			}
		})
	}
}

func TestANumberThatIsNotOnTheBenchIsSaid(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("Z-99")
	if r.State() != Choosing || data.KeyOf(r.Notice().Err) != "fault.bench.nonumber" || r.voice.last() != data.ScanWrong {
		t.Errorf("got %v, %+v", r.State(), r.Notice())
	}
}

func TestAScannerThatFiresTwiceCountsOnce(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07", "4901234567894")
	r.clock = r.clock.Add(60 * time.Millisecond)
	r.Scan("4901234567894")
	if got, _ := data.Pieces(r.Parcel().Items); got != 1 || len(r.voice.said) != 1 {
		t.Errorf("got %d pieces and %d tones, want 1 and 1", got, len(r.voice.said))
	}
}

func TestASecondEnterOfTheScannerOpensNothing(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.SetTracking("405548424886")
	r.clock = r.clock.Add(time.Second)
	r.Ship()
	r.clock = r.clock.Add(30 * time.Millisecond)
	r.Scan("")
	if r.State() != Choosing {
		t.Errorf("got %v, want the room waiting", r.State())
	}
}

func TestWhatComesWhileTheDeskIsSlowIsNeitherLostNorMixedUp(t *testing.T) {
	stage.Dress(t, stage.Light) // the window's thread
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.Refresh()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		slow := &slowDesk{fakeDesk: r.desk}
		r.Model = New(Ports{slow, r.press, r.voice}, task.New(ctx), time.Now, func() {})
		r.Model.shelf.rows, r.Model.state = must(r.desk.Rows(ctx)), Choosing
		for _, code := range []string{"A-07", "4901234567894", "YUNOMI", "4901234567894", "SAJI"} {
			r.Scan(code)
			time.Sleep(200 * time.Millisecond)
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		want := "[find open scan scan scan scan begin end]"
		if got := fmt.Sprint(r.desk.done); got != want || r.State() != Tagging {
			t.Errorf("got %s and %v, want %s", got, r.State(), want)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// slowDesk takes half a second for each scan.
type slowDesk struct{ *fakeDesk }

func (d *slowDesk) Scan(ctx context.Context, id data.ParcelID, raw string) (data.Scanned, error) {
	time.Sleep(500 * time.Millisecond)
	return d.fakeDesk.Scan(ctx, id, raw)
}

func TestGoodsWithoutACodeAreCountedByHandAndTakenBack(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07", "3")
	r.CountFirst() // the first row must be scanned, so it is the second
	if it := r.Parcel().Items; it[2].ByHand != 1 || it[1].ByHand != 1 || it[0].Packed != 0 {
		t.Fatalf("got %+v", it)
	}
	r.Uncount(-1)
	if it := r.Parcel().Items; it[1].ByHand != 0 || it[2].ByHand != 1 {
		t.Errorf("the last was not the one taken back: %+v", it)
	}
	r.Uncount(2)
	r.Uncount(-1) // nothing is left to take back
	if packed, _ := data.Pieces(r.Parcel().Items); packed != 0 || r.Notice().Kind != Nothing {
		t.Errorf("got %d pieces, %+v", packed, r.Notice())
	}
}

func TestATwoDigitCodeOfTheParcelIsACode(t *testing.T) {
	r := newRoom(t)
	r.desk.parcels[2].Items[2].SKU = "02"
	r.Refresh()
	r.scan("A-07", "02")
	if it := r.Parcel().Items; it[2].Packed != 1 || it[2].ByHand != 0 || it[1].Packed != 0 {
		t.Errorf("got %+v, want the scan counted", it)
	}
}

func TestALastPieceCountedByMistakeCanBeTakenBackWithoutASecondLabel(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07", "4901234567894", "4901234567894", "YUNOMI", "3")
	if r.State() != Tagging {
		t.Fatalf("got %v", r.State())
	}
	r.Uncount(2)
	if r.State() != Packing {
		t.Fatalf("taken back: got %v", r.State())
	}
	r.scan("SAJI")
	if r.State() != Tagging || len(r.press.printed) != 1 {
		t.Errorf("got %v and %d labels, want one label in all", r.State(), len(r.press.printed))
	}
}

func TestASetSaysWhatItStillNeeds(t *testing.T) {
	r := newRoom(t)
	r.desk.parcels[2].Items = []data.PackItem{{SKU: "SET", Name: "茶器揃", Quantity: 2, Set: []data.PackSet{
		{Name: "急須", Codes: []string{"POT"}, Quantity: 1}, {Name: "湯呑み", Codes: []string{"CUP"}, Quantity: 1}}}}
	r.Refresh()
	r.scan("A-07", "POT")
	if r.voice.last() != data.ScanPart {
		t.Errorf("heard %v, want a part", r.voice.last())
	}
	r.scan("POT")
	if n := r.Notice(); n.Kind != SetHasIt || n.Item != 0 {
		t.Errorf("got %+v, want it said that this set has its pot", n)
	}
}

func TestAParcelPutAsideKeepsItsPlaceBehindThoseThatWait(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07", "YUNOMI")
	r.Later()
	if next, _ := r.Next(); r.Notice().Kind != Aside || next.Number != "A-08" {
		t.Errorf("got %+v, next %q", r.Notice(), next.Number)
	}
	r.Move(-1)
	r.scan("")
	if r.Parcel().Number != "A-07" || r.Parcel().Items[1].Packed != 1 {
		t.Errorf("opened again: %+v", r.Parcel())
	}
}

func TestAParcelThatIsGoneLeavesTheScreen(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07")
	r.desk.fail["scan"] = &data.Fault{Kind: data.NotFound, Key: "fault.bench.gone"}
	r.scan("YUNOMI")
	if r.State() != Choosing || r.Parcel().ID != 0 || data.KeyOf(r.Notice().Err) != "fault.bench.gone" {
		t.Errorf("got %v, %+v", r.State(), r.Notice())
	}
}

func TestWhenHerHoursEndTheAddressLeavesTheScreen(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07")
	r.desk.fail["scan"], r.desk.fail["self"] = errHours, errHours
	r.scan("YUNOMI")
	if r.State() != Closed || r.Parcel().To.Name != "" || data.KeyOf(r.Err()) != "fault.bench.hours" {
		t.Errorf("got %v, %v", r.State(), r.Err())
	}
}

func TestWhatWasTypedComesBackAfterALock(t *testing.T) {
	r := newRoom(t)
	r.pack()
	r.SetTracking("4055-48")
	d := r.Draft()
	r.Wipe()
	if r.Parcel().ID != 0 || r.Tracking() != "" || len(r.Rows()) != 0 {
		t.Fatal("something stayed after the lock")
	}
	again := newRoom(t)
	again.desk = r.desk
	again.Model = New(Ports{r.desk, again.press, again.voice}, task.Inline(t.Context()), func() time.Time { return again.clock }, func() {})
	again.Refresh()
	again.Resume(d)
	if again.State() != Tagging || again.Parcel().Number != "A-07" || again.Tracking() != "4055-48" {
		t.Errorf("got %v, %q, %q", again.State(), again.Parcel().Number, again.Tracking())
	}
	if len(again.press.printed) != 0 {
		t.Error("a label came out by itself after a lock")
	}
}

func TestAReportHalfWrittenComesBackAfterALock(t *testing.T) {
	r := newRoom(t)
	r.Refresh()
	r.scan("A-07")
	r.Report()
	r.ChooseTrouble(data.TroubleDamaged)
	r.SetWords("角が")
	d := r.Draft()
	r.Wipe()
	r.Refresh()
	r.Resume(d)
	if r.Panel() != Problem || r.Trouble() != data.TroubleDamaged || r.Words() != "角が" {
		t.Errorf("got %v, %v, %q", r.Panel(), r.Trouble(), r.Words())
	}
}
