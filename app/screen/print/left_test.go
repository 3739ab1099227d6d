package print

import (
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
)

func TestOnlyAPrintingSystemThatDoesNotAnswerIsPassedOver(t *testing.T) {
	for _, c := range []struct {
		err  error
		told string
	}{
		{printer.Fault(printer.NoServer, nil), ""},
		{printer.Fault(printer.Rejecting, nil), ""},
		{printer.Fault(printer.Strange, nil), printer.Strange},
	} {
		desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
		press.fail, press.sent = printer.Fault(printer.Aborted, nil), true
		m := open(t, desk, press, &fakeMemory{start: 11})
		m.Print()
		desk.runs[0].Pages[0].State = data.PageSent
		press.asked = c.err
		m.Look()
		if got := data.KeyOf(m.Err()); c.told != "" && got != c.told || c.told == "" && got != printer.Aborted {
			t.Errorf("%v: the room says %q, want %q", c.err, got, c.told)
		}
	}
}

func TestAnotherRunBeginsWithNothingOfTheOneBefore(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	m.ShowPage(2)
	m.AskAgain()
	if m.AskedAgain() != 2 {
		t.Fatalf("asked about page %d", m.AskedAgain())
	}
	m.run.agreed, m.run.void = true, map[data.ParcelID]bool{1: true}
	m.take(1)
	if m.AskedAgain() != 0 || m.run.agreed || len(m.run.void) > 0 {
		t.Errorf("left of the one before: %+v", m.run.current)
	}
}

func TestARunThatWasGivenUpIsOfferedNoMore(t *testing.T) {
	desk, press := desk(fakeDesk{jobs: jobs(2)}), newPress(t)
	press.fail = printer.Fault(printer.Rejecting, nil)
	m := open(t, desk, press, &fakeMemory{start: 11})
	m.Print()
	m.LookForRuns()
	m.GiveUp()
	m.Drop()
	if runs, pages := m.Waiting(); runs != 0 || pages != 0 || m.State() != Ready || m.Running() {
		t.Errorf("%d runs and %d pages wait, state %v", runs, pages, m.State())
	}
}
