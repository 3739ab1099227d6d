package office

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/doctor"
	"nifuda/data/postal"
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

// Mend changes the ship-to of a parcel as a person accepted it and gives what
// takes it back. Faults are those of the ledger's Mend.
func (o *Office) Mend(ctx context.Context, id data.ParcelID, changes []data.ShipChange) ([]data.ShipChange, error) {
	order, back, err := o.ledger.Mend(ctx, id, changes, o.login)
	if err != nil {
		return nil, err
	}
	return back, o.settleOrders(ctx, order)
}
