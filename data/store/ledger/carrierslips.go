package ledger

import (
	"context"
	"strings"

	"nifuda/data"
)

// CarrierSlips gives what the carrier's slips of a batch need, numbered by it.
func (l *Ledger) CarrierSlips(ctx context.Context, b data.Batch, from data.Sender) ([]data.SlipJob, error) {
	var jobs []data.SlipJob
	err := l.BatchParcels(ctx, b, func(o data.Order, at, seq int) error {
		j := data.SlipJob{LabelJob: labelOf(o, at, from), Phone: o.Parcels[at].To.Phone, Goods: goodsOf(o.Lines, at)}
		j.Seq = seq
		jobs = append(jobs, j)
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
