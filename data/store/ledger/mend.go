package ledger

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"nifuda/data"
)

// Parcels gives parcels whole, in the order asked for, with the number of the
// order of each. Those that are not there any more are left out.
func (l *Ledger) Parcels(ctx context.Context, ids []data.ParcelID) (all []data.Parcel, numbers []string, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		all, numbers = nil, nil
		for _, id := range ids {
			o, at, err := orderOf(ctx, tx, id)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			all, numbers = append(all, o.Parcels[at]), append(numbers, o.Remote.Number)
		}
		return nil
	})
	return all, numbers, err
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
// say; back takes the changes back. The storefront's word is not forgotten by
// it: an order that did not change there stays as it was mended. A label that
// was printed before counts as not printed. It fails with NotFound
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
		if back, err = o.Parcels[at].Mend(changes); err != nil {
			return err
		}
		if err := savePeople(ctx, tx, o); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE parcels SET slot=?, labelled=0 WHERE id=?", o.Parcels[at].Wanted.Slot, id); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventMended, Parcel: id, Number: o.Remote.Number,
			Args: map[string]string{"what": partOf(changes)}})
	})
	return order, back, err
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
