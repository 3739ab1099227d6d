package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"slices"

	"nifuda/data"
	"nifuda/data/store"
)

// boxed is a parcel with its order.
type boxed struct {
	order data.Order
	at    int
}

func (b boxed) parcel() data.Parcel { return b.order.Parcels[b.at] }

// box is what travels together, the host first: one parcel, unless a person put
// several together and nothing has come between since.
type box []boxed

// number stands for the box on paper and on the bench.
func (b box) number() string {
	var all []string
	for _, x := range b {
		if !slices.Contains(all, x.order.Remote.Number) {
			all = append(all, x.order.Remote.Number)
		}
	}
	return data.BoxNumber(all...)
}

// all reports whether all that travels in it is of these orders.
func (b box) all(ids []data.OrderID) bool {
	return !slices.ContainsFunc(b, func(x boxed) bool { return !slices.Contains(ids, x.order.ID) })
}

func (b box) parcels() []data.ParcelID {
	var all []data.ParcelID
	for _, x := range b {
		all = append(all, x.parcel().ID)
	}
	return all
}

// boxOf gives the box that a parcel travels in. Whether several travel together
// is judged each time it is asked for: all of them may still travel together, and
// each ship-to says what it said when they were put together. A box that does not
// hold any more is as if it had never been.
func boxOf(ctx context.Context, tx *sql.Tx, o data.Order, at int) (box, error) {
	alone := box{{o, at}}
	var host data.ParcelID
	err := tx.QueryRowContext(ctx, "SELECT host FROM parcels WHERE id=?", o.Parcels[at].ID).Scan(&host)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return alone, err
	}
	if host == 0 {
		host = o.Parcels[at].ID
	}
	members, err := boxMembers(ctx, tx, host)
	if err != nil || len(members) < 2 {
		return alone, err
	}
	var all box
	for _, m := range members {
		order, place, err := orderOf(ctx, tx, m.id)
		if err != nil {
			return alone, err
		}
		x := boxed{order, place}
		if len(all) > 0 {
			same, err := said(all[0].parcel(), x.parcel())
			if err != nil {
				return alone, err
			}
			if !bytes.Equal(same, m.joined) {
				continue
			}
		}
		all = append(all, x)
	}
	if !slices.Contains(all.parcels(), o.Parcels[at].ID) {
		return alone, nil
	}
	return all, nil
}

// travels gives the box of a parcel. It fails with NotFound "fault.order.missing".
func travels(ctx context.Context, tx *sql.Tx, id data.ParcelID) (box, error) {
	o, at, err := orderOf(ctx, tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &data.Fault{Kind: data.NotFound, Key: "fault.order.missing"}
	}
	if err != nil {
		return nil, err
	}
	return boxOf(ctx, tx, o, at)
}

type member struct {
	id     data.ParcelID
	joined []byte
}

// boxMembers are the host and those put into its box that may travel together:
// still to be shipped, not held, paid before, and no gift. None when the host may
// not.
func boxMembers(ctx context.Context, tx *sql.Tx, host data.ParcelID) ([]member, error) {
	toShip, args := where(data.TabToShip)
	var all []member
	err := store.Each(ctx, tx, `SELECT p.id, p.joined FROM parcels p JOIN orders o ON o.id=p.order_id
		WHERE (p.id=? AND p.host=0 OR p.host=?) AND o.cod=0 AND p.gift='' AND `+toShip+` AND `+unshipped+` ORDER BY p.host<>0, p.id`,
		append([]any{host, host}, args...), func(scan store.Scanner) error {
			var m member
			err := scan(&m.id, &m.joined)
			all = append(all, m)
			return err
		})
	if len(all) > 0 && all[0].id != host {
		return nil, err
	}
	return all, err
}

// said is the same as it was exactly while both ship-tos say what they said.
func said(host, guest data.Parcel) ([]byte, error) {
	a, err := shipTo(host)
	if err != nil {
		return nil, err
	}
	b, err := shipTo(guest)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(slices.Concat(a, b, []byte(store.Day(host.Wanted.Date)+" "+store.Day(guest.Wanted.Date))))
	return sum[:], nil
}

// Join puts parcels into one box, that of the first, and records it. same says
// whether they are to one person at one address. It fails with NotFound
// "fault.order.missing", Denied "fault.box.different" where they cannot travel
// together, and Busy "fault.box.run" while one of them is in a print run.
func (l *Ledger) Join(ctx context.Context, ids []data.ParcelID, same func([]data.Parcel) bool, by string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		all, err := joinable(ctx, tx, ids, same)
		if err != nil {
			return err
		}
		if err := join(ctx, tx, all); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventJoined, Parcel: ids[0], Number: all.number()})
	})
}

// join puts all of them into the box of the first.
func join(ctx context.Context, tx *sql.Tx, all box) error {
	host := all[0].parcel()
	for _, x := range all[1:] {
		joined, err := said(host, x.parcel())
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE parcels SET host=?, joined=? WHERE id=?", host.ID, joined, x.parcel().ID); err != nil {
			return err
		}
	}
	return nil
}

// joinable gives the parcels when they can travel in the box of the first. It
// may be a box already; of the others none is.
func joinable(ctx context.Context, tx *sql.Tx, ids []data.ParcelID, same func([]data.Parcel) bool) (box, error) {
	different := &data.Fault{Kind: data.Denied, Key: "fault.box.different"}
	var all box
	var parcels []data.Parcel
	for i, id := range ids {
		b, err := travels(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if b[0].parcel().ID != id || i > 0 && len(b) > 1 {
			return nil, different
		}
		if err := inRun(ctx, tx, id); err != nil {
			return nil, err
		}
		all, parcels = append(all, b...), append(parcels, b[0].parcel())
		members, err := boxMembers(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if len(members) == 0 {
			return nil, different
		}
	}
	if len(ids) < 2 || !same(parcels) || len(all.number()) > data.LongestNumber {
		return nil, different
	}
	return all, nil
}

// inRun fails with Busy "fault.box.run" while a run that is not through prints
// the parcel: its pages are those that were asked for.
func inRun(ctx context.Context, tx *sql.Tx, id data.ParcelID) error {
	var open bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM run_parcels p JOIN runs r ON r.id=p.run
		WHERE p.parcel=? AND r.ended=0)`, id).Scan(&open)
	if err == nil && open {
		return &data.Fault{Kind: data.Busy, Key: "fault.box.run"}
	}
	return err
}

// Apart gives each parcel of a box one of its own again, records it, and gives
// what was in it, and of which orders, the host first. Of a parcel that travels
// alone there is nothing to do.
func (l *Ledger) Apart(ctx context.Context, id data.ParcelID, by string) (parcels []data.ParcelID, orders []data.OrderID, err error) {
	err = l.db.Write(ctx, func(tx *sql.Tx) error {
		parcels, orders = nil, nil
		all, err := travels(ctx, tx, id)
		if err != nil || len(all) < 2 {
			return err
		}
		parcels = all.parcels()
		for _, x := range all {
			orders = append(orders, x.order.ID)
		}
		if err := unjoin(ctx, tx, all[0].parcel().ID); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventApart, Parcel: all[0].parcel().ID, Number: all.number()})
	})
	return parcels, orders, err
}

func unjoin(ctx context.Context, tx *sql.Tx, host data.ParcelID) error {
	_, err := tx.ExecContext(ctx, "UPDATE parcels SET host=0, joined=x'' WHERE host=?", host)
	return err
}

// boxesOf are the boxes of several that the parcels of an order travel in.
func boxesOf(ctx context.Context, tx *sql.Tx, o data.Order) ([]box, error) {
	var all []box
	for at := range o.Parcels {
		b, err := boxOf(ctx, tx, o, at)
		if err != nil {
			return nil, err
		}
		if len(b) > 1 {
			all = append(all, b)
		}
	}
	return all, nil
}

// watchBoxes gives a check for after an order was changed: boxes that do not
// hold any more are taken apart, and the owner is told, because what was in one
// of them now has to be sent by itself.
func (l *Ledger) watchBoxes(ctx context.Context, tx *sql.Tx, id data.OrderID) (check func() error, err error) {
	o, err := readOrder(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	before, err := boxesOf(ctx, tx, o)
	return func() error {
		for _, b := range before {
			now, err := travels(ctx, tx, b[0].parcel().ID)
			if err != nil && data.KindOf(err) != data.NotFound {
				return err
			}
			if err == nil && slices.Equal(now.parcels(), b.parcels()) {
				continue
			}
			if err := unjoin(ctx, tx, b[0].parcel().ID); err != nil {
				return err
			}
			if err := addNews(ctx, tx, l.now(), "news.box.apart", map[string]any{"number": b.number()}); err != nil {
				return err
			}
		}
		return nil
	}, err
}

// keepBox gives what lets a box hold after the ship-to of its host was mended:
// whoever mends it sees the label of the box. For one in another's box it is
// watchBoxes.
func (l *Ledger) keepBox(ctx context.Context, tx *sql.Tx, o data.Order, at int) (keep func() error, err error) {
	b, err := boxOf(ctx, tx, o, at)
	if err != nil {
		return nil, err
	}
	if b[0].parcel().ID != o.Parcels[at].ID {
		return l.watchBoxes(ctx, tx, o.ID)
	}
	return func() error {
		host, place, err := orderOf(ctx, tx, o.Parcels[at].ID)
		if err != nil {
			return err
		}
		return join(ctx, tx, append(box{{host, place}}, b[1:]...))
	}, nil
}

// Hosts are the parcels in whose boxes parcels of these orders were put.
func (l *Ledger) Hosts(ctx context.Context, ids []data.OrderID) ([]data.ParcelID, error) {
	var all []data.ParcelID
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			err := store.Each(ctx, tx, "SELECT host FROM parcels WHERE order_id=? AND host<>0", []any{id}, func(scan store.Scanner) error {
				var host data.ParcelID
				err := scan(&host)
				all = append(all, host)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}
