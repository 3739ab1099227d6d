package office

import (
	"testing"

	"nifuda/data"
	"nifuda/data/store/bench"
)

// packing is a packer's look at the only parcel to 1040061, which she opens.
func (s open) packing(t *testing.T) (p data.BenchParcel) {
	t.Helper()
	must(t, s.stall.With(func(f *bench.File) error {
		must(t, f.SetPackers(t.Context(), []bench.Packer{{Login: "misaki", Name: "小川 美咲"}}))
		rows, err := f.Rows(t.Context())
		must(t, err)
		return f.Act(t.Context(), "misaki", s.clock.now(), func(a *bench.Act) error {
			for _, r := range rows {
				if p, err = a.Parcel(t.Context(), r.ID); err != nil || p.To.Address.Postal == "1040061" {
					break
				}
			}
			must(t, err)
			p.State = data.BenchOpen
			return a.Save(t.Context(), p)
		})
	}))
	return p
}

// TestTheBenchHasCustomerBarcodesWhereTheOwnerWantsThem, also of what lies there
// already, and no alarm is raised by it.
func TestTheBenchHasCustomerBarcodesWhereTheOwnerWantsThem(t *testing.T) {
	s := opened(t)
	o := bought(1, "銀行振込", true)
	o.Parcels[0].To.Address = data.Address{Postal: "1040061", Prefecture: "東京都", Street: "中央区銀座1-2-3", Building: "荷札ビル405"}
	if n, err := s.Release(t.Context(), s.bring(t, o)); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if p := s.packing(t); p.To.Address.Postal != "1040061" || p.Post.On {
		t.Fatalf("before anybody asked: %+v", p)
	}
	for _, on := range []bool{true, false, true} {
		set, err := s.Settings(t.Context())
		must(t, err)
		set.PostBars = on
		must(t, s.SaveSettings(t.Context(), set))
		want := data.PostBars{}
		if on {
			want = data.PostBars{On: true, Rest: "1-2-3 荷札ビル405"}
		}
		if p := s.packing(t); p.Post != want || p.State != data.BenchOpen {
			t.Errorf("wanted %v: %+v, how far it is packed: %v", on, p.Post, p.State)
		}
		must(t, s.Settle(t.Context())) // nobody touched it
		if e := s.latest(t); e.Kind == data.EventBenchFault {
			t.Errorf("wanted %v: the bench passes for altered", on)
		}
	}
}

func TestTheBenchKnowsTheOwnersStockThatItPrintsOn(t *testing.T) {
	s := opened(t)
	own := data.Stock{Name: "自分の札", Roll: true, Page: data.Size{Width: 100, Height: 60}, Label: data.Size{Width: 100, Height: 60},
		Grid: data.Grid{PitchX: 100, PitchY: 60, Columns: 1, Rows: 1}}
	id, err := s.SaveStock(t.Context(), own)
	must(t, err)
	terms := func() (terms bench.Terms) {
		t.Helper()
		must(t, s.stall.With(func(f *bench.File) (err error) { terms, err = f.Terms(t.Context()); return err }))
		return terms
	}
	proof, err := s.Prove([]byte(phrase))
	must(t, err)
	must(t, s.SetBenchRules(t.Context(), proof, data.BenchRules{Stock: id.Code()}))
	if got := terms().Own; got == nil || got.Name != own.Name || got.ID != id {
		t.Fatalf("got %+v", got)
	}
	own.ID, own.Label.Height, own.Page.Height, own.PitchY = id, 50, 50, 50
	_, err = s.SaveStock(t.Context(), own)
	must(t, err)
	if got := terms().Own; got == nil || got.Label.Height != 50 {
		t.Errorf("measured anew: %+v", got)
	}
	must(t, s.RemoveStock(t.Context(), id))
	if got := terms().Own; got != nil {
		t.Errorf("removed: %+v", got)
	}
	proof, err = s.Prove([]byte(phrase))
	must(t, err)
	must(t, s.SetBenchRules(t.Context(), proof, data.BenchRules{Stock: "label-100x150"}))
	if got := terms().Own; got != nil {
		t.Errorf("a maker's: %+v", got)
	}
}
