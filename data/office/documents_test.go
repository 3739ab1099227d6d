package office

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
)

// bought is an order of food and a cup for 7,010 yen, paid as it says.
func bought(n int, method string, paid bool) data.Order {
	o := order()
	to := o.Buyer
	o.Remote = data.Remote{ID: fmt.Sprint("b", n), Number: fmt.Sprint(2000 + n), PlacedAt: time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)}
	o.Parcels = []data.Parcel{{RemoteID: "p", To: to}}
	o.Lines = []data.Line{
		{SKU: "YU-001", Name: "山の湯呑み", Quantity: 2, Unit: 1_650, Total: 3_300, RateBP: 1000},
		{SKU: "TEA-100", Name: "煎茶", Quantity: 3, Unit: 1_080, Total: 3_240, RateBP: 800},
	}
	o.Charges = []data.Charge{{Kind: data.Shipping, Amount: 770}, {Kind: data.Points, Amount: -300}}
	o.Sum = data.Sum{Currency: "JPY", Total: 7_010}
	o.Payment = data.Payment{Method: method, Paid: paid, COD: method == "代金引換"}
	return o
}

func (s open) bring(t *testing.T, orders ...data.Order) []data.OrderID {
	t.Helper()
	shops, err := s.Shops(t.Context())
	must(t, err)
	_, err = s.ledger.SavePage(t.Context(), shops[0].ID, orders, nil, nil)
	must(t, err)
	rows, err := s.Orders(t.Context(), data.OrderQuery{Tab: data.TabAll})
	must(t, err)
	var ids []data.OrderID
	for _, o := range orders {
		i := slices.IndexFunc(rows, func(r data.OrderRow) bool { return r.Number == o.Remote.Number })
		ids = append(ids, rows[i].ID)
	}
	return ids
}

func (s open) terms(t *testing.T, tax data.TaxTerms) {
	t.Helper()
	set, err := s.Settings(t.Context())
	must(t, err)
	set.Tax = tax
	must(t, s.SaveSettings(t.Context(), set))
}

func drawn(p data.Paper) ([]byte, error) {
	raw, err := json.Marshal(p)
	sum := sha256.Sum256(raw)
	return sum[:], err
}

func TestAReceiptIsRefusedWhereItWouldBeTheSecondOrTheFirstTooSoon(t *testing.T) {
	s := opened(t)
	for i, c := range []struct {
		name, method string
		paid         bool
		want         string
	}{
		{"by card", "クレジットカード", true, ""},
		{"by transfer", "銀行振込", true, ""},
		{"before the money came", "銀行振込", false, "fault.document.unpaid"},
		{"on delivery: the carrier's slip is it", "代金引換", false, "fault.document.cod"},
		{"on delivery, and paid by now", "代金引換", true, "fault.document.cod"},
		{"at a convenience store", "コンビニ決済", true, "fault.document.konbini"},
		{"later", "NP後払い", true, "fault.document.later"},
		{"later at a convenience store", "後払い（コンビニ）", true, "fault.document.later"},
	} {
		id := s.bring(t, bought(i, c.method, c.paid))[0]
		_, err := s.Issue(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: id}, drawn)
		if (err == nil) != (c.want == "") || err != nil && data.KeyOf(err) != c.want {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	if all, err := s.Documents(t.Context(), data.DocumentQuery{}); err != nil || len(all) != 2 || all[0].Number != "R2026-000002" {
		t.Errorf("what was refused took a number: %v, %v", all, err)
	}
}

func TestARegistrationNumberStandsOnlyOnWhatARegisteredShopIssues(t *testing.T) {
	s := opened(t)
	id := s.bring(t, bought(1, "銀行振込", true))[0]
	p, notes, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperInvoice, Order: id})
	if err != nil || p.Terms.Number != "" || len(notes) != 1 || notes[0].Key != "document.note.unregistered" {
		t.Errorf("without a number: %+v, %v, %v", p.Terms, notes, err)
	}
	set, err := s.Settings(t.Context())
	must(t, err)
	set.Tax.Full = true
	if err := s.SaveSettings(t.Context(), set); data.KeyOf(err) != "fault.tax.unregistered" {
		t.Errorf("適格請求書 without a number: %v", err)
	}
	set.Tax.Number = "T12"
	if err := s.SaveSettings(t.Context(), set); data.KeyOf(err) != "fault.tax.number" {
		t.Errorf("a number that is none: %v", err)
	}
	must(t, s.ledger.SaveSettings(t.Context(), data.Settings{ShopName: "山の湯呑み店", Tax: data.TaxTerms{Full: true}}))
	if _, err := s.Issue(t.Context(), data.DocumentAsk{Kind: data.PaperInvoice, Order: id}, drawn); data.KeyOf(err) != "fault.tax.unregistered" {
		t.Errorf("settings that nobody could have made: %v", err)
	}
	s.terms(t, data.TaxTerms{Number: "ｔ1234567890123", Full: true})
	if e := s.latest(t); e.Kind != data.EventTaxTerms {
		t.Errorf("the change is not in the log: %v", e)
	}
	d, err := s.Issue(t.Context(), data.DocumentAsk{Kind: data.PaperInvoice, Order: id}, drawn)
	if err != nil || d.Paper.Terms.Number != "T1234567890123" {
		t.Errorf("%+v, %v", d.Paper.Terms, err)
	}
	s.terms(t, data.TaxTerms{})
	if again, err := s.Document(t.Context(), d.ID); err != nil || again.Paper.Terms.Number != "T1234567890123" {
		t.Errorf("it does not stay as it was: %+v, %v", again.Paper.Terms, err)
	}
}

func TestAPaperHoldsTheFiguresOfTheLaw(t *testing.T) {
	s := opened(t)
	s.terms(t, data.TaxTerms{Number: "T8700110005901"})
	o := bought(1, "銀行振込", true)
	o.Sum.Rates = []data.RateTotal{{RateBP: 1000, Gross: 3_919, Tax: 356}, {RateBP: 800, Gross: 3_091, Tax: 229}}
	id := s.bring(t, o)[0]
	p, notes, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: id, Name: "株式会社 信州茶房"})
	must(t, err)
	// 300 off 3,300 and 3,240: 151 and 149.
	want := []data.TaxTotal{{RateBP: 1000, Base: 3_563, Tax: 356, Gross: 3_919}, {RateBP: 800, Base: 2_863, Tax: 228, Gross: 3_091}}
	if !slices.Equal(p.Sum.Rates, want) || p.Sum.Due != 7_010 || p.Sum.Stamp != 0 || p.To.Name != "株式会社 信州茶房" {
		t.Errorf("got %+v to %s", p.Sum, p.To.Name)
	}
	if !p.Items[1].Reduced || p.Items[0].Reduced || p.Charges[0].RateBP != 1000 || p.Charges[1].RateBP != 0 {
		t.Errorf("marks: %+v %+v", p.Items, p.Charges)
	}
	if len(notes) != 1 || notes[0].Key != "document.note.rates" || notes[0].Args["ours"] != "¥228" || notes[0].Args["shops"] != "¥229" {
		t.Errorf("the shop's own figures differ: %+v", notes)
	}
	s.terms(t, data.TaxTerms{PointsPay: true})
	if p, _, err = s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: id}); err != nil || p.Sum.Total != 7_310 || p.Sum.Points != 300 || p.Sum.Due != 7_010 || len(p.Charges) != 1 {
		t.Errorf("points as payment: %+v, %v", p.Sum, err)
	}
	off := bought(2, "銀行振込", true)
	off.Sum.Total = 7_011
	if _, _, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperSlip, Order: s.bring(t, off)[0]}); data.KeyOf(err) != "fault.document.sum" {
		t.Errorf("an order that does not add up: %v", err)
	}
}

func TestAStampIsDueOnCashAboveTheLimitAlone(t *testing.T) {
	s := opened(t)
	dear := func(n int, method string, unit data.Money) data.OrderID {
		o := bought(n, method, true)
		o.Lines = []data.Line{{SKU: "S", Name: "茶箪笥", Quantity: 1, Unit: unit, Total: unit, RateBP: 1000}}
		o.Charges, o.Sum.Total = nil, unit
		return s.bring(t, o)[0]
	}
	id := dear(99, "銀行振込", 54_000)
	if p, _, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: id}); err != nil || p.Sum.Stamp != 200 {
		t.Errorf("54,000 yen of a shop that is not registered: a stamp of %d, %v", p.Sum.Stamp, err)
	}
	s.terms(t, data.TaxTerms{Number: "T8700110005901"})
	for i, c := range []struct {
		name, method string
		unit, want   data.Money
		code         bool
	}{
		{"54,000 yen of a registered shop", "銀行振込", 54_000, 0, false},
		{"54,998 yen with tax are 49,999 without", "銀行振込", 54_998, 0, false},
		{"55,000 yen", "銀行振込", 55_000, 200, false},
		{"by card", "クレジットカード", 550_000, 0, false},
		{"by debit card, which is money", "デビットカード", 55_000, 200, false},
		{"by code: nobody has settled it", "PayPay", 55_000, 200, true},
	} {
		p, notes, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: dear(i, c.method, c.unit)})
		said := slices.ContainsFunc(notes, func(n data.PaperNote) bool { return n.Key == "document.note.code" })
		if err != nil || p.Sum.Stamp != c.want || said != c.code {
			t.Errorf("%s: a stamp of %d, notes %v, %v", c.name, p.Sum.Stamp, notes, err)
		}
	}
}

func TestTheOwnerSaysWhetherAPaymentByCodeIsStamped(t *testing.T) {
	s := opened(t)
	o := bought(1, "PayPay", true)
	o.Lines = []data.Line{{SKU: "S", Name: "茶箪笥", Quantity: 1, Unit: 66_000, Total: 66_000, RateBP: 1000}}
	o.Charges, o.Sum.Total = nil, 66_000
	id := s.bring(t, o)[0]
	for _, c := range []struct {
		free, said bool
		stamp      data.Money
	}{{false, true, 200}, {true, false, 0}} {
		s.terms(t, data.TaxTerms{Number: "T8700110005901", CodeFree: c.free})
		p, notes, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReceipt, Order: id})
		said := slices.ContainsFunc(notes, func(n data.PaperNote) bool { return n.Key == "document.note.code" })
		if err != nil || p.Sum.Stamp != c.stamp || p.Words.Code != c.free || p.Words.Card || said != c.said {
			t.Errorf("without a stamp %v: a stamp of %d, words %+v, notes %v, %v", c.free, p.Sum.Stamp, p.Words, notes, err)
		}
	}
}

func TestAGiftSlipKnowsNoAmountAtAll(t *testing.T) {
	s := opened(t)
	o := bought(1, "クレジットカード", true)
	o.Parcels[0].Gift = "内のし「御祝」"
	id := s.bring(t, o)[0]
	jobs, err := s.Labels(t.Context(), []data.OrderID{id, s.order2(t)})
	must(t, err)
	batch := data.Batch{At: time.Unix(1_800_000_000, 0)}
	for _, j := range jobs {
		batch.Parcels = append(batch.Parcels, j.Parcel)
	}
	slips, err := s.Slips(t.Context(), batch)
	must(t, err)
	if len(slips) != 3 || slips[0].Kind != data.PaperGift || slips[0].Order.Seq != 1 || slips[2].Order.Seq != 3 {
		t.Fatalf("got %d slips: %+v", len(slips), slips)
	}
	g := slips[0]
	if g.From.Name != o.Buyer.Name || g.From.Phone != "" || g.Words.Gift != "内のし「御祝」" {
		t.Errorf("who gives it: %+v, %q", g.From, g.Words.Gift)
	}
	for _, it := range g.Items {
		if it.Unit != 0 || it.Amount != 0 {
			t.Errorf("an amount: %+v", it)
		}
	}
	if g.Sum.Total != 0 || g.Sum.Rates != nil || g.Charges != nil || g.Order.Payment != "" {
		t.Errorf("a sum: %+v", g)
	}
	if len(slips[1].Items) != 1 || slips[1].Items[0].SKU != "S" || slips[2].Items[0].SKU != "T" {
		t.Error("a parcel's slip holds another parcel's goods")
	}
	pick, err := s.Pick(t.Context(), batch)
	must(t, err)
	labels, err := s.BatchLabels(t.Context(), batch)
	must(t, err)
	for i := range slips {
		p := pick.Parcels[i]
		if p.Seq != slips[i].Order.Seq || p.Number != slips[i].Order.Number || labels[i].Seq != p.Seq || labels[i].Number != p.Number || labels[i].Part != p.Part {
			t.Errorf("the stacks do not match at %d: %+v %+v %+v", i, p, slips[i].Order, labels[i])
		}
	}
	s.terms(t, data.TaxTerms{GiftShop: true})
	batch.Parcels = batch.Parcels[:1]
	if slips, err = s.Slips(t.Context(), batch); err != nil || slips[0].From.Name != "山の湯呑み店" {
		t.Errorf("the shop as sender: %+v, %v", slips[0].From, err)
	}
}

// order2 is the order every shop of these tests opens with.
func (s open) order2(t *testing.T) data.OrderID {
	t.Helper()
	rows, err := s.Orders(t.Context(), data.OrderQuery{Tab: data.TabAll, Text: "1001"})
	must(t, err)
	return rows[0].ID
}

func TestARefundIsNeverMoreThanTheSale(t *testing.T) {
	s := opened(t)
	s.terms(t, data.TaxTerms{Number: "T8700110005901"})
	id := s.bring(t, bought(1, "銀行振込", true))[0]
	ask := data.DocumentAsk{Kind: data.PaperReturn, Order: id, Back: []data.Refund{{Words: "煎茶のお返し", RateBP: 800, Amount: 1_080}}}
	p, notes, err := s.Draft(t.Context(), ask)
	if err != nil || p.Sum.Due != 1_080 || p.Sum.Rates[0].Tax != 80 || p.Words.Sold == "" || len(notes) != 1 || notes[0].Key != "document.note.small" {
		t.Errorf("a small one: %+v, %v, %v", p.Sum, notes, err)
	}
	_, err = s.Issue(t.Context(), ask, drawn)
	must(t, err)
	for name, c := range map[string]struct {
		back []data.Refund
		want string
	}{
		"all of it, when a part was given back": {nil, "fault.document.refund"},
		"more at a rate than was sold at it":    {[]data.Refund{{RateBP: 800, Amount: 3_092}}, "fault.document.refund"},
		"a rate nothing was sold at":            {[]data.Refund{{RateBP: 500, Amount: 1}}, "fault.document.refund"},
		"nothing":                               {[]data.Refund{{RateBP: 800}}, "fault.document.amount"},
		"the rest":                              {[]data.Refund{{RateBP: 800, Amount: 2_011}, {RateBP: 1000, Amount: 3_919}}, ""},
	} {
		if _, _, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReturn, Order: id, Back: c.back}); (err == nil) != (c.want == "") || err != nil && data.KeyOf(err) != c.want {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
	whole := s.bring(t, bought(2, "銀行振込", true))[0]
	if d, err := s.Issue(t.Context(), data.DocumentAsk{Kind: data.PaperReturn, Order: whole}, drawn); err != nil || d.Paper.Number != "H2026-000002" || d.Paper.Sum.Due != 7_010 || !d.Paper.Words.Whole {
		t.Errorf("all of an order: %+v, %v", d.Paper.Sum, err)
	}
}

func TestReturnsInPartsGiveBackNoMoreAtARateThanWasSold(t *testing.T) {
	s := opened(t)
	id := s.bring(t, bought(1, "銀行振込", true))[0] // 3,091 of it at 8 %
	ask := data.DocumentAsk{Kind: data.PaperReturn, Order: id, Back: []data.Refund{{RateBP: 800, Amount: 2_300}}}
	first, err := s.Issue(t.Context(), ask, drawn)
	must(t, err)
	for range 2 {
		if _, err := s.Issue(t.Context(), ask, drawn); data.KeyOf(err) != "fault.document.refund" {
			t.Errorf("another 2,300 of 3,091: %v", err)
		}
	}
	ask.Corrects = first.ID
	if _, err := s.Issue(t.Context(), ask, drawn); err != nil {
		t.Errorf("what is corrected counts beside its correction: %v", err)
	}
	ask.Corrects, ask.Back = 0, []data.Refund{{RateBP: 800, Amount: 791}, {RateBP: 1000, Amount: 3_919}}
	if d, err := s.Issue(t.Context(), ask, drawn); err != nil || d.Paper.Words.Whole {
		t.Errorf("the rest: %v", err)
	}
}

func TestInARunNoOrderHoldsUpTheSlipsOfTheOthers(t *testing.T) {
	s := opened(t)
	orders := []data.Order{bought(1, "銀行振込", true), bought(2, "銀行振込", true), bought(3, "銀行振込", true), bought(4, "銀行振込", true), bought(5, "銀行振込", true)}
	orders[1].Sum.Currency = "USD"
	orders[2].Sum.Total++
	orders[4].Parcels[0].Gift = "内のし「御祝」"
	ids := s.bring(t, orders...)
	jobs, err := s.Labels(t.Context(), ids)
	must(t, err)
	batch := data.Batch{At: time.Unix(1_800_000_000, 0)}
	for _, j := range jobs {
		batch.Parcels = append(batch.Parcels, j.Parcel)
	}
	for _, i := range []int{3, 4} { // after the run was put together
		orders[i].State = data.Cancelled
	}
	s.bring(t, orders...)
	slips, err := s.Slips(t.Context(), batch)
	if err != nil || len(slips) != 5 {
		t.Fatalf("%d slips, %v", len(slips), err)
	}
	for i, p := range slips {
		gift := i > 0
		if (p.Kind == data.PaperGift) != gift || p.Order.Number != orders[i].Remote.Number || p.Order.Seq != i+1 || len(p.Items) != 2 || p.To != orders[i].Parcels[0].To.Recipient() {
			t.Errorf("slip %d: %+v", i, p)
		}
		if gift && (p.Sum.Total != 0 || p.Items[0].Amount != 0 || p.Charges != nil) {
			t.Errorf("slip %d tells an amount: %+v", i, p)
		}
	}
	if slips[2].From.Name != "山の湯呑み店" || slips[4].From.Name != orders[4].Buyer.Name {
		t.Errorf("from %q and %q", slips[2].From.Name, slips[4].From.Name)
	}
}

func TestADocumentIsPrintedOnListedPrintersAlone(t *testing.T) {
	s := opened(t)
	d, err := s.Issue(t.Context(), data.DocumentAsk{Kind: data.PaperSlip, Order: s.bring(t, bought(1, "銀行振込", true))[0]}, drawn)
	must(t, err)
	if _, _, err := s.BeginCopy(t.Context(), d.ID, data.PrinterID{Queue: "q", Device: "ipp://p"}); data.KeyOf(err) != "fault.print.unlisted" {
		t.Errorf("got %v", err)
	}
	if got, err := s.Document(t.Context(), d.ID); err != nil || got.Copies != 0 {
		t.Errorf("it counts: %d, %v", got.Copies, err)
	}
}

// penned draws with the real pen.
func penned(t *testing.T) func(data.Paper) ([]byte, error) {
	t.Helper()
	pen, err := labels.NewPen()
	must(t, err)
	return func(p data.Paper) ([]byte, error) {
		pages, _ := pen.Paper(p, false)
		sum := page.Digest(pages)
		return sum[:], nil
	}
}

// TestWhatIsFrozenDrawsTheSamePaperAgain goes from an order to the drawing, into
// the encrypted file and back, for each kind.
func TestWhatIsFrozenDrawsTheSamePaperAgain(t *testing.T) {
	s := opened(t)
	s.terms(t, data.TaxTerms{Number: "T8700110005901", Full: true, Rounding: data.RoundHalf, PointsPay: true})
	draw := penned(t)
	o := bought(1, "銀行振込", true)
	o.Parcels[0].Gift, o.Lines[0].Name = "内のし「御祝」", "葛\U000E0100の湯呑み 𠮷"
	id := s.bring(t, o)[0]
	for _, kind := range data.PaperKinds() {
		d, err := s.Issue(t.Context(), data.DocumentAsk{Kind: kind, Order: id, Remarks: "二行の\n備考"}, draw)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		s.terms(t, data.TaxTerms{}) // what is chosen later changes nothing
		back, err := s.Document(t.Context(), d.ID)
		must(t, err)
		if again, _ := draw(back.Paper); !bytes.Equal(again, back.Digest) || !bytes.Equal(back.Digest, d.Digest) {
			t.Errorf("%s: drawn again it is another paper", kind)
		}
		s.terms(t, data.TaxTerms{Number: "T8700110005901", Full: true, Rounding: data.RoundHalf, PointsPay: true})
	}
}

func TestADocumentThatCannotBeDrawnTakesNoNumber(t *testing.T) {
	s := opened(t)
	id := s.bring(t, bought(1, "銀行振込", true))[0]
	ask := data.DocumentAsk{Kind: data.PaperSlip, Order: id}
	broken := errors.New("no ink")
	if _, err := s.Issue(t.Context(), ask, func(data.Paper) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if d, err := s.Issue(t.Context(), ask, drawn); err != nil || d.Paper.Number != "N2026-000001" {
		t.Errorf("got %s, %v", d.Paper.Number, err)
	}
}
