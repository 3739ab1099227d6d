package settings

import (
	"context"
	"strings"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/printer"
)

// Tryer tries printers at an address that was typed.
type Tryer interface {
	// AskPrinter is how a printer is; nothing is printed. It fails with
	// "fault.print.unsure" for one that does not answer and may print all the same.
	AskPrinter(ctx context.Context, p data.ListedPrinter) error
	// TryPrinter prints a test page on a printer that is listed.
	TryPrinter(ctx context.Context, p data.ListedPrinter) error
}

// NewState is what the form for a typed address shows.
type NewState int

// The states of the form.
const (
	NewClosed NewState = iota
	NewTyping
	NewChecking // the printer is asked
	NewTrying   // it is listed and prints a test page
	NewTried    // which came out
	NewMute     // it is listed, and does not say what came out
	NewFailed
)

// Typed is what stands in the form.
type Typed struct {
	Address, Name string
	Manner        data.Manner
}

// NewPrinter is the form for a printer without a queue: a label printer on the
// network, or any printer at an ipp address.
type NewPrinter struct {
	desk    Desk
	ask     again.Ask
	slot    *task.Slot
	state   NewState
	err     error
	typed   Typed
	listed  func()
	changed func()
}

// State, Err and Typed are what the form shows.
func (n *NewPrinter) State() NewState { return n.state }
func (n *NewPrinter) Err() error      { return n.err }
func (n *NewPrinter) Typed() Typed    { return n.typed }

// Open shows the form, empty, for the commonest label printer.
func (n *NewPrinter) Open() {
	n.state, n.err = NewTyping, nil
	n.typed = Typed{Manner: data.Manner{Speaks: data.ZPL, DPI: 203}}
	n.changed()
}

// Close leaves it. What is asked or printed goes on by itself.
func (n *NewPrinter) Close() {
	if n.state != NewChecking && n.state != NewTrying {
		n.state = NewClosed
		n.changed()
	}
}

// Type takes what stands in the fields.
func (n *NewPrinter) Type(address, name string) { n.typed.Address, n.typed.Name = address, name }

// Speak, Resolve and Load are the choices of the form.
func (n *NewPrinter) Speak(s data.Speech) { n.choose(spoken(n.typed.Manner, s)) }
func (n *NewPrinter) Resolve(dpi int) {
	m := n.typed.Manner
	m.DPI = dpi
	n.choose(m)
}
func (n *NewPrinter) Load(stock string) {
	m := n.typed.Manner
	m.Stock = stock
	n.choose(m)
}

func (n *NewPrinter) choose(m data.Manner) {
	n.typed.Manner = m
	n.changed()
}

// Add asks the printer how it is, lists it after the passphrase was typed again,
// and prints a test page. Nothing is printed on it before it is listed.
func (n *NewPrinter) Add() {
	if n.state != NewTyping && n.state != NewFailed {
		return
	}
	address, err := data.PrinterAddress(n.typed.Address, n.typed.Manner.Speaks)
	if err != nil {
		n.show(NewFailed, err)
		return
	}
	p := data.ListedPrinter{PrinterID: data.PrinterID{Queue: address, Device: address}, Name: strings.TrimSpace(n.typed.Name), Manner: n.typed.Manner}
	if p.Name == "" {
		p.Name = strings.TrimSpace(n.typed.Address)
	}
	n.show(NewChecking, nil)
	n.slot.Run(func(ctx context.Context) func() {
		err := n.desk.AskPrinter(ctx, p)
		return func() {
			if err != nil && data.KeyOf(err) != printer.Unsure {
				n.show(NewFailed, err)
				return
			}
			n.show(NewTyping, nil)
			n.question(p)
		}
	})
}

func (n *NewPrinter) question(p data.ListedPrinter) {
	n.ask(again.Question{
		Why: "settings.printers.new", Holes: []any{"name", p.Name}, Busy: "settings.printers.listing",
		Begin: func() again.Work {
			return func(ctx context.Context, passphrase []byte) error { return n.desk.ListPrinter(ctx, passphrase, p) }
		},
		Done: func() { n.try(p) },
	})
}

// try prints the test page.
func (n *NewPrinter) try(p data.ListedPrinter) {
	n.listed()
	n.show(NewTrying, nil)
	n.slot.Run(func(ctx context.Context) func() {
		err := n.desk.TryPrinter(ctx, p)
		return func() {
			switch {
			case data.KeyOf(err) == printer.Unsure:
				n.show(NewMute, nil)
			case err != nil:
				n.show(NewFailed, err)
			default:
				n.show(NewTried, nil)
			}
		}
	})
}

func (n *NewPrinter) show(s NewState, err error) {
	n.state, n.err = s, err
	n.changed()
}
