package office

import (
	"testing"

	"nifuda/data"
)

// pair is a shop with two orders of one person, of one parcel each.
func pair(t *testing.T) (s open, orders []data.OrderID, ids []data.ParcelID) {
	t.Helper()
	s = opened(t)
	var two []data.Order
	for _, n := range []string{"2", "3"} {
		o := order()
		o.Remote.ID, o.Remote.Number = n, "100"+n
		o.Parcels, o.Lines = o.Parcels[:1], o.Lines[:1]
		o.Parcels[0].To.Address = data.Address{Postal: "1040061", Prefecture: "東京都", Street: "中央区銀座1-2-3"}
		two = append(two, o)
	}
	orders = s.bring(t, two...)
	for _, id := range orders {
		jobs, err := s.Labels(t.Context(), []data.OrderID{id})
		must(t, err)
		ids = append(ids, jobs[0].Parcel)
	}
	return s, orders, ids
}

func TestWhatIsPutIntoOneBoxHasOnePickOneLabelAndASlipForEachOrder(t *testing.T) {
	s, _, ids := pair(t)
	ctx := t.Context()
	found, err := s.Examine(ctx, ids)
	must(t, err)
	if len(found) != 1 || found[0].Key != "doctor.together" || len(found[0].Join) != 2 {
		t.Fatalf("proposed %+v", found)
	}
	must(t, s.Join(ctx, found[0].Join))
	batch := s.NewBatch(ids[:1])
	pick, err := s.Pick(ctx, batch)
	if err != nil || len(pick.Parcels) != 1 || pick.Parcels[0].Number != "1002 + 1003" || pick.Pieces() != 4 || len(pick.Parcels[0].Lines) != 1 {
		t.Errorf("to pick: %+v, %v", pick, err)
	}
	slips, err := s.Slips(ctx, batch)
	if err != nil || len(slips) != 2 || slips[0].Order.Number != "1002" || slips[1].Order.Number != "1003" || slips[0].Order.Seq != 1 || slips[1].Order.Seq != 1 {
		t.Errorf("slips: %+v, %v", slips, err)
	}
	jobs, err := s.BatchLabels(ctx, batch)
	if err != nil || len(jobs) != 1 || jobs[0].Number != "1002 + 1003" {
		t.Errorf("labels: %+v, %v", jobs, err)
	}
	if again, err := s.Examine(ctx, ids[:1]); err != nil || len(again) != 0 {
		t.Errorf("proposed again: %+v, %v", again, err)
	}
}

func TestWhatLiesOnTheBenchIsPutTogetherAndTakenApartThere(t *testing.T) {
	s, orders, ids := pair(t)
	ctx := t.Context()
	numbers := func() (all []string) {
		rows, err := s.bench.Rows(ctx)
		must(t, err)
		for _, r := range rows {
			all = append(all, r.Number)
		}
		return all
	}
	release := func(id data.OrderID) {
		_, err := s.Release(ctx, []data.OrderID{id})
		must(t, err)
	}
	release(orders[1]) // the guest alone
	must(t, s.Join(ctx, ids))
	if got := numbers(); len(got) != 1 || got[0] != "1002 + 1003" {
		t.Errorf("put together: %v", got)
	}
	back, err := s.Apart(ctx, ids[1])
	must(t, err)
	if got := numbers(); len(got) != 2 {
		t.Errorf("taken apart: %v", got)
	}
	must(t, s.Join(ctx, back))
	if n, err := s.TakeBack(ctx, orders[1:]); err != nil || n != 1 || len(numbers()) != 0 {
		t.Errorf("taken back by the guest's order: %d, %v; left %v", n, err, numbers())
	}
	release(orders[1])
	if got := numbers(); len(got) != 1 || got[0] != "1002 + 1003" {
		t.Errorf("released by the guest's order: %v", got)
	}
	must(t, s.Hold(ctx, orders[1:], true))
	if got := numbers(); len(got) != 1 || got[0] != "1002" {
		t.Errorf("the guest is held: %v", got)
	}
}

func TestCashOnDeliveryIsNotProposedForOneBox(t *testing.T) {
	s, orders, ids := pair(t)
	for _, id := range orders {
		o, err := s.ledger.Order(t.Context(), id)
		must(t, err)
		o.ID, o.Payment.COD = 0, true
		s.bring(t, o)
	}
	if found, err := s.Examine(t.Context(), ids); err != nil || len(found) != 0 {
		t.Errorf("proposed %+v, %v", found, err)
	}
	if err := s.Join(t.Context(), ids); data.KeyOf(err) != "fault.box.different" {
		t.Errorf("put together: %v", err)
	}
}
