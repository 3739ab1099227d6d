package office

import (
	"context"
	"maps"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/doctor"
	"nifuda/data/store/ledger"
)

// together proposes what could go into one box. What is paid on delivery cannot:
// the carrier collects for one order.
func together(parcels []ledger.Labelled) []data.Finding {
	var may []data.Parcel
	numbers := map[data.ParcelID]string{}
	for _, p := range parcels {
		if numbers[p.ID] = p.Number; !p.COD {
			may = append(may, p.Parcel)
		}
	}
	var all []data.Finding
	for _, group := range doctor.Together(may) {
		var others []string
		for _, id := range group[1:] {
			others = append(others, numbers[id])
		}
		all = append(all, data.Finding{Parcel: group[0], Key: "doctor.together", Field: data.ShipStreet, Join: group,
			Args: map[string]any{"numbers": strings.Join(others, "、")}})
	}
	return all
}

// Join puts parcels into one box, that of the first: one label, one place on the
// bench, one tracking number told for each order. They are to one person at one
// address; it fails as the ledger's Join does. Whatever of them lies on the bench
// lies there as one.
func (o *Office) Join(ctx context.Context, ids []data.ParcelID) error {
	err := o.ledger.Join(ctx, ids, doctor.OneBox, o.login)
	if err != nil {
		return err
	}
	there, err := o.lies(ctx)
	if err != nil {
		return err
	}
	parcels, err := o.ledger.Parcels(ctx, ids[:1])
	if err != nil || !slices.ContainsFunc(ids, func(id data.ParcelID) bool { _, lies := there[id]; return lies }) {
		return err
	}
	_, err = o.release(ctx, []data.OrderID{parcels[0].Order})
	return err
}

// Apart gives each parcel of a box one of its own again, and gives them, as Join
// takes them. What lay on the bench lies there apart.
func (o *Office) Apart(ctx context.Context, id data.ParcelID) ([]data.ParcelID, error) {
	parcels, orders, err := o.ledger.Apart(ctx, id, o.login)
	if err != nil || len(orders) == 0 {
		return nil, err
	}
	there, err := o.lies(ctx)
	if err != nil || !slices.Contains(slices.Collect(maps.Values(there)), orders[0]) {
		return parcels, err
	}
	_, err = o.release(ctx, orders)
	return parcels, err
}
