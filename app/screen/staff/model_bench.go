package staff

import (
	"context"
	"slices"
	"strings"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/stock"
)

// Bench is the pages of the bench's rules and of the take-out rule.
type Bench struct {
	desk    Desk
	press   Press
	ask     again.Ask
	kept    *task.Slot
	found   *task.Slot
	state   State
	err     error
	is      benchKept
	typed   BenchDraft
	paper   benchPrinters
	changed func()
}

// benchKept is what the desk has.
type benchKept struct {
	rules data.BenchRules
	rule  data.Rule
	shops []data.Shop
	shelf stock.Shelf
}

type benchPrinters struct {
	all []Printer
	err error
}

// BenchDraft is what is typed and not kept; nil where nothing is.
type BenchDraft struct {
	Rules *data.BenchRules `json:"rules,omitempty"`
	Text  *string          `json:"text,omitempty"`
}

func newBench(desk Desk, press Press, ask again.Ask, run *task.Runner, changed func()) *Bench {
	return &Bench{desk: desk, press: press, ask: ask, kept: task.NewSlot(run), found: task.NewSlot(run), changed: changed}
}

// State, Err, Rule, Shops and Printers are what the pages show.
func (b *Bench) State() State                 { return b.state }
func (b *Bench) Err() error                   { return b.err }
func (b *Bench) Rule() data.Rule              { return b.is.rule }
func (b *Bench) Shops() []data.Shop           { return b.is.shops }
func (b *Bench) Printers() ([]Printer, error) { return b.paper.all, b.paper.err }

// Shelf is what the bench can print on: the owner's own stock and the makers'.
func (b *Bench) Shelf() stock.Shelf { return b.is.shelf }

// Refresh asks again, and for the printers there are.
func (b *Bench) Refresh() {
	task.Ask(b.kept, b.look, func(is benchKept, err error) {
		b.state, b.err = Ready, err
		if err != nil {
			b.state = Failed
		} else {
			b.is = is
			b.Type(b.Typed())
			b.Write(b.Text())
		}
		b.changed()
	})
	task.Ask(b.found, b.press.Printers, func(all []Printer, err error) {
		b.paper = benchPrinters{all, err}
		b.changed()
	})
}

func (b *Bench) look(ctx context.Context) (is benchKept, err error) {
	if is.rules, err = b.desk.BenchRules(ctx); err != nil {
		return is, err
	}
	if is.rule, err = b.desk.Rule(ctx); err != nil {
		return is, err
	}
	own, err := b.desk.Stocks(ctx)
	if err != nil {
		return is, err
	}
	is.shelf = stock.NewShelf(own)
	is.shops, err = b.desk.Shops(ctx)
	return is, err
}

// Typed is what the form shows: what was typed, or what is kept.
func (b *Bench) Typed() data.BenchRules {
	if b.typed.Rules != nil {
		return *b.typed.Rules
	}
	return b.is.rules
}

// Type takes the form as it is typed.
func (b *Bench) Type(r data.BenchRules) {
	if b.typed.Rules = nil; r != b.is.rules {
		b.typed.Rules = &r
	}
}

// CanSave reports whether there is something to keep.
func (b *Bench) CanSave() bool { return b.state == Ready && b.typed.Rules != nil }

// Save keeps the choices.
func (b *Bench) Save() {
	if !b.CanSave() {
		return
	}
	r := b.Typed()
	b.question("staff.again.bench", nil, func(ctx context.Context, pass []byte) error {
		return b.desk.SetBenchRules(ctx, pass, r)
	}, func() { b.typed.Rules = nil })
}

// Text is what the editor of the take-out rule shows.
func (b *Bench) Text() string {
	if b.typed.Text != nil {
		return *b.typed.Text
	}
	return b.is.rule.Text
}

// Write takes the take-out rule as it is typed.
func (b *Bench) Write(text string) {
	if b.typed.Text = nil; text != b.is.rule.Text {
		b.typed.Text = &text
	}
}

// CanPublish reports whether the rule was changed, and to something.
func (b *Bench) CanPublish() bool {
	return b.state == Ready && b.typed.Text != nil && strings.TrimSpace(b.Text()) != ""
}

// Publish makes a new version of the rule, which everybody is asked to accept.
func (b *Bench) Publish() {
	if !b.CanPublish() {
		return
	}
	text := strings.TrimSpace(b.Text())
	b.question("staff.again.rule", nil, func(ctx context.Context, pass []byte) error {
		return b.desk.SetRule(ctx, pass, text)
	}, func() { b.typed.Text = nil })
}

// Demand lets a shop demand a scan of every item, or not.
func (b *Bench) Demand(id data.ShopID, strict bool) {
	i := slices.IndexFunc(b.is.shops, func(s data.Shop) bool { return s.ID == id })
	if i < 0 || b.is.shops[i].Strict == strict {
		return
	}
	b.question("staff.again.strict", []any{"shop", b.is.shops[i].Name}, func(ctx context.Context, pass []byte) error {
		return b.desk.SetStrict(ctx, pass, id, strict)
	}, func() {})
}

// question asks for the passphrase; kept is called before everything is asked
// for again.
func (b *Bench) question(why string, holes []any, do again.Work, kept func()) {
	b.ask(again.Question{
		Why: why, Holes: holes, Busy: "again.busy",
		Begin: func() again.Work { return do },
		Done: func() {
			kept()
			b.Refresh()
		},
		Leave: b.changed, // a switch that was turned shows again what is kept
	})
}
