package staff

import (
	"context"
	"errors"
	"slices"
	"time"

	"nifuda/data"
	"nifuda/labels"
)

// sheets is what printing the sheet of the take-out rule needs.
type sheets struct {
	rule  Choices
	press Press
	house House
}

// Paper says how the sheet that is being printed is.
type Paper int

// The states of the sheet.
const (
	NoPaper Paper = iota
	Printing
	Printed
	Unprinted // it did not come out
)

type paper struct {
	state Paper
	err   error
}

// Paper is how the sheet of the one at the right is.
func (p *People) Paper() (Paper, error) { return p.paper.state, p.paper.err }

// PrintConsent prints the sheet of the take-out rule for the one at the right,
// on a printer, or on the first that is ready when none is given. Its date is
// that of her consent, or left open to be written by hand when she has not
// accepted this version.
func (p *People) PrintConsent(on data.PrinterID) {
	one, ok := p.Shown()
	if !ok || p.paper.state == Printing {
		return
	}
	charge := ""
	for _, other := range p.Here() {
		if other.InCharge {
			charge = other.Name
		}
	}
	p.paper = paper{state: Printing}
	p.changed()
	p.slots.paper.Run(func(ctx context.Context) func() {
		err := p.sheets.print(ctx, on, one, charge)
		return func() {
			p.paper = paper{Printed, err}
			if err != nil {
				p.paper.state = Unprinted
			}
			p.changed()
		}
	})
}

func (s sheets) print(ctx context.Context, on data.PrinterID, one data.Person, charge string) error {
	rule, err := s.rule.Rule(ctx)
	if err != nil {
		return err
	}
	if on.Device == "" {
		if on, err = s.ready(ctx); err != nil {
			return err
		}
	}
	at := one.Consent.At
	if one.Consent.Version != rule.Version {
		at = time.Time{}
	}
	return s.press.PrintConsent(ctx, on, labels.Consent{Shop: s.house.Shop, Person: one.Name, InCharge: charge, Rule: rule, At: at})
}

// ready is the first printer that can be used now.
func (s sheets) ready(ctx context.Context) (data.PrinterID, error) {
	all, err := s.press.Printers(ctx)
	if err != nil {
		return data.PrinterID{}, err
	}
	i := slices.IndexFunc(all, func(p Printer) bool { return p.Fault == nil })
	if i < 0 {
		return data.PrinterID{}, &data.Fault{Kind: data.NotFound, Key: "fault.print.gone", Err: errors.New("no printer is ready")}
	}
	return all[i].PrinterID, nil
}
