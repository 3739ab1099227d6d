package print

import (
	"errors"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/stock"
)

func open(t *testing.T, desk *fakeDesk, press *fakePress, memory *fakeMemory) *Model {
	t.Helper()
	m := New(desk, press, memory, task.Inline(t.Context()), func() {})
	m.Open([]data.OrderID{1, 2})
	return m
}

func TestTheRoomSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		desk *fakeDesk
		want State
	}{
		{"labels are shown", desk(fakeDesk{jobs: jobs(3)}), Ready},
		{"no labels is said", desk(fakeDesk{}), Empty},
		{"a desk that cannot answer is told", desk(fakeDesk{err: errors.New("gone")}), Failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := open(t, c.desk, newPress(t), &fakeMemory{}).State(); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestLabelsOrdersAndSheetsAreCountedApart(t *testing.T) {
	m := open(t, desk(fakeDesk{jobs: jobs(12)}), newPress(t), &fakeMemory{start: 3})
	if n, orders := m.Labels(); n != 12 || orders != 11 || m.Pages() != 2 {
		t.Errorf("got %d labels of %d orders on %d sheets, want 12, 11 and 2", n, orders, m.Pages())
	}
}

func TestARunIsWrittenDownFromItsStartToItsEnd(t *testing.T) {
	desk, press, memory := desk(fakeDesk{jobs: jobs(3)}), newPress(t), &fakeMemory{start: 10}
	m := open(t, desk, press, memory)
	m.Print()
	if m.State() != Done || len(desk.begun) != 1 || len(desk.ended) != 1 || len(press.printed) != 1 {
		t.Fatalf("got state %v, %d begun, %d ended, %d printed", m.State(), len(desk.begun), len(desk.ended), len(press.printed))
	}
	if r := desk.begun[0]; r.Printer.Device != "ipp://desk" || r.Stock != "a4-12" || len(r.Parcels) != 3 || r.Sheets != 2 || r.Reprint {
		t.Errorf("got %+v", r)
	}
	if o := desk.ended[0]; !o.Done || !o.Purged || o.Reason != "" {
		t.Errorf("got %+v", o)
	}
	if memory.start != 1 {
		t.Errorf("the next run starts at %d, want 1: after the last label", memory.start)
	}
}

func TestAPrintedLabelIsAskedAboutFirst(t *testing.T) {
	desk := desk(fakeDesk{jobs: printedBefore(2)})
	m := open(t, desk, newPress(t), &fakeMemory{})
	m.Print()
	if m.State() != Asking || len(desk.begun) != 0 {
		t.Fatalf("got %v with %d runs, want a question and none", m.State(), len(desk.begun))
	}
	m.Decline()
	if m.State() != Ready {
		t.Fatalf("after no: got %v, want Ready", m.State())
	}
	m.Print()
	m.Print()
	if m.State() != Done || !desk.begun[0].Reprint {
		t.Errorf("after yes: got %v, %+v; want a reprint", m.State(), desk.begun)
	}
}

func TestAStoppedRunSaysWhyAndIsWrittenDown(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = &data.Fault{Kind: data.Unreachable, Key: "fault.print.aborted"}
	m := open(t, desk, press, &fakeMemory{start: 2})
	m.Print()
	if m.State() != Stopped || desk.ended[0].Done || desk.ended[0].Reason != "fault.print.aborted" {
		t.Errorf("got %v, %+v", m.State(), desk.ended)
	}
	m.Return()
	if m.State() != Ready {
		t.Errorf("got %v, want Ready to print the rest", m.State())
	}
}

func TestCancellingIsAnEndLikeOthers(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	press.during = m.Cancel
	m.Print()
	if m.State() != Stopped || len(desk.ended) != 1 || desk.ended[0].Reason != "fault.print.cancelled" {
		t.Errorf("got %v, %+v; want the cancelled run written down", m.State(), desk.ended)
	}
}

func TestWhatStopsTheButton(t *testing.T) {
	press := newPress(t)
	m := open(t, desk(fakeDesk{jobs: jobs(2)}), press, &fakeMemory{})
	if ok, why := m.CanPrint(); !ok {
		t.Errorf("a ready printer: got %q", why)
	}
	m.ChoosePrinter(1)
	if ok, why := m.CanPrint(); ok || why != "fault.print.gone" {
		t.Errorf("a printer that is gone: got %v %q", ok, why)
	}
	press.printers = nil
	m.LookForPrinters()
	if ok, why := m.CanPrint(); ok || why != "print.noprinter" {
		t.Errorf("no printer: got %v %q", ok, why)
	}
}

func TestMissingWordsAreSettledFirst(t *testing.T) {
	m := open(t, desk(fakeDesk{jobs: jobs(9)}), newPress(t), &fakeMemory{})
	if n := m.ToSettle(); n != 1 {
		t.Fatalf("got %d labels to settle, want 1", n)
	}
	if ok, why := m.CanPrint(); ok || why != "print.settlefirst" {
		t.Errorf("got %v %q, want it to wait", ok, why)
	}
	m.SkipFirst()
	if n, _ := m.Labels(); n != 8 || m.ToSettle() != 0 || len(m.Skipped()) != 1 {
		t.Errorf("left out: got %d labels, %d to settle", n, m.ToSettle())
	}
	m.Unskip(m.Skipped()[0].Parcel)
	m.KeepFirst()
	if n, _ := m.Labels(); n != 9 || m.ToSettle() != 0 {
		t.Errorf("kept: got %d labels, %d to settle", n, m.ToSettle())
	}
}

func TestAnOffsetBelongsToItsPrinter(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.printers[1].Fault = nil
	m := open(t, desk, press, &fakeMemory{})
	m.SetOffset(data.Offset{Right: 0.5})
	m.ChoosePrinter(1)
	if got := m.Offset(); got != (data.Offset{}) {
		t.Errorf("the other printer: got %v, want none", got)
	}
	if got := desk.settings.Offsets["ipp://desk"]; got.Right != 0.5 {
		t.Errorf("kept %v, want 0.5 to the right", got)
	}
}

func TestAnotherPaperStartsAtItsFirstLabel(t *testing.T) {
	memory := &fakeMemory{stock: "a4-12", start: 5}
	m := open(t, desk(fakeDesk{jobs: jobs(2)}), newPress(t), memory)
	if m.Start() != 5 {
		t.Fatalf("got %d, want the remembered 5", m.Start())
	}
	roll, err := stock.Find("label-100x150")
	if err != nil {
		t.Fatal(err)
	}
	m.ChooseStock(roll)
	if m.Start() != 0 || memory.stock != "label-100x150" || m.Pages() != 2 {
		t.Errorf("got start %d, %q, %d pages", m.Start(), memory.stock, m.Pages())
	}
}

func TestATrialPageIsNoRun(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	m.Trial()
	if len(desk.begun) != 0 || len(press.printed) != 1 || m.State() != Done {
		t.Errorf("got %d runs, %d printed, %v", len(desk.begun), len(press.printed), m.State())
	}
}

func TestThePaperIsLaidOutAgainWithWhatWasDecided(t *testing.T) {
	desk := desk(fakeDesk{jobs: jobs(12)})
	m := open(t, desk, newPress(t), &fakeMemory{})
	m.KeepFirst()
	left, _ := m.Labels()
	d := m.Draft()
	if len(d.Orders) != 2 || len(d.Kept) != 1 {
		t.Fatalf("got %+v, want two orders and one label kept", d)
	}
	d.Skipped = []data.ParcelID{1}
	again := New(desk, newPress(t), &fakeMemory{}, task.Inline(t.Context()), func() {})
	again.Resume(d)
	if n, _ := again.Labels(); n != left-1 || again.ToSettle() != m.ToSettle() {
		t.Errorf("got %d labels and %d to settle, want %d and %d", n, again.ToSettle(), left-1, m.ToSettle())
	}
	again.KeepFirst()
	if again.Print(); again.State() != Done || len(again.Draft().Orders) != 0 {
		t.Errorf("state %v, draft %+v: a run that came out is no draft", again.State(), again.Draft())
	}
}

func TestNothingIsPrintedOnAPrinterTheOwnerHasNotListed(t *testing.T) {
	desk, press := &fakeDesk{jobs: jobs(3)}, newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	if ok, why := m.CanPrint(); ok || why != "print.unlisted" {
		t.Errorf("got %v, %q", ok, why)
	}
	m.Print()
	m.Trial()
	if len(desk.begun) > 0 || len(press.printed) > 0 {
		t.Errorf("begun %d, printed %d", len(desk.begun), len(press.printed))
	}
	if p, ok := m.Unlisted(); !ok || p.Name != "作業台のプリンター" {
		t.Errorf("offered to list %+v, %v", p, ok)
	}
	if err := m.List(t.Context(), []byte("wrong")); err == nil {
		t.Error("listed without the passphrase")
	}
	if err := m.List(t.Context(), []byte("ひらけごま")); err != nil {
		t.Fatal(err)
	}
	m.LookForPrinters()
	if ok, why := m.CanPrint(); !ok {
		t.Errorf("after listing it: %q", why)
	}
}

func TestOfSeveralQueuesToOneMachineTheListedOneIsOffered(t *testing.T) {
	id := func(queue string) data.PrinterID { return data.PrinterID{Queue: queue, Device: "usb://roll"} }
	paused := &data.Fault{Key: "fault.print.paused"}
	for _, c := range []struct {
		name   string
		all    []Printer
		listed string
		want   string
	}{
		{"none listed: the one that works", []Printer{{PrinterID: id("a"), Fault: paused}, {PrinterID: id("b")}}, "", "b"},
		{"the listed one, though it is paused", []Printer{{PrinterID: id("a")}, {PrinterID: id("b"), Fault: paused}}, "b", "b"},
		{"none listed, none works: the first", []Printer{{PrinterID: id("a"), Fault: paused}, {PrinterID: id("b"), Fault: paused}}, "", "a"},
	} {
		got := Offer(c.all, []data.ListedPrinter{{PrinterID: id(c.listed)}})
		if len(got) != 1 || got[0].Queue != c.want || got[0].Listed != (c.listed == c.want) {
			t.Errorf("%s: got %+v, want %s", c.name, got, c.want)
		}
	}
}

func TestOwnStockIsOfferedAndRemovedStockGivesWay(t *testing.T) {
	own := data.Stock{ID: 4, Name: "茶箱", Page: data.Size{Width: 210, Height: 297}, Label: data.Size{Width: 90, Height: 40},
		Grid: data.Grid{PitchX: 95, PitchY: 45, Columns: 2, Rows: 6}}
	d := desk(fakeDesk{jobs: jobs(3), own: []data.Stock{own}})
	memory := &fakeMemory{stock: "dk-62x29"}
	m := New(d, newPress(t), memory, task.Inline(t.Context()), func() {})
	m.Open([]data.OrderID{1})
	if all := m.Stocks(); all[0].Code != "dk-62x29" || all[1].Code != "own-4" {
		t.Errorf("offered first: %s, %s; want what was used last, then own", all[0].Code, all[1].Code)
	}
	if found := m.FindStock("茶箱"); len(found) != 1 || m.Stocks()[found[0]].Code != "own-4" {
		t.Errorf("found %v", found)
	}
	m.ChooseStock(m.Stocks()[1])
	if m.Stock().Code != "own-4" || m.Pages() != 1 {
		t.Errorf("got %s, %d pages", m.Stock().Code, m.Pages())
	}
	d.own = nil
	if m.Open([]data.OrderID{1}); m.Stock().Code != "a4-12" || m.State() != Ready {
		t.Errorf("after it was removed: %s, %v", m.Stock().Code, m.State())
	}
}
