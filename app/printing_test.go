package app

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"nifuda/app/screen/print"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/stock"
)

func TestTheFootSaysHowTheRememberedPrinterIs(t *testing.T) {
	all := []print.Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "a"}}, {PrinterID: data.PrinterID{Queue: "q", Device: "b"}, Fault: &data.Fault{Key: "fault.print.paused"}}, {PrinterID: data.PrinterID{Queue: "q", Device: "c"}, Fault: errors.New("?")}}
	for _, c := range []struct {
		name, device string
		err          error
		want         printer
	}{
		{"none is remembered", "", nil, printer{}},
		{"it is ready", "a", nil, printer{known: true}},
		{"it stands still", "b", nil, printer{true, "foot.printer.paused"}},
		{"something else", "c", nil, printer{true, "foot.printer.trouble"}},
		{"it is gone", "d", nil, printer{true, "foot.printer.gone"}},
		{"nobody can be asked", "a", &data.Fault{Key: "fault.print.noserver"}, printer{true, "foot.printer.noserver"}},
	} {
		if got := printerOf(c.device, all, c.err); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestTheFootSaysThatTheSpoolIsClean(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	s.prefs.Remember("ipp://desk", "a4-12", 0)
	s.frame.goTo(roomToday)
	stage.Picture(t, s.window, "app-foot")
	says := func(key string) bool {
		return strings.Contains(test.RenderObjectToMarkup(s.frame.foot.object), s.words.Say(key))
	}
	if !says("foot.printer.ready") || !says("foot.spool.clean") {
		t.Error("after tending the foot does not say that printer and spool are well")
	}
	h.session.unclean = true
	if err := h.session.paper.PrintConsent(t.Context(), data.PrinterID{Queue: "q", Device: "ipp://desk"}, labels.Consent{}); err != nil || !says("foot.spool.left") {
		t.Errorf("after a sheet of the take-out rule that left its copy the foot does not say so (%v)", err)
	}
	s.left(spoolClean)
	press := watched{h.session.Press(), s.left}
	if _, err := press.Print(t.Context(), data.PrinterID{Queue: "q", Device: "ipp://desk"}, nil, stock.All()[0], nil); err != nil || !says("foot.spool.left") {
		t.Errorf("after a run that left its copy the foot does not say so (%v)", err)
	}
}
