package office

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/doctor"
	"nifuda/data/postal"
	"nifuda/data/store/ledger"
)

// Why a label carries no customer barcode, as translation keys.
const (
	postForeign = "post.why.foreign"
	postTown    = "post.why.town"
	postGeneral = "post.why.general"
)

// posted gives labels what their customer barcodes need, where the owner wants
// them.
func (o *Office) posted(jobs []data.LabelJob, s data.Settings) ([]data.LabelJob, error) {
	if !s.PostBars || len(jobs) == 0 {
		return jobs, nil
	}
	table, err := o.codes()
	if err != nil {
		return nil, fmt.Errorf("postal codes: %w", err)
	}
	for i := range jobs {
		jobs[i].Post = postOf(table, jobs[i].To.Address)
	}
	return jobs, nil
}

// post gives releases what their customer barcodes need, where the owner wants
// them.
func (o *Office) post(ctx context.Context, all []data.Release) error {
	set, err := o.ledger.Settings(ctx)
	if err != nil || !set.PostBars || len(all) == 0 {
		return err
	}
	table, err := o.codes()
	if err != nil {
		return fmt.Errorf("postal codes: %w", err)
	}
	for i := range all {
		all[i].Post = postOf(table, all[i].To.Address)
	}
	return nil
}

func postOf(table *postal.Table, a data.Address) data.PostBars {
	if a.Country != "" && !strings.EqualFold(a.Country, "JP") {
		return data.PostBars{On: true, Why: postForeign}
	}
	split, ok := table.Split(a.Postal, a.Prefecture, a.Street)
	switch {
	case !ok:
		return data.PostBars{On: true, Why: postTown}
	case split.General:
		return data.PostBars{On: true, Why: postGeneral}
	}
	return data.PostBars{On: true, Rest: split.Rest + " " + a.Building}
}

// Examine looks at the ship-tos of parcels before they are printed: what does
// not go together, what the carrier cannot take, and what could go into one
// parcel. Each finding has what could be written instead, where that is known.
func (o *Office) Examine(ctx context.Context, ids []data.ParcelID) ([]data.Finding, error) {
	parcels, err := o.ledger.Parcels(ctx, ids)
	if err != nil {
		return nil, err
	}
	table, err := o.codes()
	if err != nil {
		return nil, fmt.Errorf("postal codes: %w", err)
	}
	y, m, d := o.now().Date()
	doc := doctor.Doctor{Table: table, Today: time.Date(y, m, d, 0, 0, 0, 0, o.now().Location())}
	var all []data.Finding
	for _, p := range parcels {
		all = append(all, doc.Examine(p.Parcel)...)
	}
	return append(all, together(parcels)...), nil
}

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

// Mend changes the ship-to of a parcel as a person accepted it and gives what
// takes it back. Faults are those of the ledger's Mend.
func (o *Office) Mend(ctx context.Context, id data.ParcelID, changes []data.ShipChange) ([]data.ShipChange, error) {
	order, back, err := o.ledger.Mend(ctx, id, changes, o.login)
	if err != nil {
		return nil, err
	}
	return back, o.settleOrders(ctx, order)
}
