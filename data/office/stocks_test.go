package office

import (
	"math"
	"testing"

	"nifuda/data"
)

func TestStockThatTheOwnerMeasuredIsKept(t *testing.T) {
	o := opened(t)
	s := data.Stock{Name: " 茶箱のラベル ", Page: data.Size{Width: 210, Height: 297}, Label: data.Size{Width: 90.25, Height: 40},
		Grid: data.Grid{Left: 10, Top: 10, PitchX: 95, PitchY: 45, Columns: 2, Rows: 6}}
	id, err := o.SaveStock(t.Context(), s)
	must(t, err)
	s.ID, s.Name = id, "茶箱のラベル"
	if all, err := o.Stocks(t.Context()); err != nil || len(all) != 1 || all[0] != s {
		t.Fatalf("got %+v, %v", all, err)
	}
	s.Rows = 5
	again, err := o.SaveStock(t.Context(), s)
	must(t, err)
	if all, _ := o.Stocks(t.Context()); again != id || len(all) != 1 || all[0].Rows != 5 {
		t.Errorf("saved again as %d: %+v", again, all)
	}
	bad := s
	bad.Left = math.NaN()
	if _, err := o.SaveStock(t.Context(), bad); data.KeyOf(err) != "fault.stock.number" {
		t.Errorf("no number: got %v", err)
	}
	must(t, o.RemoveStock(t.Context(), id))
	must(t, o.RemoveStock(t.Context(), id))
	if all, _ := o.Stocks(t.Context()); len(all) != 0 {
		t.Errorf("left: %+v", all)
	}
}

func TestAFormForSlipsIsKeptWithItsOffset(t *testing.T) {
	o := opened(t)
	f := data.SlipForm{Name: "元払い", Page: data.Size{Width: 240, Height: 114}, Offset: data.Offset{Right: 0.5},
		Fields: []data.SlipField{{Part: data.SlipName, X: 12, Y: 36, Width: 70, Lines: 1, Size: 16}}}
	id, err := o.SaveSlipForm(t.Context(), f)
	must(t, err)
	all, err := o.SlipForms(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != id || all[0].Offset.Right != 0.5 || all[0].Fields[0] != f.Fields[0] {
		t.Fatalf("got %+v, %v", all, err)
	}
	f.Fields[0].X = 500
	if _, err := o.SaveSlipForm(t.Context(), f); data.KeyOf(err) != "fault.slip.place" {
		t.Errorf("off the page: got %v", err)
	}
	must(t, o.RemoveSlipForm(t.Context(), id))
	if all, _ := o.SlipForms(t.Context()); len(all) != 0 {
		t.Errorf("left: %+v", all)
	}
}

func TestOnlySlipsCarryThePhoneAndTheGoods(t *testing.T) {
	o := opened(t)
	rows, err := o.Orders(t.Context(), data.OrderQuery{Tab: data.TabAll})
	must(t, err)
	first, err := o.Labels(t.Context(), []data.OrderID{rows[0].ID})
	must(t, err)
	batch := o.NewBatch([]data.ParcelID{first[0].Parcel})
	slips, err := o.CarrierSlips(t.Context(), batch)
	must(t, err)
	jobs, err := o.BatchLabels(t.Context(), batch)
	must(t, err)
	if len(slips) == 0 || len(slips) != len(jobs) || slips[0].LabelJob != jobs[0] || slips[0].Phone == "" || slips[0].Goods == "" {
		t.Errorf("slips %+v, labels %+v", slips, jobs)
	}
}
