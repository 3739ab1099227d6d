package press

import (
	"context"
	"image"
	"strings"

	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// Press draws and prints.
type Press struct {
	pen    *labels.Pen
	client *ipp.Client
}

// New is a press for this computer's printing system. server is the value of
// CUPS_SERVER as CUPS's own clients read it: empty, a socket's path, or a
// loopback host with an optional port.
func New(server string) (*Press, error) {
	pen, err := labels.NewPen()
	if err != nil {
		return nil, err
	}
	client, err := ipp.New(ipp.Config{Server: address(server)})
	if err != nil {
		return nil, err
	}
	return &Press{pen, client}, nil
}

func address(server string) string {
	switch {
	case strings.HasPrefix(server, "/"):
		return "unix:" + server
	case server != "" && !strings.Contains(server, ":"):
		return server + ":631"
	}
	return server
}

// Printers lists the queues, each with why it cannot be used now.
func (p *Press) Printers(ctx context.Context) ([]print.Printer, error) {
	found, err := p.client.Printers(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]print.Printer, 0, len(found))
	for _, f := range found {
		name := f.Info
		if name == "" {
			name = f.Name
		}
		all = append(all, print.Printer{Device: f.Device, Name: name, Fault: trouble(f)})
	}
	return all, nil
}

func trouble(f printer.Printer) error {
	switch {
	case !f.Real():
		return printer.Fault(printer.FileLike, nil)
	case f.Paused():
		return printer.Fault(printer.Paused, nil)
	case !f.Accepting:
		return printer.Fault(printer.Rejecting, nil)
	}
	return nil
}

// Sheets lays labels out on pages of a stock.
func (p *Press) Sheets(jobs []data.LabelJob, s stock.Stock, start int, o data.Offset) (labels.Sheets, error) {
	return p.pen.Sheets(jobs, s, start, o)
}

// Calibration is the page that shows how far a printer is off.
func (p *Press) Calibration(s stock.Stock, o data.Offset) page.Page {
	return p.pen.CalibrationPage(s).Moved(o.Right, o.Down)
}

// Preview is what the paper will look like.
func (p *Press) Preview(pg page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(p.pen.Fonts(), pg, dpi)
}

// Print sends pages to a printer and follows them to the end. It reports
// whether no copy is left with the spooler, also beside an error.
func (p *Press) Print(ctx context.Context, device string, pages []page.Page, s stock.Stock, say func(print.Progress)) (bool, error) {
	say(print.Progress{Key: "print.state.sending", Of: len(pages)})
	to, err := p.find(ctx, device)
	if err != nil {
		return true, err // nothing was sent, so nothing is left
	}
	document, err := pdf.Document(p.pen.Fonts(), pages, pdf.Options{DPI: to.DPI})
	if err != nil {
		return true, err
	}
	defer clear(document)
	ticket := printer.Ticket{Printer: to, Document: document, Media: s.Media}
	out, err := p.client.Print(ctx, ticket, func(at printer.Progress) { say(told(at, len(pages))) })
	return out.Purged, err
}

// told puts the printer's progress into the words of the room.
func told(at printer.Progress, pages int) print.Progress {
	switch {
	case at.Waiting != "":
		return print.Progress{Key: at.Waiting, Of: pages}
	case at.State == printer.JobPrinting:
		return print.Progress{Key: "print.state.printing", Of: pages}
	case at.State == printer.JobCompleted:
		return print.Progress{Key: "print.state.printing", Page: pages, Of: pages}
	}
	return print.Progress{Key: "print.state.waiting", Of: pages}
}

// find looks a printer up by its device's address: a queue that was renamed or
// led elsewhere since is not the same printer.
func (p *Press) find(ctx context.Context, device string) (printer.Printer, error) {
	found, err := p.client.Printers(ctx)
	if err != nil {
		return printer.Printer{}, err
	}
	for _, f := range found {
		if f.Device == device {
			return f, nil
		}
	}
	return printer.Printer{}, printer.Fault(printer.Gone, nil)
}

// Purge removes what an earlier session has left with the spooler.
func (p *Press) Purge(ctx context.Context) (printer.Leftovers, error) {
	return p.client.PurgeLeftovers(ctx)
}
