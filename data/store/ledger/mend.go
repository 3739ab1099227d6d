package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"nifuda/data"
)

// Labelled is a parcel whole, with what its label says of its order.
type Labelled struct {
	data.Parcel
	Order  data.OrderID
	Number string // data.BoxNumber of its box
	COD    bool
}

// Parcels gives parcels whole, in the order asked for. Those that are not there
// any more are left out.
func (l *Ledger) Parcels(ctx context.Context, ids []data.ParcelID) (all []Labelled, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		all = nil
		for _, id := range ids {
			o, at, err := orderOf(ctx, tx, id)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			b, err := boxOf(ctx, tx, o, at)
			if err != nil {
				return err
			}
			all = append(all, Labelled{o.Parcels[at], o.ID, b.number(), o.Payment.COD})
		}
		return nil
	})
	return all, err
}

// orderOf reads the order of a parcel and where the parcel stands in it.
func orderOf(ctx context.Context, tx *sql.Tx, id data.ParcelID) (data.Order, int, error) {
	var order data.OrderID
	if err := tx.QueryRowContext(ctx, "SELECT order_id FROM parcels WHERE id=?", id).Scan(&order); err != nil {
		return data.Order{}, 0, err
	}
	o, err := readOrder(ctx, tx, order)
	return o, slices.IndexFunc(o.Parcels, func(p data.Parcel) bool { return p.ID == id }), err
}

// Mend changes the ship-to of a parcel and records which parts, not what they
// say; back takes the changes back. What was mended stays until the storefront
// says something else of this ship-to, whatever else of the order changes; what
// travels in its box goes along. A
// label that was printed before counts as not printed. It fails with NotFound
// "fault.order.missing", Denied "fault.doctor.left" for a parcel that has left,
// and as data.Parcel.Mend does.
func (l *Ledger) Mend(ctx context.Context, id data.ParcelID, changes []data.ShipChange, by string) (order data.OrderID, back []data.ShipChange, err error) {
	err = l.db.Write(ctx, func(tx *sql.Tx) error {
		o, at, err := orderOf(ctx, tx, id)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return &data.Fault{Kind: data.NotFound, Key: "fault.order.missing"}
		case err != nil:
			return err
		case o.Parcels[at].Shipped:
			return &data.Fault{Kind: data.Denied, Key: "fault.doctor.left"}
		}
		order = o.ID
		boxes, err := l.keepBox(ctx, tx, o, at)
		if err != nil {
			return err
		}
		p := &o.Parcels[at]
		said, err := mark(ctx, tx, &o, at)
		if err != nil {
			return err
		}
		if back, err = p.Mend(changes); err != nil {
			return err
		}
		now, err := shipTo(*p)
		if err != nil {
			return err
		}
		if bytes.Equal(now, said) { // as the storefront has it: nothing is mended any more
			said, p.Own = []byte{}, false
		}
		if err := savePeople(ctx, tx, o); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE parcels SET slot=?, labelled=0, mended=?, own=? WHERE id=?", p.Wanted.Slot, said, p.Own, id); err != nil {
			return err
		}
		if err := boxes(); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventMended, Parcel: id, Number: o.Remote.Number,
			Args: map[string]string{"what": partOf(changes)}})
	})
	return order, back, err
}

// mark gives the hash of what the storefront says of a ship-to, and notes before
// it is mended for the first time whether it is the buyer's by name.
func mark(ctx context.Context, tx *sql.Tx, o *data.Order, at int) ([]byte, error) {
	p := &o.Parcels[at]
	var said []byte
	err := tx.QueryRowContext(ctx, "SELECT mended FROM parcels WHERE id=?", p.ID).Scan(&said)
	if err != nil || len(said) > 0 {
		return said, err
	}
	p.Own = p.To.Name == o.Buyer.Name
	return shipTo(*p)
}

// shipTo is the same for two parcels exactly when their ship-tos are. Its fields
// are named one by one, so that a later version reads what this one wrote.
func shipTo(p data.Parcel) ([]byte, error) {
	c, a := p.To, p.To.Address
	raw, err := json.Marshal([]string{c.Name, c.Kana, c.Company, a.Postal, a.Prefecture, a.Street, a.Building, a.Country, c.Phone, c.Email, p.Wanted.Slot})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	return sum[:], nil
}

// heard changes a parcel that the storefront speaks of again to what holds here:
// a ship-to that was mended stays while the storefront says of it what it had
// said. What is known follows: it is lost when the storefront says something
// else, and then the label is to be printed anew.
func (k *knownParcel) heard(p *data.Parcel, buyer string) (lost bool, err error) {
	said, err := shipTo(*p)
	if err != nil {
		return false, err
	}
	switch {
	case bytes.Equal(k.mended, said):
		p.Own = p.To.Name == buyer
		p.To, p.Wanted.Slot = k.to, k.slot
		return false, nil
	case len(k.mended) > 0:
		lost = k.to != p.To || k.slot != p.Wanted.Slot // else it was put right there too
		k.mended = []byte{}
	}
	if lost || k.to != p.To {
		k.labelled = 0
	}
	return lost, nil
}

// partOf says what was changed, in a word of the activity log.
func partOf(changes []data.ShipChange) string {
	for _, c := range changes {
		switch c.Field {
		case data.ShipPhone:
			return "phone"
		case data.ShipName, data.ShipCompany:
			return "name"
		case data.ShipSlot:
			return "slot"
		}
	}
	return "address"
}
