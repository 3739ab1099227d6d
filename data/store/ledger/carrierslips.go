package ledger

import (
	"context"
	"database/sql"
	"strings"

	"nifuda/data"
)

// CarrierSlips gives what the carrier's slips of these orders need, in the order asked
// for. Parcels that have left already are not among them.
func (l *Ledger) CarrierSlips(ctx context.Context, ids []data.OrderID, from data.Sender) ([]data.SlipJob, error) {
	var jobs []data.SlipJob
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			o, err := readOrder(ctx, tx, id)
			if err != nil {
				return err
			}
			for i, p := range o.Parcels {
				if p.Shipped {
					continue
				}
				jobs = append(jobs, data.SlipJob{Phone: p.To.Phone, Goods: goodsOf(o.Lines, i),
					LabelJob: data.LabelJob{Parcel: p.ID, Order: o.ID, Number: o.Remote.Number, To: p.To.Recipient(), From: from,
						Wanted: p.Wanted, Part: i + 1, Parts: len(o.Parcels), Printed: p.Labelled}})
			}
		}
		return nil
	})
	return jobs, err
}

// goodsOf is what is in a parcel: the names of its goods.
func goodsOf(lines []data.Line, parcel int) string {
	var names []string
	for _, x := range lines {
		if x.Parcel == parcel && x.Name != "" {
			names = append(names, x.Name)
		}
	}
	return strings.Join(names, "、")
}
