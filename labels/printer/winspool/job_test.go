package winspool

import (
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

func TestWhatWindowsSaysOfAJobIsPassedOn(t *testing.T) {
	for _, c := range []struct {
		name       string
		job, queue uint32
		state      printer.JobState
		waits      string
	}{
		{"just handed over", 0x8, 0, printer.JobPending, ""},
		{"being printed", jobPrinting, statusPrinting, printer.JobPrinting, ""},
		{"out of paper", jobPrinting | jobPaperOut, 0, printer.JobPrinting, printer.Empty},
		{"out of paper, as the queue says", jobPrinting, 0x10, printer.JobPrinting, printer.Empty},
		{"a jam", jobPrinting, 0x8, printer.JobPrinting, printer.Attention},
		{"an open cover", jobPrinting | jobError, 0x400000, printer.JobPrinting, printer.Attention},
		{"switched off", jobOffline, 0, printer.JobPending, printer.Gone},
		{"a stopped queue", 0, statusPaused, printer.JobPending, printer.Paused},
		{"held", jobPaused, 0, printer.JobHeld, printer.Paused},
		{"cancelled there", jobDeleting, 0, printer.JobCancelled, ""},
		{"printed and kept", jobPrinted | jobRetained, 0, printer.JobCompleted, ""},
	} {
		if state, waits := stateOf(c.job), waitingFor(c.job, c.queue); state != c.state || waits != c.waits {
			t.Errorf("%s: got %v %q, want %v %q", c.name, state, waits, c.state, c.waits)
		}
	}
}

func TestAJobThatIsGoneCameOutOnlyIfItWasSeenPrintingAndWaitedForNothing(t *testing.T) {
	for _, c := range []struct {
		name    string
		last    printer.Progress
		printed bool
		key     string
	}{
		{"printed", printer.Progress{State: printer.JobPrinting}, true, ""},
		{"gone before the first look", printer.Progress{}, false, printer.Unsure},
		{"deleted before its turn", printer.Progress{State: printer.JobPending}, false, printer.Unsure},
		{"deleted without paper", printer.Progress{State: printer.JobPrinting, Waiting: printer.Empty}, true, printer.Unsure},
		{"deleted while switched off", printer.Progress{State: printer.JobPending, Waiting: printer.Gone}, true, printer.Unsure},
		{"deleted while paused", printer.Progress{State: printer.JobHeld, Waiting: printer.Paused}, false, printer.Unsure},
		{"cancelled, as it said", printer.Progress{State: printer.JobCancelled}, true, printer.Cancelled},
	} {
		if err := gone(c.last, c.printed); err == nil != (c.key == "") || err != nil && data.KeyOf(err) != c.key {
			t.Errorf("%s: got %v, want %q", c.name, err, c.key)
		}
	}
}

func TestAPageLiesOnThePaperToTheDot(t *testing.T) {
	c := canvas{dpiX: 600, dpiY: 1200, left: 100, top: 200, width: 4961, height: 14031}
	x, y, w, h := c.place(210, 297)
	if x != -100 || y != -200 || w != 4961 || h != 14031 || c.dpi() != 600 {
		t.Errorf("got %d %d %d %d at %v", x, y, w, h, c.dpi())
	}
	if !c.holds(210, 297) || !c.holds(100, 150) || c.holds(216, 279) || c.holds(210, 356) {
		t.Error("paper that is too small is taken, or paper that is not refused")
	}
	if (canvas{dpiX: 2400}).dpi() != finest {
		t.Error("a page is drawn finer than it need be")
	}
}

func TestABitmapIsTheOneThatGDITakes(t *testing.T) {
	b := raster.NewBits(33, 2)
	b.Set(0, 0)
	b.Set(32, 1)
	info, rows := dib(b)
	if len(info) != 48 || info[4] != 33 || info[8] != 2 || info[14] != 1 || info[20] != 16 {
		t.Errorf("header % x", info)
	}
	if len(rows) != 16 || rows[8] != 0x80 || rows[4] != 0x80 || rows[0] != 0 {
		t.Errorf("rows % x, want the lowest first", rows)
	}
}

func TestThePaperIsAskedForInTenthsOfAMillimetre(t *testing.T) {
	mode := make([]byte, 220)
	if !paper(mode, 100, 150) || mode[paperAt] != 0 || mode[paperAt+1] != 1 || int(mode[lengthAt])|int(mode[lengthAt+1])<<8 != 1500 || mode[copiesAt] != 1 || mode[duplexAt] != 1 {
		t.Errorf("got % x", mode[fieldsAt:100])
	}
	if !paper(mode, 210, 297) || mode[paperAt] != paperA4 {
		t.Error("A4 has a name of its own")
	}
	if paper(make([]byte, 40), 210, 297) {
		t.Error("half a DEVMODE was written to")
	}
}
