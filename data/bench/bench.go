package bench

import (
	"context"
	"fmt"
	"strings"

	"nifuda/data"
	store "nifuda/data/store/bench"
)

// Bench is the packer's desk.
type Bench struct{ c Config }

// act is one gesture within her hours. Whatever do refuses with a refusal is
// recorded, though nothing else of the gesture stands.
func (b *Bench) act(ctx context.Context, do func(*store.Act) error) error {
	err := b.c.File.Act(ctx, b.c.Login, b.c.Now(), func(a *store.Act) error {
		if may := a.Packer().May; !may.Open(a.At()) {
			return refusal{"hours", &data.Fault{Kind: data.Denied, Key: "fault.bench.hours",
				Args: map[string]any{"from": clock(may.From), "to": clock(may.To)}}}
		}
		return do(a)
	})
	r, refused := err.(refusal)
	if !refused {
		return err
	}
	err = b.c.File.Act(ctx, b.c.Login, b.c.Now(), func(a *store.Act) error {
		return a.Record(ctx, data.Event{Kind: data.EventRefused, Args: map[string]string{"what": r.what}})
	})
	if err != nil {
		return err
	}
	return r.fault
}

// refusal is what the permits do not give.
type refusal struct {
	what  string
	fault *data.Fault
}

func (r refusal) Error() string { return "refused: " + r.what }

func refuse(what, key string) error {
	return refusal{what, &data.Fault{Kind: data.Denied, Key: key}}
}

func clock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }

// Self tells the packer about herself.
func (b *Bench) Self(ctx context.Context) (data.PackerSelf, error) {
	var self data.PackerSelf
	err := b.act(ctx, func(a *store.Act) error {
		terms, err := a.Terms(ctx)
		if err != nil {
			return err
		}
		printed, err := a.Labels(ctx)
		if err != nil {
			return err
		}
		me := a.Packer()
		self = data.PackerSelf{Name: me.Name, ShopName: terms.ShopName, May: me.May, LeftToday: -1,
			IdleLock: terms.Rules.IdleLock, Printer: terms.Rules.Printer, Stock: terms.Rules.Stock, Offset: terms.Offset,
			Printers: terms.Printers, Own: terms.Own}
		if me.May.Labels > 0 {
			self.LeftToday = max(0, me.May.Labels-printed)
		}
		return nil
	})
	return self, err
}

// Rows lists what there is to pack: numbers and pieces, no names.
func (b *Bench) Rows(ctx context.Context) ([]data.BenchRow, error) { return b.c.File.Rows(ctx) }

// Find gives the parcel whose order number was scanned or typed: the first of
// them that is not done, where an order goes out in several. NotFound
// "fault.bench.nonumber".
func (b *Bench) Find(ctx context.Context, scanned string) (data.ParcelID, error) {
	rows, err := b.Rows(ctx)
	if err != nil {
		return 0, err
	}
	var found data.ParcelID
	for _, r := range rows {
		if !data.Numbered(r.Number, scanned) {
			continue
		}
		if !done(r.State) {
			return r.ID, nil
		}
		found = r.ID
	}
	if found == 0 {
		return 0, &data.Fault{Kind: data.NotFound, Key: "fault.bench.nonumber"}
	}
	return found, nil
}

func done(s data.BenchState) bool { return s == data.BenchShipped || s == data.BenchProblem }

// Open starts a parcel and gives its address; the one that was open goes back.
// Denied "fault.bench.done" for one that has left or is held.
func (b *Bench) Open(ctx context.Context, id data.ParcelID) (data.BenchParcel, error) {
	var p data.BenchParcel
	err := b.act(ctx, func(a *store.Act) (err error) {
		if p, err = a.Parcel(ctx, id); err != nil {
			return err
		}
		if done(p.State) {
			return &data.Fault{Kind: data.Denied, Key: "fault.bench.done"}
		}
		if err := shut(ctx, a, id); err != nil {
			return err
		}
		if p.State != data.BenchPacked {
			p.State = data.BenchOpen
		}
		if data.AllPacked(p.Items) { // an order without goods has nothing to scan
			p.State = data.BenchPacked
		}
		if err := a.Save(ctx, p); err != nil {
			return err
		}
		return a.Record(ctx, about(p, data.EventStart))
	})
	return p, err
}

// shut sends every other open parcel back to the shelf.
func shut(ctx context.Context, a *store.Act, but data.ParcelID) error {
	open, err := a.Opened(ctx)
	if err != nil {
		return err
	}
	for _, id := range open {
		if id == but {
			continue
		}
		p, err := a.Parcel(ctx, id)
		if err != nil {
			return err
		}
		p.State = data.BenchWaiting
		if err := a.Save(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// Later puts a parcel aside with what is in its box.
func (b *Bench) Later(ctx context.Context, id data.ParcelID) error {
	return b.change(ctx, id, func(a *store.Act, p *data.BenchParcel) (data.Event, error) {
		if p.State == data.BenchOpen {
			p.State = data.BenchAside
		}
		return about(*p, data.EventLater), nil
	})
}

// Report holds a parcel and tells the owner. Invalid "fault.bench.words" when
// the trouble is another one and nothing was written.
func (b *Bench) Report(ctx context.Context, id data.ParcelID, t data.Trouble, words string) error {
	words = strings.TrimSpace(words)
	if t != t.Tidy() || t == data.TroubleOther && words == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.bench.words"}
	}
	return b.change(ctx, id, func(a *store.Act, p *data.BenchParcel) (data.Event, error) {
		p.State = data.BenchProblem
		e := about(*p, data.EventProblem)
		e.Args = map[string]string{"reason": string(t), "words": words}
		return e, nil
	})
}

// change loads the parcel that is being packed, changes and saves it, and
// records what happened.
func (b *Bench) change(ctx context.Context, id data.ParcelID, do func(*store.Act, *data.BenchParcel) (data.Event, error)) error {
	return b.act(ctx, func(a *store.Act) error {
		p, err := working(ctx, a, id)
		if err != nil {
			return err
		}
		e, err := do(a, &p)
		if err != nil {
			return err
		}
		if err := a.Save(ctx, p); err != nil {
			return err
		}
		return a.Record(ctx, e)
	})
}

// working gives the parcel that is being packed. Denied "fault.bench.notopen"
// for any other.
func working(ctx context.Context, a *store.Act, id data.ParcelID) (data.BenchParcel, error) {
	p, err := a.Parcel(ctx, id)
	if err == nil && p.State != data.BenchOpen && p.State != data.BenchPacked {
		err = &data.Fault{Kind: data.Denied, Key: "fault.bench.notopen"}
	}
	return p, err
}

// about is an event of a parcel.
func about(p data.BenchParcel, kind data.EventKind) data.Event {
	return data.Event{Kind: kind, Parcel: p.ID, Number: p.Number}
}

// Park keeps what was begun when the lock came.
func (b *Bench) Park(ctx context.Context, draft []byte) error {
	return b.c.File.Park(ctx, b.c.Login, draft)
}

// Parked gives what Park kept, nil when there is nothing.
func (b *Bench) Parked(ctx context.Context) ([]byte, error) { return b.c.File.Parked(ctx, b.c.Login) }
