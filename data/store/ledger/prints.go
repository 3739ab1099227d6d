package ledger

import (
	"context"
	"database/sql"

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

// RunLabels gives what the labels of a run need, in its order and numbered by
// it, also of parcels that have left since.
func (l *Ledger) RunLabels(ctx context.Context, run data.PrintRunID, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		r, err := readRun(ctx, tx, run)
		if err != nil {
			return err
		}
		seq := map[data.ParcelID]int{}
		for i, id := range r.Plan.Parcels {
			seq[id] = i + 1
		}
		jobs = make([]data.LabelJob, len(r.Plan.Parcels))
		for _, id := range r.Plan.Orders {
			o, err := readOrder(ctx, tx, id)
			if err != nil {
				return err
			}
			for i, p := range o.Parcels {
				if n := seq[p.ID]; n > 0 {
					jobs[n-1] = labelOf(o, i, from)
					jobs[n-1].Seq = n
				}
			}
		}
		return nil
	})
	return jobs, err
}

// labelOf is what the label of an order's parcel i needs.
func labelOf(o data.Order, i int, from data.Sender) data.LabelJob {
	p := o.Parcels[i]
	return data.LabelJob{Parcel: p.ID, Order: o.ID, Number: o.Remote.Number, To: p.To.Recipient(), From: from,
		Wanted: p.Wanted, Part: i + 1, Parts: len(o.Parcels), Printed: p.Labelled}
}
