package office

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"nifuda/data"
	"nifuda/data/postal"
)

var codes = sync.OnceValues(func() (*postal.Table, error) {
	packed, err := os.ReadFile("../../assets/postal/table.gz")
	if err != nil {
		return nil, err
	}
	return postal.Read(packed)
})

// sick is an order with another city's postal code.
func sick() data.Order {
	o := order()
	o.Remote.ID, o.Remote.Number = "2", "1002"
	for i := range o.Parcels {
		o.Parcels[i].To.Address = data.Address{Postal: "1060032", Prefecture: "東京都", Street: "中央区銀座1-2-3"}
	}
	return o
}

func (s open) parcel(t *testing.T, order data.OrderID) data.LabelJob {
	t.Helper()
	jobs, err := s.Labels(t.Context(), []data.OrderID{order})
	if err != nil || len(jobs) != 2 {
		t.Fatal(jobs, err)
	}
	return jobs[0]
}

func TestAProposalThatIsTakenStaysUntilTheStorefrontSaysSomethingElse(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	o := sick()
	id := s.bring(t, o)[0]
	job := s.parcel(t, id)
	found, err := s.Examine(ctx, []data.ParcelID{job.Parcel})
	if err != nil || len(found) != 1 || found[0].Key != "doctor.postal.city" || len(found[0].Fix) != 1 {
		t.Fatalf("found %+v, %v", found, err)
	}
	back, err := s.Mend(ctx, job.Parcel, found[0].Fix)
	must(t, err)
	if got := s.parcel(t, id).To.Address.Postal; got != "1040061" {
		t.Errorf("the label says %s", got)
	}
	if found, err := s.Examine(ctx, []data.ParcelID{job.Parcel}); err != nil || len(found) != 0 {
		t.Errorf("found again: %+v, %v", found, err)
	}
	s.bring(t, o)
	if got := s.parcel(t, id).To.Address.Postal; got != "1040061" {
		t.Errorf("after a sync that brought nothing new: %s", got)
	}
	must(t, func() error { _, err := s.Mend(ctx, job.Parcel, back); return err }())
	if got := s.parcel(t, id).To; got != job.To {
		t.Errorf("taken back: %+v, want %+v", got, job.To)
	}
	o.Parcels[0].To.Address.Postal = "1040041"
	s.bring(t, o)
	if got := s.parcel(t, id).To.Address.Postal; got != "1040041" {
		t.Errorf("the storefront changed it: %s", got)
	}
}

func TestMendingIsRecordedWithoutTheAddressAndTheLabelCountsAsNotPrinted(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	id := s.bring(t, sick())[0]
	job := s.parcel(t, id)
	_, err := s.Mend(ctx, job.Parcel, []data.ShipChange{{Field: data.ShipPostal, Value: "1040061"}, {Field: data.ShipStreet, Value: "中央区銀座9-9-9"}})
	must(t, err)
	e := s.latest(t)
	if e.Kind != data.EventMended || e.Login != "chihiro" || e.Number != "1002" || e.Args["what"] != "address" {
		t.Errorf("recorded %+v", e)
	}
	for _, word := range e.Args {
		if strings.Contains(word, "銀座") || strings.Contains(word, "104") {
			t.Errorf("the log holds the address: %q", word)
		}
	}
	if !s.parcel(t, id).Printed.IsZero() {
		t.Error("the label counts as printed")
	}
	for _, c := range []struct {
		name   string
		parcel data.ParcelID
		field  data.ShipField
		want   string
	}{{"a parcel that is not there", 999, data.ShipPostal, "fault.order.missing"}, {"a part that is none", job.Parcel, "email", "fault.doctor.field"}} {
		if _, err := s.Mend(ctx, c.parcel, []data.ShipChange{{Field: c.field, Value: "x"}}); data.KeyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	rows, err := s.Orders(ctx, data.OrderQuery{Tab: data.TabAll, Text: "髙橋"})
	if err != nil || !slices.ContainsFunc(rows, func(r data.OrderRow) bool { return r.ID == id }) {
		t.Errorf("it is not found by name any more: %v, %v", rows, err)
	}
}

func TestParcelsThatCouldBeOneAreProposed(t *testing.T) {
	s := opened(t)
	o := sick()
	o.Remote.ID, o.Remote.Number = "3", "1003"
	ids := s.bring(t, sick(), o)
	a, b := s.parcel(t, ids[0]).Parcel, s.parcel(t, ids[1]).Parcel
	found, err := s.Examine(t.Context(), []data.ParcelID{a, b})
	at := slices.IndexFunc(found, func(f data.Finding) bool { return f.Key == "doctor.together" })
	if err != nil || at < 0 || found[at].Parcel != a || found[at].Args["numbers"] != "1003" || found[at].Fix != nil {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestLabelsCarryACustomerBarcodeOnlyWhenItIsWantedAndCanBeRight(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	o := sick()
	to := func(a data.Address) { o.Parcels[0].To.Address = a }
	for _, c := range []struct {
		name string
		on   bool
		a    data.Address
		want data.PostBars
	}{
		{"not wanted", false, data.Address{Postal: "1040061", Prefecture: "東京都", Street: "中央区銀座1-2-3"}, data.PostBars{}},
		{"wanted", true, data.Address{Postal: "1040061", Prefecture: "東京都", Street: "中央区銀座1-2-3", Building: "銀座ビル4F"}, data.PostBars{On: true, Rest: "1-2-3 銀座ビル4F"}},
		{"八丁堀 is no number", true, data.Address{Postal: "1040032", Prefecture: "東京都", Street: "中央区八丁堀1-2"}, data.PostBars{On: true, Rest: "1-2 "}},
		{"another town's code", true, data.Address{Postal: "1040041", Prefecture: "東京都", Street: "中央区銀座1-2-3"}, data.PostBars{On: true, Why: postTown}},
		{"代表番号", true, data.Address{Postal: "1030000", Prefecture: "東京都", Street: "中央区銀座1-2-3"}, data.PostBars{On: true, Why: postGeneral}},
		{"abroad", true, data.Address{Postal: "1040061", Country: "US"}, data.PostBars{On: true, Why: postForeign}},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := s.Settings(ctx)
			must(t, err)
			set.PostBars = c.on
			must(t, s.SaveSettings(ctx, set))
			to(c.a)
			id := s.bring(t, o)[0]
			job := s.parcel(t, id)
			if job.Post != c.want {
				t.Errorf("got %+v, want %+v", job.Post, c.want)
			}
			batch, err := s.BatchLabels(ctx, s.NewBatch([]data.ParcelID{job.Parcel}))
			if err != nil || batch[0].Post != c.want {
				t.Errorf("in a batch: %+v, %v", batch, err)
			}
		})
	}
}
