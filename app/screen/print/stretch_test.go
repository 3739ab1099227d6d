package print

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	"nifuda/labels/printer"
)

// unseen is a room whose printer took a stretch of single labels and said nothing.
func unseen(t *testing.T, n int) (*Model, *fakeDesk, *fakePress) {
	t.Helper()
	desk, press := desk(fakeDesk{jobs: jobs(n)}), newPress(t)
	press.mute = true
	m := open(t, desk, press, &fakeMemory{})
	m.ChooseStock(roll100())
	m.Keep(5)
	m.Print()
	return m, desk, press
}

func pageStates(d *fakeDesk) (all []data.PageState) {
	for _, p := range d.runs[0].Pages {
		all = append(all, p.State)
	}
	return all
}

func TestAPrinterThatNeverAnswersIsAskedAboutOncePerStretch(t *testing.T) {
	m, desk, press := unseen(t, 14)
	s, doubt := m.Doubt()
	if !doubt || s != (Stretch{1, 10, data.PageDoubtful}) || m.State() != Stopped || len(press.printed) != 10 {
		t.Fatalf("got %+v, %v after %d pages; want one question about 1 to 10", s, m.State(), len(press.printed))
	}
	if ok, why := m.CanGoOn(); ok || why != "print.run.judgefirst" {
		t.Errorf("goes on by itself: %v, %q", ok, why)
	}
	m.Judge(s, true)
	m.GoOn()
	if s, _ = m.Doubt(); s != (Stretch{11, 14, data.PageDoubtful}) {
		t.Fatalf("the second question is about %+v, want 11 to 14", s)
	}
	m.Judge(s, true)
	m.GoOn()
	if m.State() != Done || len(press.printed) != 14 || desk.runs[0].Ended.IsZero() || len(desk.faults) > 0 {
		t.Errorf("got %v after %d pages, faults %v", m.State(), len(press.printed), desk.faults)
	}
}

func TestTheLastGoodPageSaysWhereItGoesOn(t *testing.T) {
	const came, waits = data.PagePrinted, data.PageWaiting
	for _, c := range []struct {
		name  string
		last  int
		holes []int
		want  []data.PageState
	}{
		{"the fourth is the last", 4, nil, []data.PageState{came, came, came, came, waits, waits}},
		{"none came out", 0, nil, []data.PageState{waits, waits, waits, waits, waits, waits}},
		{"less than none is none", -3, nil, []data.PageState{waits, waits, waits, waits, waits, waits}},
		{"more than all is all", 9, nil, []data.PageState{came, came, came, came, came, came}},
		{"two before the last are missing", 5, []int{2, 3}, []data.PageState{came, waits, waits, came, came, waits}},
		{"one after the last is missing as it is", 3, []int{5}, []data.PageState{came, came, came, waits, waits, waits}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, desk, press := unseen(t, 6)
			s, _ := m.Doubt()
			m.Count(s)
			if m.Page() != 5 {
				t.Errorf("shows page %d, want the last one", m.Page()+1)
			}
			for _, n := range c.holes {
				m.ShowPage(n)
				m.Hole()
			}
			m.CountTo(c.last)
			m.Counted()
			if got := pageStates(desk); !slices.Equal(got, c.want) {
				t.Fatalf("the pages stand as %v, want %v", got, c.want)
			}
			press.mute, press.printed = false, nil
			m.GoOn()
			left := 0
			for _, s := range c.want {
				if s == waits {
					left++
				}
			}
			if m.State() != Done || len(press.printed) != left {
				t.Errorf("got %v after %d pages, want the %d that are left and no others", m.State(), len(press.printed), left)
			}
		})
	}
}

func TestAMissingPageCanBeTakenBackAndSoCanCounting(t *testing.T) {
	m, desk, _ := unseen(t, 6)
	s, _ := m.Doubt()
	m.Count(s)
	m.ShowPage(2)
	m.Hole()
	m.Hole()
	if _, _, holes := m.Counting(); len(holes) > 0 {
		t.Errorf("got %v, want none", holes)
	}
	m.ShowPage(6) // the last one is no hole
	if _, can := m.CanHole(); can {
		t.Error("the last page that came out can be missing")
	}
	m.NotCounted()
	if s, _, _ := m.Counting(); s.To != 0 || slices.Contains(pageStates(desk), data.PagePrinted) {
		t.Errorf("got %+v, %v; want nothing noted", s, pageStates(desk))
	}
}

func TestHowManyGoOutAtOnceIsKeptForEachPrinter(t *testing.T) {
	m, desk, press := unseen(t, 6)
	s, _ := m.Doubt()
	if got := m.StretchSize(s); got != data.DefaultStretch {
		t.Errorf("at first %d, want %d", got, data.DefaultStretch)
	}
	m.SetStretchSize(s, 500)
	if got := m.StretchSize(s); got != data.MaxStretch {
		t.Errorf("got %d, want no more than %d", got, data.MaxStretch)
	}
	m.SetStretchSize(s, 2)
	m.Judge(s, false)
	press.printed = nil
	m.GoOn()
	if len(press.printed) != 2 || desk.settings.Stretch("ipp://desk") != 2 || desk.settings.Stretch("ipp://roll") != data.DefaultStretch {
		t.Errorf("%d went out, kept %v", len(press.printed), desk.settings.Stretches)
	}
}

func TestAStretchOverACrashIsAskedAboutInOneQuestion(t *testing.T) {
	_, desk, _ := unseen(t, 6)
	r := &desk.runs[0]
	r.Plan.Parts[0].Printer = data.PrinterID{Queue: "socket://roll", Device: "socket://roll"}
	r.Pages[3].State, r.Pages[4].State, r.Pages[5].State = data.PageSent, data.PageWaiting, data.PageWaiting
	next := New(desk, newPress(t), &fakeMemory{}, task.Inline(t.Context()), func() {})
	next.LookForRuns()
	next.PickUp()
	if s, _ := next.Doubt(); s != (Stretch{1, 4, data.PageDoubtful}) {
		t.Errorf("asks about %+v, want 1 to 4", s)
	}
}

func TestTheQuestionAboutAStretchLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"stretch", stage.Room, stage.Light, text.Japanese},
		{"stretch-dark", stage.Room, stage.Dark, text.Japanese},
		{"stretch-small-en", stage.RoomSmall, stage.Light, text.English},
	} {
		desk := desk(fakeDesk{jobs: jobs(14)})
		v, w := show(t, desk, c.size, c.variant, c.lang)
		v.m.press.(*fakePress).mute = true
		v.m.ChooseStock(roll100())
		v.m.Keep(5)
		v.m.Print()
		stage.Picture(t, w, "print-"+c.name)
		if c.name == "stretch" {
			stage.Golden(t, w, "stretch")
		}
		v.Key(fyne.KeyF3)
		v.m.CountTo(7)
		v.m.ShowPage(3)
		v.m.Hole()
		stage.Picture(t, w, "print-"+c.name+"-count")
		if c.name == "stretch" {
			stage.Golden(t, w, "count")
		}
		v.Back()
		if s, _, _ := v.m.Counting(); s.To != 0 {
			t.Error("Esc does not go back to the question")
		}
		v.Key(fyne.KeyF2)
		if _, doubt := v.m.Doubt(); doubt {
			t.Error("F2 does not say that all came out")
		}
	}
}

func TestAPrinterThatStopsAnsweringIsAskedAboutAtOnce(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(6)}), newPress(t)
	press.fail, press.sent = printer.Fault(printer.Unsure, nil), true
	m := open(t, desk, press, &fakeMemory{})
	m.ChooseStock(roll100())
	m.Keep(5)
	m.Print()
	if s, _ := m.Doubt(); s != (Stretch{1, 1, data.PageDoubtful}) || len(press.printed) != 1 {
		t.Errorf("asks about %+v after %d pages: it has answered before, so something is wrong with it", s, len(press.printed))
	}
}
