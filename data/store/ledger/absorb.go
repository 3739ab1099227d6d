package ledger

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

// Absorb takes the bench's entries into the activity log and lets them take
// effect, all of it or nothing, and gives how many were new: those up to the
// state seen last are there already. seen is where the bench's chain stands
// after them; that they lead there is the caller's to have followed.
//
// The bench is hostile: an entry that no packer's program writes fails the
// whole with Damaged "fault.bench.entry" {n}, and one about a parcel that is
// not on the bench, as the ledger knows it, is recorded without effect, with an
// EventBenchFault after it where it claims one.
func (l *Ledger) Absorb(ctx context.Context, entries []audit.Sealed, seen audit.State) (n int, err error) {
	err = l.db.Write(ctx, func(tx *sql.Tx) error {
		n = 0
		before, err := readSeen(ctx, tx)
		if err != nil {
			return err
		}
		plausible, err := readPlausible(ctx, tx)
		if err != nil {
			return err
		}
		fresh, err := fresh(entries, before.Seq, seen.Seq, plausible)
		if err != nil {
			return err
		}
		a, err := l.absorbing(ctx, tx, fresh)
		if err != nil {
			return err
		}
		for _, e := range fresh {
			if err := a.take(ctx, e); err != nil {
				return fmt.Errorf("absorb entry %d: %w", e.Seq, err)
			}
		}
		n = len(fresh)
		if err := a.rest(ctx); err != nil {
			return err
		}
		return putSeen(ctx, tx, seen)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// fresh gives the entries above what was seen, in order and valid.
func fresh(entries []audit.Sealed, seen, last uint64, plausible func(data.Event) bool) ([]data.Event, error) {
	if last < seen {
		return nil, badEntry(last)
	}
	var all []data.Event
	at := seen
	for _, e := range entries {
		if e.Seq <= seen {
			continue
		}
		if e.Seq <= at || e.Seq > last || !plausible(e.Event) {
			return nil, badEntry(e.Seq)
		}
		at = e.Seq
		all = append(all, e.Event)
	}
	return all, nil
}

func badEntry(seq uint64) error {
	return &data.Fault{Kind: data.Damaged, Key: "fault.bench.entry", Args: map[string]any{"n": int(seq)}}
}

// What an entry of the bench can be at most. Sizes are bytes.
const (
	maxLogin    = 64
	maxArgs     = 16
	maxArgsSize = 2048
	maxSeq      = 1 << 62 // SQLite's integers are signed
)

// Plausible gives a judge of events: whether a packer's program could have
// written one, for somebody who has or had a login. When it was is not judged:
// a clock may be wrong.
func (l *Ledger) Plausible(ctx context.Context) (judge func(data.Event) bool, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		judge, err = readPlausible(ctx, tx)
		return err
	})
	return judge, err
}

func readPlausible(ctx context.Context, tx *sql.Tx) (func(data.Event) bool, error) {
	kinds := map[string]string{} // of login, by id
	err := store.Each(ctx, tx, "SELECT id, kind FROM logins", nil, func(scan store.Scanner) error {
		var id, kind string
		err := scan(&id, &kind)
		kinds[id] = kind
		return err
	})
	return func(e data.Event) bool {
		kind, known := kinds[e.Login]
		mayBe := kind == kindPacker || known && e.Kind == data.EventWrong // a wrong passphrase can be anybody's
		return mayBe && wellFormed(e)
	}, err
}

// wellFormed reports whether a packer's program could have written the event.
func wellFormed(e data.Event) bool {
	size := 0
	for k, v := range e.Args {
		size += len(k) + len(v)
		if !isText(k) || !isText(v) {
			return false
		}
	}
	return size <= maxArgsSize && len(e.Args) <= maxArgs && e.Seq < maxSeq && e.Parcel >= 0 &&
		len(e.Login) <= maxLogin && isText(e.Login) && len(e.Number) <= data.LongestNumber && isText(e.Number) &&
		slices.Contains(data.BenchKinds(), e.Kind)
}

// isText reports whether nothing has to be tidied away.
func isText(s string) bool { return data.TidyText(s, len(s)) == s }

// timely gives the event with a time that can be: one of a clock that ran
// wrong becomes the present.
func timely(e data.Event, now time.Time) (data.Event, bool) {
	if e.At.Year() >= 2020 && e.At.Before(now.Add(24*time.Hour)) {
		return e, true
	}
	e.At = now
	return e, false
}

// absorption is one Absorb under way.
type absorption struct {
	*chain
	l     *Ledger
	known map[data.ParcelID]bool // on the bench when it began
	boxes map[data.ParcelID]box  // as they lay there, those that events speak of
	goods catalogue
	told  map[data.ParcelID][]byte // digests of what was copied of parcels that get a label
	clock bool                     // that the bench's clock ran wrong is recorded
}

func (l *Ledger) absorbing(ctx context.Context, tx *sql.Tx, events []data.Event) (*absorption, error) {
	c, err := l.resumeChain(ctx, tx)
	if err != nil {
		return nil, err
	}
	a := &absorption{chain: c, l: l, known: map[data.ParcelID]bool{}, boxes: map[data.ParcelID]box{}, told: map[data.ParcelID][]byte{}}
	if a.goods, err = readCatalogue(ctx, tx); err != nil {
		return nil, err
	}
	if err := a.look(ctx, events); err != nil {
		return nil, err
	}
	for _, e := range events {
		if (e.Kind == data.EventLabel || e.Kind == data.EventReprint) && a.known[e.Parcel] && a.told[e.Parcel] == nil {
			if a.told[e.Parcel], err = a.digest(ctx, e.Parcel); err != nil {
				return nil, err
			}
		}
	}
	return a, nil
}

// look takes down what lies on the bench, and what travels with what.
func (a *absorption) look(ctx context.Context, events []data.Event) error {
	err := store.Each(ctx, a.tx, "SELECT r.parcel FROM released r JOIN parcels p ON p.id=r.parcel", nil, func(scan store.Scanner) error {
		var id data.ParcelID
		err := scan(&id)
		a.known[id] = true
		return err
	})
	for _, e := range events {
		if err != nil {
			return err
		}
		if a.known[e.Parcel] && a.boxes[e.Parcel] == nil {
			a.boxes[e.Parcel], err = batched(ctx, a.tx, e.Parcel)
		}
	}
	return err
}

// digest is that of a parcel as it would be copied to the bench now; empty when
// it would not be.
func (a *absorption) digest(ctx context.Context, id data.ParcelID) ([]byte, error) {
	var order data.OrderID
	if err := a.tx.QueryRowContext(ctx, "SELECT order_id FROM parcels WHERE id=?", id).Scan(&order); err != nil {
		return nil, err
	}
	boxes, err := unsent(ctx, a.tx, order)
	for _, b := range boxes {
		if b[0].parcel().ID == id {
			r, err := release(b, a.goods)
			return r.Digest, err
		}
	}
	return []byte{}, err
}

// take records one entry and lets it take effect.
func (a *absorption) take(ctx context.Context, e data.Event) error {
	e, err := a.tidied(ctx, e)
	if err != nil {
		return err
	}
	if err := a.add(ctx, e, int64(e.Seq)); err != nil {
		return err
	}
	switch e.Kind {
	case data.EventConsent:
		return a.consent(ctx, e)
	case data.EventPassphrase:
		return a.exec(ctx, "UPDATE logins SET changed=MAX(changed,?) WHERE id=? AND kind=?", e.At.Unix(), e.Login, kindPacker)
	case data.EventSignIn:
		return a.exec(ctx, "UPDATE logins SET seen=MAX(seen,?) WHERE id=? AND kind=?", e.At.Unix(), e.Login, kindPacker)
	case data.EventLabel, data.EventReprint, data.EventShipped, data.EventProblem:
	default:
		return nil
	}
	if !a.known[e.Parcel] {
		return a.fault(ctx, e, "unreleased")
	}
	switch e.Kind {
	case data.EventShipped:
		return a.ship(ctx, e)
	case data.EventProblem:
		return a.trouble(ctx, e)
	}
	return labelParcels(ctx, a.tx, a.boxes[e.Parcel].parcels(), e.At)
}

// tidied gives the entry as the ledger records it: with the number of the
// order that the parcel is of, and a time that can be.
func (a *absorption) tidied(ctx context.Context, e data.Event) (data.Event, error) {
	if e.Parcel != 0 {
		number, err := numberOf(ctx, a.tx, e.Parcel)
		if err != nil {
			return e, err
		}
		if b := a.boxes[e.Parcel]; b != nil {
			number = b.number()
		}
		if number != "" {
			e.Number = number
		}
	}
	e, ok := timely(e, a.l.now())
	if ok || a.clock {
		return e, nil
	}
	a.clock = true
	return e, a.fault(ctx, e, "clock")
}

// fault records that the bench is not what it should be.
func (a *absorption) fault(ctx context.Context, e data.Event, reason string) error {
	return a.add(ctx, data.Event{At: a.l.now(), Login: e.Login, Kind: data.EventBenchFault, Parcel: e.Parcel, Number: e.Number,
		Args: map[string]string{"reason": reason}}, nil)
}

// consent notes the version of the rule a packer accepted. One that was never
// written has no effect.
func (a *absorption) consent(ctx context.Context, e data.Event) error {
	rule, err := readRule(ctx, a.tx)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(e.Args["version"])
	if err != nil || version < 1 || version > rule.Version {
		return nil
	}
	return a.exec(ctx, "UPDATE logins SET consent=?, consented=? WHERE id=? AND kind=? AND consent<=?",
		version, e.At.Unix(), e.Login, kindPacker, version)
}

// ship notes that a parcel left. What the storefront will be told is read
// again here: the tracking number by its check digit, the carrier from it or
// from the order. What travels in one box leaves with one number.
func (a *absorption) ship(ctx context.Context, e data.Event) error {
	var carrier string
	if err := a.tx.QueryRowContext(ctx, "SELECT carrier FROM parcels WHERE id=?", e.Parcel).Scan(&carrier); err != nil {
		return err
	}
	number := e.Args["tracking"]
	if number != "" {
		t, err := data.ReadTracking(number)
		if err != nil || t.Number != number {
			return a.fault(ctx, e, "tracking")
		}
		carrier = cmp.Or(t.Carrier, carrier)
	}
	for _, x := range a.boxes[e.Parcel] {
		if err := a.left(ctx, x, e, carrier, number); err != nil {
			return err
		}
	}
	return nil
}

// left notes that one parcel of a box left with it.
func (a *absorption) left(ctx context.Context, x boxed, e data.Event, carrier, tracking string) error {
	id := x.parcel().ID
	err := a.exec(ctx, `INSERT INTO dispatches(parcel, at, login, carrier, tracking) VALUES (?,?,?,?,?)
		ON CONFLICT(parcel) DO UPDATE SET at=excluded.at, login=excluded.login, carrier=excluded.carrier,
			tracking=excluded.tracking, told=0`, id, e.At.Unix(), e.Login, carrier, tracking)
	if err != nil {
		return err
	}
	if err := a.exec(ctx, "DELETE FROM released WHERE parcel=?", id); err != nil {
		return err
	}
	return countSent(ctx, a.tx, x.order.ID)
}

// trouble holds what is in the box and tells the owner.
func (a *absorption) trouble(ctx context.Context, e data.Event) error {
	reason := data.Trouble(e.Args["reason"]).Tidy()
	b := a.boxes[e.Parcel]
	for _, x := range b {
		if err := a.exec(ctx, "UPDATE orders SET held=1, trouble=? WHERE id=?", string(reason), x.order.ID); err != nil {
			return err
		}
	}
	return addNews(ctx, a.tx, e.At, "news.bench.problem", map[string]any{"number": b.number(), "reason": "trouble." + string(reason)})
}

// rest ends the chain, and lets the bench's own labels count as known there:
// they are no reason to copy the parcel again.
func (a *absorption) rest(ctx context.Context) error {
	for id, before := range a.told {
		now, err := a.digest(ctx, id)
		if err != nil {
			return err
		}
		if bytes.Equal(now, before) {
			continue
		}
		if err := a.exec(ctx, "UPDATE released SET digest=? WHERE parcel=? AND digest=?", now, id, before); err != nil {
			return err
		}
	}
	return a.chain.rest(ctx)
}

func (a *absorption) exec(ctx context.Context, query string, args ...any) error {
	_, err := a.tx.ExecContext(ctx, query, args...)
	return err
}
