package ledger

import (
	"context"
	"database/sql"
	"slices"

	"nifuda/data"
)

// Labels gives what the labels of these orders need, in the order asked for: one
// for each box, so also for an order that only travels with one of them. Parcels
// that have left already are not among them.
func (l *Ledger) Labels(ctx context.Context, ids []data.OrderID, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		has := map[data.ParcelID]bool{}
		for _, id := range ids {
			o, err := readOrder(ctx, tx, id)
			if err != nil {
				return err
			}
			for i := range o.Parcels {
				if o.Parcels[i].Shipped {
					continue
				}
				b, err := boxOf(ctx, tx, o, i)
				if err != nil {
					return err
				}
				if host := b[0].parcel().ID; !has[host] {
					has[host] = true
					jobs = append(jobs, labelOf(b, from))
				}
			}
		}
		return nil
	})
	return jobs, err
}

// Boxed is one parcel of a batch as it travels: several have one Seq where they
// are in one box.
type Boxed struct {
	Order data.Order
	At    int    // the parcel's place in its order
	Seq   int    // the box's place in the batch, from 1
	Box   string // data.BoxNumber of all that is in the box
	Guest bool   // it is in the box of the one before
}

// BatchParcels goes through the parcels of a batch in its order, also those that
// have left; those in one box follow each other, the host first. It fails with
// NotFound "fault.order.missing" when one is not there any more.
func (l *Ledger) BatchParcels(ctx context.Context, b data.Batch, each func(Boxed) error) error {
	var all []Boxed
	err := l.db.Read(ctx, func(tx *sql.Tx) (err error) {
		all = nil
		for i, id := range b.Parcels {
			travels, err := batched(ctx, tx, id)
			if err != nil {
				return err
			}
			for j, x := range travels {
				all = append(all, Boxed{Order: x.order, At: x.at, Seq: i + 1, Box: travels.number(), Guest: j > 0})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, x := range all {
		if err := each(x); err != nil {
			return err
		}
	}
	return nil
}

// batched is a parcel of a batch with what travels in its box. One that was put
// into another's box after the batch was put together stands for itself.
func batched(ctx context.Context, tx *sql.Tx, id data.ParcelID) (box, error) {
	b, err := travels(ctx, tx, id)
	if err != nil || b[0].parcel().ID == id {
		return b, err
	}
	at := slices.Index(b.parcels(), id)
	return b[at : at+1], nil
}

// BatchLabels gives what the labels of a batch need, numbered by it.
func (l *Ledger) BatchLabels(ctx context.Context, b data.Batch, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.BatchParcels(ctx, b, func(x Boxed) error {
		if !x.Guest {
			jobs = append(jobs, x.label(from))
		}
		return nil
	})
	return jobs, err
}

// label is what the label of the box needs.
func (x Boxed) label(from data.Sender) data.LabelJob {
	j := labelOf(box{{x.Order, x.At}}, from)
	j.Number, j.Seq = x.Box, x.Seq
	return j
}

// labelOf is what the label of a box needs.
func labelOf(b box, from data.Sender) data.LabelJob {
	o, i, p := b[0].order, b[0].at, b[0].parcel()
	return data.LabelJob{Parcel: p.ID, Order: o.ID, Number: b.number(), To: p.To.Recipient(), From: from,
		Wanted: p.Wanted, Part: i + 1, Parts: len(o.Parcels), Printed: p.Labelled, Void: p.Shipped || o.State == data.Cancelled}
}
