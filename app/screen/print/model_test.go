package print

import (
	"errors"
	"fmt"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/printer"
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

func TestARunIsWrittenDownPageByPage(t *testing.T) {
	desk, press, memory := desk(fakeDesk{jobs: jobs(3)}), newPress(t), &fakeMemory{start: 10}
	m := open(t, desk, press, memory)
	m.Print()
	if m.State() != Done || len(desk.runs) != 1 || len(press.printed) != 2 {
		t.Fatalf("got state %v, %d runs, %d jobs", m.State(), len(desk.runs), len(press.printed))
	}
	r := desk.runs[0]
	if part := r.Plan.Parts[0]; part.Printer.Device != "ipp://desk" || part.Stock != "a4-12" || part.Start != 10 || len(r.Plan.Parcels) != 3 {
		t.Errorf("got %+v", r.Plan)
	}
	for i, want := range []int{2, 1} {
		if p := r.Pages[i]; p.State != data.PagePrinted || p.Times != 1 || len(p.Parcels) != want || len(p.Job) == 0 {
			t.Errorf("page %d: got %+v, want %d labels", i+1, p, want)
		}
	}
	if r.Ended.IsZero() || len(r.Missing()) > 0 {
		t.Errorf("got %+v, want it closed", r)
	}
	if memory.start != 1 {
		t.Errorf("the next run starts at %d, want 1: after the last label", memory.start)
	}
}

func TestAPrintedLabelIsAskedAboutFirst(t *testing.T) {
	desk := desk(fakeDesk{jobs: printedBefore(2)})
	m := open(t, desk, newPress(t), &fakeMemory{})
	m.Print()
	if m.State() != Asking || len(desk.runs) != 0 {
		t.Fatalf("got %v with %d runs, want a question and none", m.State(), len(desk.runs))
	}
	m.Decline()
	if m.State() != Ready {
		t.Fatalf("after no: got %v, want Ready", m.State())
	}
	m.Print()
	m.Print()
	if m.State() != Done || len(desk.runs) != 1 {
		t.Errorf("after yes: got %v, %d runs", m.State(), len(desk.runs))
	}
}

func TestARunThatWasNotHandedOverGoesOnWithoutAQuestion(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	if m.State() != Stopped || len(desk.faults) != 1 || desk.faults[0] != printer.Rejecting || data.KeyOf(m.Err()) != printer.Rejecting {
		t.Fatalf("got %v, %v, %v", m.State(), desk.faults, m.Err())
	}
	press.fail = nil
	if ok, why := m.CanGoOn(); !ok {
		t.Fatalf("it cannot go on: %s", why)
	}
	m.GoOn()
	if m.State() != Done || len(press.printed) != 3 || desk.runs[0].Ended.IsZero() {
		t.Errorf("got %v, %d jobs, %+v", m.State(), len(press.printed), desk.runs[0])
	}
}

func TestAPageNobodyCanTellOfWaitsForAPerson(t *testing.T) {
	for _, came := range []bool{true, false} {
		desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
		press.fail, press.sent = printer.Fault(printer.Aborted, nil), true
		m := open(t, desk, press, &fakeMemory{start: 11})
		m.Print()
		press.fail = nil
		if ok, why := m.CanGoOn(); ok || why != "print.run.judgefirst" {
			t.Errorf("goes on by itself: %v, %q", ok, why)
		}
		m.GoOn()
		m.Judge(Stretch{1, 1, data.PageDoubtful}, came)
		m.GoOn()
		want := 3 // the page that was lost, and the other one
		if came {
			want = 2
		}
		if m.State() != Done || len(press.printed) != want {
			t.Errorf("came %v: got %v, %d jobs, want %d", came, m.State(), len(press.printed), want)
		}
	}
}

func TestCancellingIsAnEndLikeOthers(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	press.during = m.Cancel
	m.Print()
	if m.State() != Stopped || data.KeyOf(m.Err()) != "fault.print.cancelled" || desk.runs[0].Pages[0].State != data.PageDoubtful {
		t.Errorf("got %v, %v, %+v; want the page to be asked about", m.State(), m.Err(), desk.runs[0].Pages)
	}
}

func TestARunThatWasLeftInTheMiddleIsTakenUp(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(3)}), newPress(t)
	press.fail, press.sent = printer.Fault(printer.Aborted, nil), true
	open(t, desk, press, &fakeMemory{start: 11}).Print()
	press.fail = nil
	p := &desk.runs[0].Pages[0]
	p.State = data.PageSent // as a lock leaves it
	for _, c := range []struct {
		name string
		job  printer.JobState
		want string // why it does not go on
	}{
		{"a printer is still at it", printer.JobPrinting, "print.run.under"},
		{"nobody knows its job any more", 0, "print.run.judgefirst"},
		{"it came out", printer.JobCompleted, ""},
	} {
		p.State, press.ended = data.PageSent, map[string]printer.JobState{}
		if c.job > 0 {
			press.ended[p.Job] = c.job
		}
		m := New(desk, press, &fakeMemory{}, task.Inline(t.Context()), func() {})
		m.LookForRuns()
		if runs, pages := m.Waiting(); runs != 1 || pages == 0 {
			t.Fatalf("%s: %d runs with %d pages are offered", c.name, runs, pages)
		}
		back := New(desk, press, &fakeMemory{}, task.Inline(t.Context()), func() {})
		if back.Resume(Draft{Run: 1, Orders: []data.OrderID{1}}); back.State() != Stopped || back.Pages() != 2 {
			t.Errorf("%s: after a lock the room shows %v with %d pages, want the run", c.name, back.State(), back.Pages())
		}
		m.PickUp()
		if ok, why := m.CanGoOn(); why != c.want || ok != (c.want == "") {
			t.Errorf("%s: got %v, %q, want %q", c.name, ok, why, c.want)
		}
	}
}

func TestARunWhoseLastPageCameOutBehindALockIsThrough(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(1)}), newPress(t)
	press.fail, press.sent = printer.Fault(printer.Aborted, nil), true
	open(t, desk, press, &fakeMemory{}).Print()
	p := &desk.runs[0].Pages[0]
	p.State, press.ended = data.PageSent, map[string]printer.JobState{p.Job: printer.JobCompleted}
	m := New(desk, press, &fakeMemory{}, task.Inline(t.Context()), func() {})
	m.Resume(Draft{Run: 1, Orders: []data.OrderID{1}})
	if m.State() != Done || desk.runs[0].Ended.IsZero() {
		t.Errorf("got %v, %+v", m.State(), desk.runs[0])
	}
}

func TestAPageIsPrintedAgainForAReasonAlone(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	m.Again("jam") // nobody asked
	m.ShowPage(2)
	m.AskAgain()
	if m.AskedAgain() != 2 || desk.runs[0].Pages[1].State != data.PagePrinted {
		t.Fatalf("asked about %d, %+v", m.AskedAgain(), desk.runs[0].Pages)
	}
	m.NotAgain()
	m.AskAgain()
	m.Again("jam")
	m.GoOn()
	if p := desk.runs[0].Pages; m.State() != Done || p[0].Times != 1 || p[1].Times != 2 || len(press.printed) != 3 {
		t.Errorf("got %v, %+v", m.State(), p)
	}
}

func TestAnOrderThatChangedIsLookedAtBeforeItIsPrinted(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	press.fail = nil
	desk.jobs[1].To.Address.Street = "松本市山辺町3-14-3"
	m.Look()
	if ok, why := m.CanGoOn(); ok || why != "print.run.altered" || len(m.Altered()) != 1 || m.Altered()[0] != 2 {
		t.Fatalf("got %v, %q, %v", ok, why, m.Altered())
	}
	m.Accept()
	m.GoOn()
	if m.State() != Done {
		t.Errorf("got %v, %v", m.State(), m.Err())
	}
}

func TestTheRestIsGivenUpOnlyAfterAQuestion(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	m := open(t, desk, press, &fakeMemory{})
	m.Print()
	m.Drop()
	m.GiveUp()
	m.KeepOn()
	if !desk.runs[0].Ended.IsZero() || m.State() != Stopped {
		t.Fatalf("given up without a yes: %v", m.State())
	}
	m.GiveUp()
	m.Drop()
	if runs, _ := m.Waiting(); desk.runs[0].Ended.IsZero() || runs != 0 || m.State() != Ready {
		t.Errorf("got %v, %d runs", m.State(), runs)
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

func TestAnotherPaperLeavesNoPlaceOfTheFirstOne(t *testing.T) {
	m := New(desk(fakeDesk{jobs: jobs(9)}), newPress(t), &fakeMemory{}, task.Inline(t.Context()), nil)
	m.changed = func() {
		for _, p := range m.Problems() {
			if p.Place.Cell >= m.Stock().PerPage() {
				t.Errorf("a problem of label %d stands on a paper of %d", p.Place.Cell+1, m.Stock().PerPage())
			}
		}
	}
	m.Open([]data.OrderID{1})
	m.ChooseStock(roll100())
}

func TestListSlipsAndLabelsComeOutTogetherInOneOrder(t *testing.T) {
	desk, press, memory := desk(fakeDesk{jobs: jobs(3)}), newPress(t), &fakeMemory{}
	press.printers[1].Fault = nil
	m := open(t, desk, press, memory)
	m.SetAlso(data.RunPicks, true)
	m.SetAlso(data.RunSlips, true)
	m.ChooseAlso(data.RunSlips, 1)
	m.Print()
	if m.State() != Done {
		t.Fatalf("got %v, %v", m.State(), m.Err())
	}
	r := desk.runs[0]
	var got []string
	for _, p := range r.Plan.Parts {
		got = append(got, fmt.Sprint(p.Kind, p.Printer.Device, p.Stock))
	}
	if want := "[1ipp://deskplain-a4 2ipp://rollplain-a4 3ipp://deska4-12]"; fmt.Sprint(got) != want {
		t.Errorf("parts %v, want %s", got, want)
	}
	if n := len(r.Pages); n != len(press.printed) || n != 2+3+1 || len(r.Missing()) > 0 {
		t.Errorf("%d pages, %d printed: %+v", n, len(press.printed), r.Pages)
	}
	for i := range r.Pages {
		m.ShowPage(i + 1)
		if kind, at, of := m.Kind(); kind != r.Plan.Parts[r.Pages[i].Part].Kind || at < 1 || at > of {
			t.Errorf("page %d is shown as %v, %d of %d", i+1, kind, at, of)
		}
	}
	again := open(t, desk, press, memory)
	if on, printer := again.Also(data.RunSlips); !on || printer != 1 {
		t.Errorf("the choice is remembered as %v on %d", on, printer)
	}
}

func TestCarriersSlipsAreOfferedOnceThereIsAForm(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{also: map[data.RunKind]string{data.RunForms: ""}})
	if m.Print(); m.State() != Done || len(desk.runs[0].Plan.Parts) != 1 {
		t.Fatalf("without a form: got %v, %+v", m.State(), desk.runs)
	}
	desk.forms = []data.SlipForm{{ID: 7, Name: "送り状", Page: data.Size{Width: 215, Height: 114},
		Fields: []data.SlipField{{Part: data.SlipPhone, X: 20, Y: 20, Width: 60, Lines: 1, Size: 10}}}}
	m = open(t, desk, press, &fakeMemory{also: map[data.RunKind]string{data.RunForms: "ipp://desk"}})
	m.SetLabels(false)
	m.Print()
	if r := desk.runs[1]; m.State() != Done || len(r.Pages) != 2 || r.Plan.Parts[0].Stock != "slip-form-7" || m.Shown().Width != 215 {
		t.Errorf("got %v, %v, %+v", m.State(), m.Err(), r)
	}
}

func TestWhatIsBeingDrawnAgainIsNotPrinted(t *testing.T) {
	m := open(t, desk(fakeDesk{jobs: printedBefore(2)}), newPress(t), &fakeMemory{})
	m.Print()
	if m.Skip(1); m.State() != Ready {
		t.Errorf("the question was about another paper: got %v", m.State())
	}
	m.sheet.stale = true
	if ok, why := m.CanPrint(); ok || why != "print.stale" {
		t.Errorf("got %v, %q", ok, why)
	}
}

func TestLookingAroundDoesNotTouchTheRunOnItsWay(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{start: 11})
	looked := 0
	m.changed = func() {
		if m.State() == Printing && looked < 5 {
			looked++
			m.LookForRuns()
			m.Look()
		}
	}
	m.Print()
	if m.State() != Done || looked == 0 || len(press.printed) != 2 {
		t.Errorf("got %v, %v after %d looks: %+v", m.State(), m.Err(), looked, desk.runs)
	}
}

func TestALabelOfACancelledOrderIsAskedAboutBeforeTheRunGoesOn(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	press.fail, desk.jobs[1].Void = nil, true
	m.Look()
	if ok, why := m.CanGoOn(); ok || why != "print.run.void" || m.Void() != 1 {
		t.Fatalf("got %v, %q, %d", ok, why, m.Void())
	}
	m.Accept()
	if m.GoOn(); m.State() != Done {
		t.Errorf("got %v, %v", m.State(), m.Err())
	}
}

func TestARunThatWasTakenUpMovesTheStartAndKnowsItsOrders(t *testing.T) {
	desk, press, memory := desk(fakeDesk{jobs: jobs(3)}), newPress(t), &fakeMemory{}
	press.fail = printer.Fault(printer.Rejecting, nil)
	open(t, desk, press, memory).Print()
	press.fail = nil
	m := New(desk, press, memory, task.Inline(t.Context()), func() {})
	m.LookForPrinters()
	m.LookForRuns()
	m.PickUp()
	if d := m.Draft(); d.Run != 1 || len(d.Orders) != 2 {
		t.Errorf("a draft of %+v", d)
	}
	if m.GoOn(); m.State() != Done || memory.start != 3 || m.Start() != 3 {
		t.Errorf("got %v, the next run starts at %d, want 3", m.State(), memory.start)
	}
}

func TestARunThatCannotBeDrawnAnyMoreCanBeGivenUp(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	open(t, desk, press, &fakeMemory{}).Print()
	desk.runs[0].Plan.Parts[0].Stock = "own-99"
	m := New(desk, press, &fakeMemory{}, task.Inline(t.Context()), func() {})
	m.LookForRuns()
	m.PickUp()
	if _, ok := m.Left(); ok || !m.Running() || data.KeyOf(m.Err()) != "fault.run.stock" {
		t.Fatalf("got %v, %v", m.Running(), m.Err())
	}
	m.GiveUp()
	if m.Drop(); desk.runs[0].Ended.IsZero() {
		t.Error("it was not given up")
	}
}

func TestSlipsAloneMarkNoLabel(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: printedBefore(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	m.SetLabels(false)
	if ok, why := m.CanPrint(); ok || why != "print.nothing" {
		t.Errorf("nothing at all: %v, %q", ok, why)
	}
	m.SetAlso(data.RunSlips, true)
	m.Print()
	if m.State() != Done || len(desk.runs[0].Pages) != 2 || len(desk.runs[0].Pages[0].Parcels) != 0 {
		t.Errorf("got %v, %+v", m.State(), desk.runs)
	}
}

func TestATrialPageIsNoRun(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{})
	m.Trial()
	if len(desk.runs) != 0 || len(press.printed) != 1 || m.State() != Done {
		t.Errorf("got %d runs, %d printed, %v", len(desk.runs), len(press.printed), m.State())
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
	if len(desk.runs) > 0 || len(press.printed) > 0 {
		t.Errorf("begun %d, printed %d", len(desk.runs), len(press.printed))
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

func TestAPrinterIsChosenWithTheStockThatLiesInIt(t *testing.T) {
	d := desk(fakeDesk{jobs: jobs(2)})
	d.listed[1].Manner = data.Manner{Stock: roll100().Code}
	m := open(t, d, newPress(t), &fakeMemory{})
	before := m.Stock().Code
	m.ChoosePrinter(1)
	if m.Stock().Code != roll100().Code || m.Pages() != 2 {
		t.Errorf("got %s on %d pages, want the roll", m.Stock().Code, m.Pages())
	}
	if m.ChoosePrinter(0); m.Stock().Code != roll100().Code || before == roll100().Code {
		t.Errorf("a printer of which nobody said what lies in it took the paper away: %s", m.Stock().Code)
	}
}
