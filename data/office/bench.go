package office

import (
	"bytes"
	"context"
	"errors"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store/bench"
	"nifuda/data/store/ledger"
)

// Stall is the bench as the owner's desk reaches it.
type Stall interface {
	// With lends the open file; one gesture at a time.
	With(func(*bench.File) error) error
	// Seal seals a few bytes to one packer alone.
	Seal(login ledger.Login, about string, plain []byte) ([]byte, error)
}

// BrokenBench is a bench that is not what was left there. Its reason is the
// end of a translation key: "benchfault.cut".
type BrokenBench struct{ Reason string }

// Error says why, in English.
func (b BrokenBench) Error() string { return "the bench is " + b.Reason }

// absorbAtOnce is how many entries one transaction takes over, and absorbMost
// how many an honest bench has at most between two visits of the owner.
const (
	absorbAtOnce = 500
	absorbMost   = 50_000
)

// Absorb takes over what packers did since the owner was last here, each entry
// once. It fails with BrokenBench when the bench is not what they left: what is
// proved up to there is taken over all the same.
func (o *Office) Absorb(ctx context.Context) error {
	return o.stall.With(func(f *bench.File) error {
		at, err := o.ledger.BenchSeen(ctx)
		if err != nil {
			return err
		}
		plausible, err := o.ledger.Plausible(ctx)
		if err != nil {
			return err
		}
		for taken := 0; ; taken += absorbAtOnce {
			if taken >= absorbMost {
				return BrokenBench{"flooded"}
			}
			entries, err := f.Trail(ctx, at.Seq, absorbAtOnce)
			if err != nil {
				return err
			}
			next, proved, broken := follow(at, entries, plausible)
			if proved > 0 {
				if _, err := o.ledger.Absorb(ctx, entries[:proved], next); err != nil {
					return err
				}
			}
			at = next
			if broken != nil {
				return broken
			}
			if len(entries) < absorbAtOnce {
				break
			}
		}
		return o.finish(ctx, f, at)
	})
}

// finish clears the bench of what was taken over.
func (o *Office) finish(ctx context.Context, f *bench.File, at audit.State) error {
	now, err := f.Chain(ctx)
	if err != nil {
		return err
	}
	if err := arrived(at, now); err != nil {
		return err
	}
	if err := f.Forget(ctx, at.Seq); err != nil {
		return err
	}
	return f.SetClock(ctx, o.now())
}

// follow goes along the entries as far as they prove to be what was written,
// and are what a packer's program writes.
func follow(at audit.State, entries []audit.Sealed, plausible func(data.Event) bool) (next audit.State, proved int, broken error) {
	for _, e := range entries {
		after, err := at.Follow(e)
		if err != nil {
			return at, proved, brokenBench(err)
		}
		if !plausible(e.Event) {
			return at, proved, BrokenBench{"forged"}
		}
		at, proved = after, proved+1
	}
	return at, proved, nil
}

// arrived tells a bench whose end was cut off from one that was put back.
func arrived(at, now audit.State) error {
	if now.Seq < at.Seq {
		return BrokenBench{"rolledback"}
	}
	return brokenBench(at.Arrived(now))
}

func brokenBench(err error) error {
	if b, ok := errors.AsType[audit.Break](err); ok {
		return BrokenBench{string(b.Reason)}
	}
	return err
}

// Settle makes the bench what the ledger says: what is due lies there as it is
// now, everything else is gone beyond recovery, and the packers are those that
// the ledger knows, with what they may do now.
func (o *Office) Settle(ctx context.Context) error {
	if err := o.furnish(ctx); err != nil {
		return err
	}
	due, over, err := o.dueThere(ctx)
	if err != nil {
		return err
	}
	var orders []data.OrderID
	for _, r := range due {
		orders = append(orders, r.Order)
	}
	copies, err := o.copies(ctx, orders)
	if err != nil {
		return err
	}
	err = o.stall.With(func(f *bench.File) error { return o.lay(ctx, f, due, copies) })
	if err != nil {
		return err
	}
	return o.ledger.MarkTaken(ctx, o.login, over)
}

// dueThere gives what is still to be packed on the bench, in the order it was
// released, and what is over.
func (o *Office) dueThere(ctx context.Context) (due []ledger.ReleasedParcel, over []data.ParcelID, err error) {
	released, err := o.ledger.Released(ctx)
	for _, r := range released {
		if r.Due {
			due = append(due, r)
		} else {
			over = append(over, r.Parcel)
		}
	}
	return due, over, err
}

// lay takes off the bench what is not due, and puts there what is missing, has
// changed, or was altered there.
func (o *Office) lay(ctx context.Context, f *bench.File, due []ledger.ReleasedParcel, copies []bench.Parcel) error {
	lying, err := f.Lying(ctx)
	if err != nil {
		return err
	}
	copied := map[data.ParcelID][]byte{}
	for _, r := range due {
		copied[r.Parcel] = r.Digest
	}
	var stray []data.ParcelID
	for id, state := range lying {
		if _, ok := copied[id]; !ok || state == data.BenchShipped || state == data.BenchProblem {
			stray = append(stray, id)
		}
	}
	if err := f.Take(ctx, stray); err != nil {
		return err
	}
	var put []bench.Parcel
	phones, posts := map[data.ParcelID]map[string][]byte{}, map[data.ParcelID]data.PostBars{}
	for _, c := range copies {
		digest, ok := copied[c.ID]
		if !ok {
			continue
		}
		phones[c.ID], posts[c.ID] = c.Phones, c.Post
		_, there := lying[c.ID]
		again, err := o.stale(ctx, f, c, there && bytes.Equal(digest, c.Digest))
		if err != nil {
			return err
		}
		if again {
			put = append(put, c)
		}
	}
	if err := f.Put(ctx, put, o.now()); err != nil {
		return err
	}
	if err := o.ledger.Recopied(ctx, releases(put)); err != nil {
		return err
	}
	if err := f.SetPosts(ctx, posts); err != nil {
		return err
	}
	return f.SetPhones(ctx, phones)
}

// stale reports whether a parcel has to be laid again. same is that it lies
// there and the ledger says what it said; then whoever changed it was at the
// bench, and the owner is told.
func (o *Office) stale(ctx context.Context, f *bench.File, c bench.Parcel, same bool) (bool, error) {
	if !same {
		return true, nil
	}
	holds, err := f.Holds(ctx, c.BenchParcel)
	if err != nil || holds {
		return false, err
	}
	return true, o.ledger.BenchFault(ctx, "changed")
}

// furnish tells the bench who packs there and under which terms.
func (o *Office) furnish(ctx context.Context) error {
	set, err := o.ledger.Settings(ctx)
	if err != nil {
		return err
	}
	rule, err := o.ledger.Rule(ctx)
	if err != nil {
		return err
	}
	rules, err := o.ledger.BenchRules(ctx)
	if err != nil {
		return err
	}
	listed, err := o.ledger.Printers(ctx)
	if err != nil {
		return err
	}
	own, err := o.ownStock(ctx, rules.Stock)
	if err != nil {
		return err
	}
	people, err := o.ledger.People(ctx)
	if err != nil {
		return err
	}
	var packers []bench.Packer
	for _, p := range people {
		if p.Role == data.RolePacker && p.Gone.IsZero() {
			packers = append(packers, bench.Packer{Login: p.Login, Name: p.Name, May: p.May, Changed: p.Changed, Consent: p.Consent})
		}
	}
	return o.stall.With(func(f *bench.File) error {
		if err := f.SetTerms(ctx, bench.Terms{ShopName: set.ShopName, Sender: set.Sender, Rule: rule, Rules: rules, Offset: set.Offsets[rules.Printer], Printers: listed, Own: own}); err != nil {
			return err
		}
		return f.SetPackers(ctx, packers)
	})
}

// copies gives what lies on the bench of these orders, with the phone numbers
// sealed to the packers who may see them.
func (o *Office) copies(ctx context.Context, orders []data.OrderID) ([]bench.Parcel, error) {
	if len(orders) == 0 {
		return nil, nil // no ids would mean all
	}
	all, err := o.ledger.Releasable(ctx, unique(orders))
	if err != nil {
		return nil, err
	}
	if err := o.post(ctx, all); err != nil {
		return nil, err
	}
	readers, err := o.phoneReaders(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]bench.Parcel, 0, len(all))
	for _, r := range all {
		p := bench.Parcel{Release: r, Phones: map[string][]byte{}}
		for _, login := range readers {
			if r.Phone == "" {
				break
			}
			if p.Phones[login.ID], err = o.stall.Seal(login, data.PhoneOf(r.ID), []byte(r.Phone)); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

func (o *Office) phoneReaders(ctx context.Context) ([]ledger.Login, error) {
	logins, err := o.ledger.Logins(ctx)
	var may []ledger.Login
	for _, l := range logins {
		if l.Packs() && l.May.Phone {
			may = append(may, l)
		}
	}
	return may, err
}

func unique(ids []data.OrderID) []data.OrderID {
	seen := map[data.OrderID]bool{}
	var out []data.OrderID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func releases(parcels []bench.Parcel) []data.Release {
	out := make([]data.Release, len(parcels))
	for i, p := range parcels {
		out[i] = p.Release
	}
	return out
}
