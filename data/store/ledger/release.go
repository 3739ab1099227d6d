package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// Releasable gives what would go to the bench of these orders: the parcels
// that have not left, of orders that are to be shipped and not held; what
// travels in one box is one parcel there. Without ids it is every such order
// that is paid, or paid on delivery, and has no problem, and so is what it
// travels with; a person who names an order has looked at it.
func (l *Ledger) Releasable(ctx context.Context, ids []data.OrderID) ([]data.Release, error) {
	var all []data.Release
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		goods, err := readCatalogue(ctx, tx)
		if err != nil {
			return err
		}
		every := ids == nil
		if ids, err = releasable(ctx, tx, ids); err != nil {
			return err
		}
		all = nil
		has := map[data.ParcelID]bool{}
		for _, id := range ids {
			boxes, err := unsent(ctx, tx, id)
			if err != nil {
				return err
			}
			for _, b := range boxes {
				host := b[0].parcel().ID
				if has[host] || every && !b.all(ids) {
					continue
				}
				has[host] = true
				r, err := release(b, goods)
				if err != nil {
					return err
				}
				all = append(all, r)
			}
		}
		return nil
	})
	return all, err
}

// releasable gives those of the orders that may go to the bench, in the order
// asked for; the earliest wanted first when none were asked for.
func releasable(ctx context.Context, tx *sql.Tx, ids []data.OrderID) ([]data.OrderID, error) {
	toShip, args := where(data.TabToShip)
	if ids == nil {
		return orderIDs(ctx, tx, toShip+" AND o.problem=0 AND (o.paid=1 OR o.cod=1) ORDER BY "+arranged(data.ByWanted), args)
	}
	var may []data.OrderID
	for _, id := range ids {
		one, err := orderIDs(ctx, tx, toShip+" AND o.id=?", append(append([]any{}, args...), id))
		if err != nil {
			return nil, err
		}
		may = append(may, one...)
	}
	return may, nil
}

func orderIDs(ctx context.Context, tx *sql.Tx, cond string, args []any) ([]data.OrderID, error) {
	var all []data.OrderID
	err := store.Each(ctx, tx, "SELECT o.id FROM orders o WHERE "+cond, args, func(scan store.Scanner) error {
		var id data.OrderID
		err := scan(&id)
		all = append(all, id)
		return err
	})
	return all, err
}

// unsent gives the boxes that an order's parcels travel in which have not left.
func unsent(ctx context.Context, tx *sql.Tx, id data.OrderID) ([]box, error) {
	o, err := readOrder(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	var all []box
	for i, p := range o.Parcels {
		if p.Shipped {
			continue
		}
		b, err := boxOf(ctx, tx, o, i)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}

// release is what the bench is told of a box.
func release(b box, goods catalogue) (data.Release, error) {
	o, p := b[0].order, b[0].parcel()
	r := data.Release{Phone: p.To.Phone, BenchParcel: data.BenchParcel{
		ID: p.ID, Number: b.number(), Part: b[0].at + 1, Parts: len(o.Parcels), State: data.BenchWaiting,
		To: p.To.Recipient(), HasPhone: p.To.Phone != "", Wanted: p.Wanted, Gift: p.Gift, Carrier: p.Carrier}}
	if !p.Labelled.IsZero() {
		r.Labels = 1
	}
	var notes []string
	for _, x := range b {
		if x.order.Note != "" && !slices.Contains(notes, x.order.Note) {
			notes = append(notes, x.order.Note)
		}
		for _, l := range x.order.Lines {
			if l.Parcel == x.at && l.Quantity > 0 {
				r.Items = append(r.Items, goods.item(x.order.Shop, l))
			}
		}
	}
	r.Note = strings.Join(notes, "\n")
	raw, err := json.Marshal(r)
	if err != nil {
		return r, err
	}
	sum := sha256.Sum256(raw)
	r.Digest = sum[:]
	return r, nil
}

// ReleasedParcel is a parcel on the bench, as the ledger knows it.
type ReleasedParcel struct {
	Parcel data.ParcelID
	Order  data.OrderID // 0 when its storefront has taken the parcel away
	At     time.Time
	Digest []byte // of what was copied
	Due    bool   // it is still to be packed there: not held, sent or cancelled
}

// Released lists the parcels on the bench in the order they should be packed:
// as they were released, and of those together the earliest wanted first.
func (l *Ledger) Released(ctx context.Context) ([]ReleasedParcel, error) {
	toShip, args := where(data.TabToShip)
	var all []ReleasedParcel
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		all = nil
		var guests []int
		err := store.Each(ctx, tx, `SELECT r.parcel, IFNULL(p.host,0)<>0, IFNULL(p.order_id,0), r.at, r.digest, IFNULL(`+toShip+` AND `+unshipped+`,0)
			FROM released r LEFT JOIN parcels p ON p.id=r.parcel LEFT JOIN orders o ON o.id=p.order_id ORDER BY r.at, o.wanted='', o.wanted, o.placed, r.parcel`,
			args, func(scan store.Scanner) error {
				var p ReleasedParcel
				var at int64
				var guest bool
				err := scan(&p.Parcel, &guest, &p.Order, &at, &p.Digest, &p.Due)
				p.At = store.FromSeconds(at)
				if guest && p.Due {
					guests = append(guests, len(all))
				}
				all = append(all, p)
				return err
			})
		if err != nil {
			return err
		}
		for _, i := range guests { // what is in another's box is packed there
			b, err := travels(ctx, tx, all[i].Parcel)
			if err != nil {
				return err
			}
			all[i].Due = b[0].parcel().ID == all[i].Parcel
		}
		return nil
	})
	return all, err
}

// MarkReleased notes that parcels go to the bench. Call it before they are
// copied there: what a packer does to a parcel that the ledger does not know to
// be on the bench has no effect. What was reported about their orders is over.
func (l *Ledger) MarkReleased(ctx context.Context, by string, all []data.Release) error {
	if len(all) == 0 {
		return nil
	}
	ids := make([]data.ParcelID, len(all))
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		for i, r := range all {
			ids[i] = r.ID
			_, err := tx.ExecContext(ctx, `INSERT INTO released(parcel, at, digest) VALUES (?,?,?)
				ON CONFLICT(parcel) DO UPDATE SET at=excluded.at, digest=excluded.digest`, r.ID, l.now().Unix(), r.Digest)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "UPDATE orders SET trouble='' WHERE held=0 AND id IN (SELECT order_id FROM parcels WHERE id=? OR host=?)", r.ID, r.ID)
			if err != nil {
				return err
			}
		}
		return l.recordParcels(ctx, tx, data.Event{Login: by, Kind: data.EventRelease}, ids)
	})
}

// Recopied notes what was copied of parcels that lie on the bench already,
// after their orders changed.
func (l *Ledger) Recopied(ctx context.Context, all []data.Release) error {
	if len(all) == 0 {
		return nil
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		for _, r := range all {
			if _, err := tx.ExecContext(ctx, "UPDATE released SET digest=? WHERE parcel=?", r.Digest, r.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// MarkTaken notes that parcels are no longer on the bench. Call it after they
// were removed there. One that was not there is fine.
func (l *Ledger) MarkTaken(ctx context.Context, by string, ids []data.ParcelID) error {
	if len(ids) == 0 {
		return nil
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		var taken []data.ParcelID
		for _, id := range ids {
			res, err := tx.ExecContext(ctx, "DELETE FROM released WHERE parcel=?", id)
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil {
				return err
			} else if n > 0 {
				taken = append(taken, id)
			}
		}
		if len(taken) == 0 {
			return nil
		}
		return l.recordParcels(ctx, tx, data.Event{Login: by, Kind: data.EventTakeBack}, taken)
	})
}

// recordParcels records one event about several parcels: how many, the order's
// number when they are all of one, and the parcel when it is one. About none
// there is nothing to record.
func (l *Ledger) recordParcels(ctx context.Context, tx *sql.Tx, e data.Event, ids []data.ParcelID) error {
	switch len(ids) {
	case 0:
		return nil
	case 1:
		e.Parcel = ids[0]
	}
	numbers := map[string]bool{}
	for _, id := range ids {
		number, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		e.Number, numbers[number] = number, true
	}
	if len(numbers) > 1 {
		e.Number = ""
	}
	if e.Args == nil {
		e.Args = map[string]string{}
	}
	e.Args["n"] = strconv.Itoa(len(ids))
	return l.record(ctx, tx, e)
}

// numberOf is the number of a parcel's order, empty when there is none.
func numberOf(ctx context.Context, tx *sql.Tx, id data.ParcelID) (string, error) {
	var number string
	err := tx.QueryRowContext(ctx, "SELECT o.number FROM orders o JOIN parcels p ON p.order_id=o.id WHERE p.id=?", id).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return number, err
}
