package ledger

import (
	"context"
	"strings"

	"nifuda/data"
)

// CarrierSlips gives what the carrier's slips of a batch need, numbered by it.
func (l *Ledger) CarrierSlips(ctx context.Context, b data.Batch, from data.Sender) ([]data.SlipJob, error) {
	var jobs []data.SlipJob
	err := l.BatchParcels(ctx, b, func(x Boxed) error {
		goods := goodsOf(x.Order.Lines, x.At)
		if n := len(jobs) - 1; !x.Guest {
			jobs = append(jobs, data.SlipJob{LabelJob: x.label(from), Phone: x.Order.Parcels[x.At].To.Phone, Goods: goods})
		} else if goods != "" {
			jobs[n].Goods = strings.TrimPrefix(jobs[n].Goods+"、"+goods, "、")
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
