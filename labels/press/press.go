package press

import (
	"context"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/labels/glyph"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/printer"
	"nifuda/labels/printer/pwg"
	"nifuda/labels/printer/raw"
	"nifuda/labels/raster"
)

// System is a printing system of this computer, with its queues and the jobs
// that it keeps.
type System interface {
	Printers(context.Context) ([]printer.Printer, error)
	// Ended tells how the job with a name is, also when a sweep has removed it
	// since. It fails with NotFound "fault.print.lost" when nobody knows.
	Ended(ctx context.Context, name string) (printer.JobState, error)
	// Sweep removes what earlier sessions left.
	Sweep(context.Context, func(printer.Leftovers)) (printer.Leftovers, error)
	// Settle returns when nothing is being handed over, or after a while.
	Settle(time.Duration)
}

// Documents is a system that takes documents, CUPS, and printers at an ipp
// address do too.
type Documents interface {
	System
	Direct(ctx context.Context, uri string) (printer.Printer, error)
	Print(context.Context, printer.Ticket, func(printer.Progress)) (printer.Outcome, error)
}

// Queues is a system that takes pages and no documents: that of Windows.
type Queues interface {
	System
	Print(context.Context, printer.Job, func(printer.Progress)) (printer.Outcome, error)
}

// Config is what a press is made of.
type Config struct {
	Fonts  *glyph.Set
	IPP    Documents
	Raw    *raw.Client
	Queues Queues // nil where CUPS is the printing system
}

// Press prints pages. It is safe for use by several goroutines.
type Press struct{ c Config }

// New is a press; it asks nobody for anything.
func New(c Config) *Press { return &Press{c} }

// Printers lists the queues of this computer, and those printers of the list
// whose address was typed. They are not asked: one that is off takes seconds to
// say nothing.
func (p *Press) Printers(ctx context.Context, listed []data.ListedPrinter) ([]printer.Printer, error) {
	var typed []printer.Printer
	for _, l := range listed {
		if l.Typed() {
			typed = append(typed, Typed(l.Device, l.Name))
		}
	}
	all, err := p.system().Printers(ctx)
	if err != nil && len(typed) > 0 {
		err = nil // those need no printing system
	}
	return append(all, typed...), err
}

// Typed is a printer at an address that somebody typed, socket:// or ipp://.
func Typed(address, name string) printer.Printer {
	return printer.Printer{Name: address, Info: name, Device: address, URI: address, State: printer.Idle, Accepting: true, Direct: true}
}

// Print prints a job and returns when the last page has come out, or with what
// stopped it, a *data.Fault. Cancelling ctx stops it, as printer.ErrLeave has it.
func (p *Press) Print(ctx context.Context, j printer.Job, tell func(printer.Progress)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true} // sent, hence left
	if !j.Printer.Real() {
		return nothing, printer.Fault(printer.FileLike, nil)
	}
	if err := j.Manner.Check(); err != nil {
		return nothing, err
	}
	j.Pages = slices.Clone(j.Pages)
	for i, one := range j.Pages {
		j.Pages[i].Turned = printer.Turned(one.Width, one.Height, j.Media)
	}
	switch label, socket := j.Manner.Speaks.Label(), strings.HasPrefix(strings.ToLower(j.Printer.Device), "socket:"); {
	case label && socket:
		return p.sockets(ctx, j, tell)
	case socket && j.Printer.Direct:
		return nothing, printer.Fault(printer.Format, nil) // nobody said what it speaks
	case p.c.Queues != nil && !j.Printer.Direct:
		return p.c.Queues.Print(ctx, j, tell)
	}
	return p.document(ctx, j, tell)
}

// Ask is how a printer at a typed address is, before anything is printed on it:
// nil when it is ready, or the fault that keeps it from printing. A label printer
// that takes the connection and says nothing is Unsure.
func (p *Press) Ask(ctx context.Context, address string, m data.Manner) error {
	switch {
	case !data.LeadsToPaper(address):
		return printer.Fault(printer.FileLike, nil)
	case m.Speaks.Label():
		return p.c.Raw.Ask(ctx, address, m.Speaks)
	}
	at, err := p.c.IPP.Direct(ctx, address)
	switch {
	case err != nil:
		return err
	case !at.Takes(printer.PDF) && !at.Takes(printer.PWG):
		return printer.Fault(printer.Format, nil)
	case !at.Accepting:
		return printer.Fault(printer.Rejecting, nil)
	case at.Paused():
		return printer.Fault(printer.Paused, nil)
	}
	return nil
}

// sockets prints on a label printer over TCP, also where a queue leads to it:
// only so can it be asked what came out, and no copy waits with the spooler.
func (p *Press) sockets(ctx context.Context, j printer.Job, tell func(printer.Progress)) (printer.Outcome, error) {
	return p.c.Raw.Print(ctx, raw.Job{Address: j.Printer.Device, Manner: j.Manner, Pages: len(j.Pages), Mute: j.Mute,
		Draw: func(i int) (*raster.Bits, raw.Paper, error) {
			bits, err := raw.Draw(p.c.Fonts, j.Pages[i], j.Manner)
			return bits, raw.PaperOf(j.Pages[i]), err
		}}, tell)
}

// document prints what a spooler or a printer takes whole.
func (p *Press) document(ctx context.Context, j printer.Job, tell func(printer.Progress)) (printer.Outcome, error) {
	t := printer.Ticket{Printer: j.Printer, Media: j.Media, Name: j.Name}
	var err error
	if j.Printer.Direct {
		if t.Printer, err = p.c.IPP.Direct(ctx, j.Printer.URI); err != nil {
			return printer.Outcome{Purged: true}, err
		}
	}
	if t.Document, t.Format, err = Document(p.c.Fonts, j.Pages, t.Printer, j.Manner); err != nil {
		return printer.Outcome{Purged: true}, err
	}
	defer clear(t.Document)
	out, err := p.c.IPP.Print(ctx, t, tell)
	switch {
	case err == nil:
		out.Pages = len(j.Pages)
	case out.Sent:
		out.Unsure = len(j.Pages) // a spooler does not say how far it came
	}
	return out, err
}

// Document is the pages in a form that a printer takes, and the name of that
// form. It fails with an Invalid Format fault when we have none.
func Document(f *glyph.Set, pages []page.Page, on printer.Printer, m data.Manner) ([]byte, string, error) {
	switch {
	case m.Speaks.Label():
		document, err := raw.Document(f, pages, m)
		return document, printer.Raw, err
	case on.Takes(printer.PDF):
		document, err := pdf.Document(f, pages, pdf.Options{DPI: on.DPI})
		return document, printer.PDF, err
	case on.Takes(printer.PWG):
		dpi, ink, ok := dots(on.Dots)
		if !ok {
			break
		}
		document, err := pwg.Document(f, pages, dpi, ink)
		return document, printer.PWG, err
	}
	return nil, "", printer.Fault(printer.Format, nil)
}

// fine is the resolution above which nothing on a label gets better.
const fine = 300

// dots chooses among what a printer takes: black before grey, and the fewest
// dots that are fine, or else the most there are.
func dots(d printer.Dots) (dpi int, ink pwg.Ink, ok bool) {
	for _, v := range d.PWG {
		if dpi < fine && v > dpi || v >= fine && v < dpi {
			dpi = v
		}
	}
	i := slices.IndexFunc(pwg.Inks(), func(i pwg.Ink) bool { return slices.Contains(d.Inks, string(i)) })
	if dpi == 0 || i < 0 {
		return 0, "", false
	}
	return dpi, pwg.Inks()[i], true
}

// system is this computer's.
func (p *Press) system() System {
	if p.c.Queues != nil {
		return p.c.Queues
	}
	return p.c.IPP
}

// Ended tells how a job of an earlier session is, or ended. Of one that went to a
// printer without a queue nobody knows: it fails with NotFound "fault.print.lost".
func (p *Press) Ended(ctx context.Context, name string) (printer.JobState, error) {
	return p.system().Ended(ctx, name)
}

// Sweep removes what earlier sessions left with this computer's printing system.
func (p *Press) Sweep(ctx context.Context, tell func(printer.Leftovers)) (printer.Leftovers, error) {
	return p.system().Sweep(ctx, tell)
}

// Settle returns when nothing is being handed over, or after limit for each way
// there is. The lock calls it before the process goes.
func (p *Press) Settle(limit time.Duration) {
	p.c.IPP.Settle(limit)
	p.c.Raw.Settle(limit)
	if p.c.Queues != nil {
		p.c.Queues.Settle(limit)
	}
}
