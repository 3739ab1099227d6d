package bench

import (
	"context"
	"strconv"
	"time"

	"nifuda/data"
	store "nifuda/data/store/bench"
)

// Badge reads what was sealed to one packer.
type Badge interface {
	Unseal(about string, sealed []byte) ([]byte, error)
}

// Config is what a desk at the bench needs. Nothing in it may be nil.
type Config struct {
	File  *store.File
	Login string
	Badge Badge
	Now   func() time.Time
	Wrong int // her wrong passphrases before the right one
}

// Porch is where a packer stands before she may touch a parcel.
type Porch struct{ c Config }

// At gives the porch of an open bench, and records the wrong passphrases that
// came before.
func At(ctx context.Context, c Config) (*Porch, error) {
	p := &Porch{c}
	if c.Wrong == 0 {
		return p, nil
	}
	return p, p.act(ctx, func(a *store.Act) error {
		return a.Record(ctx, data.Event{Kind: data.EventWrong, Args: map[string]string{"n": strconv.Itoa(c.Wrong)}})
	})
}

// Rule gives the take-out rule, and whether she has accepted this version.
func (p *Porch) Rule(ctx context.Context) (rule data.Rule, accepted bool, err error) {
	terms, err := p.c.File.Terms(ctx)
	if err != nil {
		return rule, false, err
	}
	me, err := p.c.File.Packer(ctx, p.c.Login)
	return terms.Rule, me.Consent.Version == terms.Rule.Version, err
}

// Accept records that she accepts a version of the rule. Invalid
// "fault.bench.version" when it is not the one that holds.
func (p *Porch) Accept(ctx context.Context, version int) error {
	return p.act(ctx, func(a *store.Act) error {
		terms, err := a.Terms(ctx)
		if err != nil {
			return err
		}
		if version != terms.Rule.Version {
			return &data.Fault{Kind: data.Invalid, Key: "fault.bench.version"}
		}
		if err := a.Accept(ctx, version); err != nil {
			return err
		}
		return a.Record(ctx, data.Event{Kind: data.EventConsent, Args: map[string]string{"version": strconv.Itoa(version)}})
	})
}

// Renew reports whether she has to choose a passphrase first: nobody but she
// may know it, and the owner may have it changed every so many days.
func (p *Porch) Renew(ctx context.Context) (bool, error) {
	terms, err := p.c.File.Terms(ctx)
	if err != nil {
		return false, err
	}
	me, err := p.c.File.Packer(ctx, p.c.Login)
	if err != nil {
		return false, err
	}
	now, err := p.c.File.Now(ctx, p.c.Now())
	return data.PassphraseDue(me.Changed, terms.Rules.PassphraseDays, now), err
}

// Chosen records that she chose a passphrase.
func (p *Porch) Chosen(ctx context.Context) error {
	return p.act(ctx, func(a *store.Act) error {
		if err := a.Chosen(ctx); err != nil {
			return err
		}
		return a.Record(ctx, data.Event{Kind: data.EventPassphrase})
	})
}

// Enter gives the desk. Denied "fault.bench.hours" {from} {to} outside her
// hours, "fault.bench.consent" before she has accepted the rule and
// "fault.bench.renew" before she has chosen a passphrase.
func (p *Porch) Enter(ctx context.Context) (*Bench, error) {
	_, accepted, err := p.Rule(ctx)
	if err != nil {
		return nil, err
	}
	renew, err := p.Renew(ctx)
	switch {
	case err != nil:
		return nil, err
	case renew:
		return nil, &data.Fault{Kind: data.Denied, Key: "fault.bench.renew"}
	case !accepted:
		return nil, &data.Fault{Kind: data.Denied, Key: "fault.bench.consent"}
	}
	b := &Bench{c: p.c}
	if err := b.settle(ctx); err != nil {
		return nil, err
	}
	err = b.act(ctx, func(a *store.Act) error { return a.Record(ctx, data.Event{Kind: data.EventSignIn}) })
	if err != nil {
		return nil, err
	}
	return b, p.Sweep(ctx)
}

// Sweep takes off the bench what was shipped or held longer ago than the owner
// lets it lie.
func (p *Porch) Sweep(ctx context.Context) error {
	terms, err := p.c.File.Terms(ctx)
	if err != nil {
		return err
	}
	now, err := p.c.File.Now(ctx, p.c.Now())
	if err != nil {
		return err
	}
	keep := terms.Rules.Keep
	if keep <= 0 {
		keep = data.DefaultBenchKeep
	}
	return p.c.File.Sweep(ctx, now.Add(-keep))
}

// Arrived records that something was plugged in while she was signed in: what
// is storage or handset, name is how it calls itself. It needs no hours and no
// rule: she stands at the bench from her passphrase on.
func (p *Porch) Arrived(ctx context.Context, what, name string) error {
	return p.act(ctx, func(a *store.Act) error {
		return a.Record(ctx, data.Event{Kind: data.EventArrival, Args: map[string]string{"what": what, "words": name}}.Tidy())
	})
}

// Swept records what was removed of earlier sessions' print jobs, and the names
// of those that could not be.
func (p *Porch) Swept(ctx context.Context, purged int, kept []string) error {
	return p.act(ctx, func(a *store.Act) error {
		for _, e := range data.SweptEvents(purged, kept) {
			if err := a.Record(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *Porch) act(ctx context.Context, do func(*store.Act) error) error {
	return p.c.File.Act(ctx, p.c.Login, p.c.Now(), do)
}

// settle records the labels that nobody saw come out.
func (b *Bench) settle(ctx context.Context) error {
	return b.c.File.Act(ctx, b.c.Login, b.c.Now(), func(a *store.Act) error {
		left, err := a.Unended(ctx)
		if err != nil {
			return err
		}
		for _, l := range left {
			if _, _, err := a.EndPrinting(ctx, l.Parcel); err != nil {
				return err
			}
			err := a.Record(ctx, data.Event{Kind: data.EventPrintFault, Login: l.Login, Parcel: l.Parcel, Number: l.Number,
				Args: map[string]string{"reason": "unfinished"}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
