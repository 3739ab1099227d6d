package ledger

import (
	"context"
	"database/sql"
	"errors"

	"nifuda/data"
)

// Labels gives what the labels of these orders need, in the order asked for.
// Parcels that have left already are not among them.
func (l *Ledger) Labels(ctx context.Context, ids []data.OrderID, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			o, err := readOrder(ctx, tx, id)
			if err != nil {
				return err
			}
			for i := range o.Parcels {
				if !o.Parcels[i].Shipped {
					jobs = append(jobs, labelOf(o, i, from))
				}
			}
		}
		return nil
	})
	return jobs, err
}

// BatchParcels goes through the parcels of a batch in its order, also those that
// have left: at is a parcel's place in its order, seq in the batch. It fails with
// NotFound "fault.order.missing" when one is not there any more.
func (l *Ledger) BatchParcels(ctx context.Context, b data.Batch, each func(o data.Order, at, seq int) error) error {
	var orders []data.Order
	var places []int
	err := l.db.Read(ctx, func(tx *sql.Tx) (err error) {
		orders, places = make([]data.Order, len(b.Parcels)), make([]int, len(b.Parcels))
		for i, id := range b.Parcels {
			if orders[i], places[i], err = orderOf(ctx, tx, id); errors.Is(err, sql.ErrNoRows) {
				return &data.Fault{Kind: data.NotFound, Key: "fault.order.missing"}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range b.Parcels {
		if err := each(orders[i], places[i], i+1); err != nil {
			return err
		}
	}
	return nil
}

// BatchLabels gives what the labels of a batch need, numbered by it.
func (l *Ledger) BatchLabels(ctx context.Context, b data.Batch, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.BatchParcels(ctx, b, func(o data.Order, at, seq int) error {
		j := labelOf(o, at, from)
		j.Seq = seq
		jobs = append(jobs, j)
		return nil
	})
	return jobs, err
}

// labelOf is what the label of an order's parcel i needs.
func labelOf(o data.Order, i int, from data.Sender) data.LabelJob {
	p := o.Parcels[i]
	return data.LabelJob{Parcel: p.ID, Order: o.ID, Number: o.Remote.Number, To: p.To.Recipient(), From: from,
		Wanted: p.Wanted, Part: i + 1, Parts: len(o.Parcels), Printed: p.Labelled, Void: p.Shipped || o.State == data.Cancelled}
}
