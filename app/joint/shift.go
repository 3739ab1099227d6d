package joint

import (
	"context"
	"sync"

	"nifuda/app"
	"nifuda/app/screen/bench"
	"nifuda/app/screen/print"
	"nifuda/data"
	packing "nifuda/data/bench"
	"nifuda/data/house"
	"nifuda/labels"
	"nifuda/labels/press"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// shift is an open bench as the shell sees it.
type shift struct {
	*house.Shift
	press  print.Press
	hands  *press.Press
	roster *roster
}

func newShift(s *house.Shift, pen *labels.Pen, hands *press.Press) shift {
	r := &roster{}
	return shift{s, print.NewPress(pen, hands, r.listed), hands, r}
}

// roster is the owner's list as the bench has it. It is empty until the packer
// has come to her desk.
type roster struct {
	mu  sync.Mutex
	all []data.ListedPrinter
}

func (r *roster) listed(context.Context) ([]data.ListedPrinter, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all, nil
}

func (r *roster) set(all []data.ListedPrinter) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = all
}

func (s shift) Porch() app.Porch { return porch{s.Shift.Porch()} }

func (s shift) Printers(ctx context.Context) ([]print.Printer, error) { return s.press.Printers(ctx) }

// Tend reads every page of the bench.
func (s shift) Tend(ctx context.Context) error { return s.Check(ctx) }

// Close lets a label that is being handed to the printer arrive whole, then
// shuts the bench.
func (s shift) Close() error {
	s.hands.Settle(settling)
	return s.Shift.Close()
}

// porch gives the desk as the packer's room knows it.
type porch struct{ *packing.Porch }

func (p porch) Enter(ctx context.Context) (bench.Desk, error) {
	d, err := p.Porch.Enter(ctx)
	if err != nil {
		return nil, err // never a desk that is nil inside
	}
	return d, nil
}

// Press prints one label after the other on the bench's own printer.
func (s shift) Press(self data.PackerSelf, m print.Memory) bench.Press {
	s.roster.set(self.Printers)
	return &labelPress{press: s.press, self: self, memory: m}
}

type labelPress struct {
	press  print.Press
	self   data.PackerSelf
	memory print.Memory
}

// Choose gives the listed printer of the bench, as it is now. With none listed
// it gives what there is, and the desk refuses it.
func (p *labelPress) Choose(ctx context.Context) (data.PrinterID, error) {
	device, _ := p.where()
	if device == "" {
		return data.PrinterID{}, &data.Fault{Kind: data.NotFound, Key: "fault.bench.noprinter"}
	}
	all, err := p.press.Printers(ctx)
	if err != nil {
		return data.PrinterID{}, err
	}
	for _, each := range print.Offer(all, p.self.Printers) {
		if each.Device == device {
			return each.PrinterID, nil
		}
	}
	return data.PrinterID{}, printer.Fault(printer.Gone, nil)
}

// where is the printer and the stock that the owner chose for the bench, or
// else those that this computer remembers.
func (p *labelPress) where() (device, code string) {
	if p.self.Printer != "" {
		return p.self.Printer, p.self.Stock
	}
	return p.memory.Printer(), p.memory.Stock()
}

// stock is the stock with a code: a maker's, or the owner's own that she chose
// for the bench.
func (p *labelPress) stock(code string) (stock.Stock, error) {
	if own := p.self.Own; own != nil && own.ID.Code() == code && own.Check() == nil {
		return stock.Own(*own), nil
	}
	return stock.Find(code)
}

// Print prints the label on the next free place of the sheet.
func (p *labelPress) Print(ctx context.Context, to data.PrinterID, job data.LabelJob, say func(key string)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true} // sent, hence left
	_, code := p.where()
	on, err := p.stock(code)
	if err != nil {
		return nothing, &data.Fault{Kind: data.NotFound, Key: "fault.bench.noprinter", Err: err}
	}
	start := 0
	if p.memory.Stock() == code {
		start = p.memory.Start() % on.PerPage()
	}
	sheets, err := p.press.Sheets([]data.LabelJob{job}, on, start, p.self.Offset)
	if err != nil {
		return nothing, err
	}
	out, err := p.press.Print(ctx, to, sheets.Pages, on, func(at print.Progress) { say(at.Key) })
	if err == nil {
		p.memory.Remember(to.Device, code, (start+1)%on.PerPage())
	}
	return out, err
}
