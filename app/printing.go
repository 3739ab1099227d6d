package app

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/screen/print"
	"nifuda/app/task"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/labels/page"
	printing "nifuda/labels/printer"
	"nifuda/labels/stock"
)

// asking is how often the remembered printer is asked how it is.
const asking = 30 * time.Second

// spool says whether anything of ours is left with the printing system.
type spool int

const (
	spoolUnknown spool = iota // nothing is said
	spoolClean
	spoolBusy // jobs of an earlier session still print
	spoolLeft
)

func spoolOf(clean bool) spool {
	if clean {
		return spoolClean
	}
	return spoolLeft
}

// watched is the press, and tells how each run left the spooler.
type watched struct {
	print.Press
	left func(spool)
}

// Print prints, and tells whether the spooler's copy is gone.
func (w watched) Print(ctx context.Context, on data.PrinterID, pages []page.Page, s stock.Stock, say func(print.Progress)) (printing.Outcome, error) {
	out, err := w.Press.Print(ctx, on, pages, s, say)
	w.left(spoolOf(out.Purged))
	return out, err
}

// PrintPage prints a page, and tells whether the spooler's copy is gone.
func (w watched) PrintPage(ctx context.Context, on data.PrinterID, j printing.Job, say func(string)) (printing.Outcome, error) {
	out, err := w.Press.PrintPage(ctx, on, j, say)
	w.left(spoolOf(out.Purged))
	return out, err
}

// printer is what the foot knows of the remembered printer.
type printer struct {
	known bool
	key   string // of the words for how it is; empty when it is ready
}

// troubles are the short words for what keeps a printer from printing.
var troubles = map[string]string{
	"fault.print.paused":    "foot.printer.paused",
	"fault.print.rejecting": "foot.printer.rejecting",
	"fault.print.noserver":  "foot.printer.noserver",
}

// printerOf finds the remembered printer among those that there are.
func printerOf(device string, all []print.Printer, err error) printer {
	i := slices.IndexFunc(all, func(p print.Printer) bool { return p.Device == device })
	switch {
	case device == "":
		return printer{}
	case err == nil && i < 0:
		return printer{true, "foot.printer.gone"}
	case err == nil:
		err = all[i].Fault
	}
	if err == nil {
		return printer{known: true}
	}
	if words, ok := troubles[data.KeyOf(err)]; ok {
		return printer{true, words}
	}
	return printer{true, "foot.printer.trouble"}
}

// lookAtPrinter asks how the remembered printer is.
func (f *foot) lookAtPrinter() {
	if device := f.s.prefs.Printer(); device != "" {
		f.s.lookAt(f.slots.printer, device, f.s.life.session.Press().Printers)
	}
}

// lookAt asks how a printer is.
func (s *Shell) lookAt(slot *task.Slot, device string, printers func(context.Context) ([]print.Printer, error)) {
	task.Ask(slot, printers, func(all []print.Printer, err error) {
		if p := printerOf(device, all, err); p != s.life.care.printer {
			s.life.care.printer = p
			s.hall.drawFoot()
		}
	})
}

// printing is the printer's state and what is left with the printing system.
func (s *Shell) printing() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	w, care := s.words, s.life.care
	switch {
	case care.printer.key != "":
		all = append(all, widgets.Said(widgets.Waits, "print", w.Say(care.printer.key)))
	case care.printer.known:
		all = append(all, widgets.Said(widgets.Quiet, "print", w.Say("foot.printer.ready")))
	}
	return append(all, s.copies()...)
}
