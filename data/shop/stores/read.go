package stores

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
)

// read turns rows into orders. What is not sent to anybody is none.
func read(_ context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
	orders, broken := pull.Orders(rows, func(o order) bool { return !o.sent() }, func(o order) (data.Order, string) { return o.order(), "" })
	return orders, broken, nil
}

// shipping is the kind of delivery that goes out in a parcel; those by hand do
// not.
const shipping = "shipping"

var byHand = []string{"counter", "download", "ticket"}

// isParcel reports whether a delivery goes out in a parcel. Of a kind that the API
// has no word for (unknown) that is supposed, and pointed out.
func (d delivery) isParcel() bool { return !slices.Contains(byHand, d.Type) }

// sent reports whether anything of the order is sent.
func (o order) sent() bool { return slices.ContainsFunc(o.Deliveries, delivery.isParcel) }

// standing are the deliveries that were not called off; all of them where no
// parcel is left.
func (o order) standing() []delivery {
	left := slices.DeleteFunc(slices.Clone(o.Deliveries), func(d delivery) bool { return d.Cancelled != nil })
	if !slices.ContainsFunc(left, delivery.isParcel) {
		return o.Deliveries
	}
	return left
}

// order says an order in our words.
func (o order) order() data.Order {
	out := data.Order{
		Remote:  data.Remote{ID: o.ID, Number: shop.Line(o.Number), PlacedAt: o.Ordered.UTC()},
		State:   o.state(),
		Buyer:   o.buyer(),
		Payment: o.payment(),
		Remarks: shop.Join(shop.TextOf(o.Remarks), shop.TextOf(o.Note), o.receipt()),
	}
	var apart bool
	out.Parcels, out.Lines, apart = o.parcels()
	out.Charges = o.charges()
	out.Sum = o.sum()
	out.Problems = shop.Problems(out)
	if apart {
		out.Problems = append(out.Problems, data.Problem{Key: shop.ProblemParcel})
	}
	for _, d := range o.standing() {
		if d.isParcel() && d.Type != shipping {
			out.Problems = append(out.Problems, data.Problem{Key: shop.ProblemState, Detail: shop.Line(d.Type)})
		}
	}
	return out
}

// state goes by what is sent. An order is shippable from readied_at on.
func (o order) state() data.State {
	stands, left := 0, 0
	for _, d := range o.Deliveries {
		if !d.isParcel() || d.Cancelled != nil {
			continue
		}
		stands++
		if d.Shipped != nil {
			left++
		}
	}
	switch {
	case stands == 0 || o.whole() && left == 0:
		return data.Cancelled
	case left == stands:
		return data.Shipped
	case o.Readied != nil:
		return data.ToShip
	}
	return data.AwaitingPayment
}

// whole reports whether all of the order was cancelled.
func (o order) whole() bool { return o.Sales > 0 && o.Cancelled >= o.Sales }

func (o order) payment() data.Payment {
	p := data.Payment{Paid: true}
	took := false
	for _, t := range o.Transactions {
		if t.Amount < 0 {
			continue
		}
		took = true
		if p.Method = shop.LineOf(t.Method); p.Method == "" {
			p.Method = shop.Line(t.Type)
		}
		p.COD = p.COD || t.Type == "cash_on_delivery"
		p.Paid = p.Paid && t.Paid != nil
	}
	p.Paid = p.Paid && took
	return p
}

func (o order) receipt() string {
	if to := shop.LineOf(o.Receipt); to != "" {
		return "領収書の宛名: " + to
	}
	return ""
}

func (o order) buyer() data.Contact {
	to := o.Billing.contact()
	if to.Name == "" {
		for _, d := range o.Deliveries {
			if d.To != nil {
				to = d.To.contact()
				break
			}
		}
	}
	to.Email = shop.LineOf(o.Email)
	return to
}

// parcels are the ship-tos and the goods in them. apart tells that goods of the
// order go another way, such as a download.
func (o order) parcels() (parcels []data.Parcel, lines []data.Line, apart bool) {
	for _, d := range o.standing() {
		if d.isParcel() {
			parcels = append(parcels, d.parcel(o.gift()))
		}
	}
	at := -1
	for _, d := range o.standing() {
		if d.isParcel() {
			at++
		} else if len(d.Items) > 0 {
			apart = true
		}
		for _, i := range d.Items {
			lines = append(lines, i.line(max(at, 0)))
		}
	}
	return parcels, lines, apart
}

// gift is the wrapping that was ordered.
func (o order) gift() string {
	var kept []string
	for _, opt := range o.Options {
		if opt.Type == "gift_wrapping" {
			kept = append(kept, shop.Line(opt.Name))
		}
	}
	return strings.Join(kept, " / ")
}

func (d delivery) parcel(gift string) data.Parcel {
	return data.Parcel{RemoteID: shop.Line(d.ID), To: d.To.contact(), Wanted: d.Wanted.wish(), Gift: gift,
		Carrier: shop.LineOf(d.Carrier), Tracking: shop.LineOf(d.Tracking), Shipped: d.Shipped != nil}
}

func (i item) line(parcel int) data.Line {
	total := i.Price * int64(i.Quantity)
	var words []string
	if v := shop.LineOf(i.Variation); v != "" {
		words = append(words, v)
	}
	for _, o := range i.Options {
		total += o.amount()
		if o.Price >= 0 { // a discount is no choice of the buyer's
			words = append(words, shop.Line(o.Name))
		}
	}
	sku := shop.LineOf(i.Code)
	if sku == "" {
		sku = shop.LineOf(i.Barcode)
	}
	return data.Line{RemoteID: shop.Line(i.ID), Parcel: parcel, SKU: sku, Name: shop.Line(i.Name), Option: strings.Join(words, " / "),
		Quantity: i.Quantity, Unit: data.Money(i.Price), Total: data.Money(total), RateBP: basis(i.Rate)}
}

func (o option) amount() int64 {
	if o.Quantity == nil {
		return o.Price
	}
	return o.Price * *o.Quantity
}

func (o order) charges() []data.Charge {
	var all []data.Charge
	add := func(kind data.ChargeKind, label string, amount int64, rate float64) {
		if amount != 0 {
			all = append(all, data.Charge{Kind: kind, Label: shop.Line(label), Amount: data.Money(amount), RateBP: basis(rate)})
		}
	}
	for _, d := range o.standing() {
		if d.Fee != nil {
			add(data.Shipping, "", d.Fee.Amount, d.Fee.Rate)
		}
	}
	for _, t := range o.Transactions {
		if t.Fee != nil {
			add(data.PaymentFee, "", t.Fee.Amount, t.Fee.Rate)
		}
		if t.System != nil {
			add(data.PaymentFee, "", t.System.Amount, t.System.Rate)
		}
	}
	for _, opt := range o.Options {
		kind := data.Discount
		switch {
		case opt.Type == "gift_wrapping":
			kind = data.Wrapping
		case strings.HasPrefix(opt.Type, "coupon"):
			kind = data.Coupon
		case strings.HasPrefix(opt.Type, "point"):
			kind = data.Points
		case opt.Price > 0:
			kind = data.OtherCharge
		}
		add(kind, opt.Name, opt.amount(), 0)
	}
	// What was called off stands no more; only what was given back beyond it does,
	// or what it took of a discount with it.
	if back := o.Cancelled - o.calledOff(); back != 0 && !o.whole() {
		add(shop.Sided(data.Money(-back)), "返金", -back, 0)
	}
	return all
}

// calledOff is what the deliveries cost that stand no more.
func (o order) calledOff() (sum int64) {
	if len(o.standing()) == len(o.Deliveries) {
		return 0
	}
	for _, d := range o.Deliveries {
		if d.Cancelled == nil {
			continue
		}
		if d.Fee != nil {
			sum += d.Fee.Amount
		}
		for _, i := range d.Items {
			sum += int64(i.line(0).Total)
		}
	}
	return sum
}

// sum is data.Sum while it is made.
type sum data.Sum

// sum is what the buyer pays. Of a cancelled order it is what she would have.
func (o order) sum() data.Sum {
	total, fees, whole := o.Sales, int64(0), o.whole()
	if !whole {
		total -= o.Cancelled
	}
	for _, t := range o.Transactions {
		if t.System != nil {
			fees += t.System.Amount
		}
	}
	s := sum{Currency: "JPY", Total: data.Money(total + fees)}
	rest := o.PaymentTax
	for _, t := range o.Tax {
		r := data.RateTotal{RateBP: basis(t.Rate), Gross: data.Money(t.Sales), Tax: data.Money(t.Tax)}
		if !whole {
			r.Gross -= data.Money(t.Cancelled)
			r.Tax -= data.Money(t.TaxBack)
		}
		rest -= int64(r.Tax)
		s.Rates = append(s.Rates, r)
	}
	for _, t := range o.Transactions {
		if t.System != nil && !whole {
			s.add(t.System, rest)
			rest = 0
		}
	}
	return data.Sum(s)
}

// add puts a fee that the figures per rate leave out to its rate.
func (s *sum) add(f *fee, tax int64) {
	for i := range s.Rates {
		if s.Rates[i].RateBP == basis(f.Rate) {
			s.Rates[i].Gross += data.Money(f.Amount)
			s.Rates[i].Tax += data.Money(tax)
			return
		}
	}
	s.Rates = append(s.Rates, data.RateTotal{RateBP: basis(f.Rate), Gross: data.Money(f.Amount), Tax: data.Money(tax)})
}

// basis turns a rate such as 0.08 into basis points.
func basis(rate float64) int {
	if !(rate >= 0 && rate <= 1) { // NaN, too
		return 0
	}
	return int(math.Round(rate * 10_000))
}

func (p *place) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	a := data.Address{Postal: shop.Postal(shop.LineOf(p.Zip)), Prefecture: shop.Prefecture(shop.LineOf(p.Prefecture)), Street: shop.LineOf(p.Address), Country: shop.LineOf(p.Country)}
	if a.Country == "日本" || strings.EqualFold(a.Country, "JP") {
		a.Country = ""
	}
	if written, rest := shop.CutPrefecture(a.Street); a.Prefecture == "" || a.Prefecture == written {
		a.Prefecture, a.Street = written, rest
	}
	return data.Contact{Name: shop.Name(shop.LineOf(p.Last), shop.LineOf(p.First)), Phone: shop.LineOf(p.Tel), Address: a}
}

var periods = map[string]string{"early": "上旬", "middle": "中旬", "late": "下旬"}

// wish is when the buyer wants it, or when a preorder is to leave.
func (w *wanted) wish() data.Wanted {
	if w == nil {
		return data.Wanted{}
	}
	day, _ := time.ParseInLocation(time.DateOnly, shop.LineOf(w.Date), shop.JST)
	slot := ""
	from, to := shop.LineOf(w.From), shop.LineOf(w.To)
	switch {
	case from != "" && to != "":
		slot = strings.TrimSuffix(from, ":00") + "-" + strings.TrimSuffix(to, ":00")
	case shop.LineOf(w.Month) != "":
		slot = shop.LineOf(w.Month) + periods[shop.LineOf(w.Period)]
	}
	return shop.Wish(shop.LineOf(w.Date), day, slot)
}
