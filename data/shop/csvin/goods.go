package csvin

import (
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// kinds are what a row is that is not goods, in EC-CUBE 4's words and numbers.
var kinds = map[string]data.ChargeKind{
	"送料": data.Shipping, "2": data.Shipping, "手数料": data.PaymentFee, "3": data.PaymentFee, "割引": data.Discount, "4": data.Discount,
	"税": data.OtherCharge, "5": data.OtherCharge, "ポイント": data.Points, "6": data.Points,
}

// lowers says which charges lower the total.
func lowers(k data.ChargeKind) bool {
	return k == data.Discount || k == data.Coupon || k == data.Points
}

func (b *builder) charge(kind data.ChargeKind, label string, amount data.Money, rate int) {
	if lowers(kind) && amount > 0 {
		amount = -amount
	}
	if amount != 0 {
		b.order.Charges = append(b.order.Charges, data.Charge{Kind: kind, Label: label, Amount: amount, RateBP: rate})
	}
}

// goods reads what a row says of goods, or of a fee that has a row.
func (b *builder) goods(cells []string) {
	name := b.text(cells, data.ImportName)
	unit, priced := b.money(cells, data.ImportUnit)
	rate, ok := basis(b.text(cells, data.ImportRate))
	if !ok {
		b.note(b.column(data.ImportRate), "import.row.rate", false)
	}
	if kind, fee := kinds[b.text(cells, data.ImportKind)]; fee {
		pieces := 1
		if n, ok := count(b.text(cells, data.ImportQuantity)); ok {
			pieces = n
		}
		b.charge(kind, name, unit*data.Money(pieces), rate)
		return
	}
	if last := len(b.order.Lines) - 1; b.m.Options != "" && last >= 0 && strings.HasPrefix(name, b.m.Options) {
		l := &b.order.Lines[last]
		l.Option = strings.TrimPrefix(l.Option+" / "+strings.TrimSpace(name+" "+b.text(cells, data.ImportOption)), " / ")
		l.Total += unit * data.Money(l.Quantity)
		return
	}
	words := b.text(cells, data.ImportQuantity)
	if name == "" && words == "" {
		return // a row that repeats the order alone
	}
	pieces, ok := count(words)
	if !ok {
		b.note(b.column(data.ImportQuantity), "import.row.quantity", true)
	}
	total, summed := b.money(cells, data.ImportAmount)
	if !summed {
		total = unit * data.Money(pieces)
	}
	if !priced && pieces > 0 {
		unit = total / data.Money(pieces)
	}
	b.order.Lines = append(b.order.Lines, data.Line{RemoteID: b.text(cells, data.ImportLineID), Parcel: b.parcel(cells), SKU: b.text(cells, data.ImportSKU),
		Name: name, Option: b.text(cells, data.ImportOption), Quantity: pieces, Unit: unit, Total: total, RateBP: rate})
}

// mostPieces is more than any line holds.
const mostPieces = 1_000_000

// count reads a number of pieces: 2, ２, 1,000, 2.00, 2個.
func count(s string) (int, bool) {
	w := strings.NewReplacer(",", "", "個", "", "点", "").Replace(folded(s))
	if whole, rest, ok := strings.Cut(w, "."); ok && strings.Trim(rest, "0") == "" {
		w = whole
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n >= 0 && n <= mostPieces
}

// charges reads the columns of what is not goods.
func (b *builder) charges() {
	for _, c := range []struct {
		field data.ImportField
		kind  data.ChargeKind
	}{
		{data.ImportShipping, data.Shipping}, {data.ImportFee, data.PaymentFee}, {data.ImportWrapping, data.Wrapping}, {data.ImportDiscount, data.Discount},
		{data.ImportCoupon, data.Coupon}, {data.ImportPoints, data.Points}, {data.ImportOther, data.OtherCharge},
	} {
		if _, cells := b.once(c.field); b.m.Fields[c.field].Columns != nil {
			amount, _ := b.money(cells, c.field)
			b.charge(c.kind, "", amount, 0)
		}
	}
	_, cells := b.once(data.ImportTotal)
	total, any := b.money(cells, data.ImportTotal)
	if !any { // the file has none, or it is not fixed: what there is makes it up
		total = b.sum()
		if b.m.Fields[data.ImportTotal].Columns != nil {
			b.flags["total"] = true
		}
	}
	b.order.Sum.Total = total
}

// sum is what goods and charges make up.
func (b *builder) sum() (sum data.Money) {
	for _, l := range b.order.Lines {
		sum += l.Total
	}
	for _, c := range b.order.Charges {
		sum += c.Amount
	}
	return sum
}

// settle adds tax where prices are without it: by the rates of the goods, or
// the tax column, and only where that makes up the total exactly.
func (b *builder) settle() {
	o := &b.order
	if b.sum() == o.Sum.Total {
		return
	}
	for _, round := range []func(data.Money) data.Money{floor, half, ceiling} {
		lines := append([]data.Line(nil), o.Lines...)
		for i := range lines {
			l := &lines[i]
			rest := l.Total - l.Unit*data.Money(l.Quantity) // options
			l.Unit += round(l.Unit * data.Money(l.RateBP))
			l.Total = l.Unit*data.Money(l.Quantity) + rest + round(rest*data.Money(l.RateBP))
		}
		before := o.Lines
		if o.Lines = lines; b.sum() == o.Sum.Total {
			return
		}
		o.Lines = before
	}
	_, cells := b.once(data.ImportTax)
	if tax, any := b.money(cells, data.ImportTax); any && b.sum()+tax == o.Sum.Total {
		b.charge(data.OtherCharge, b.column(data.ImportTax), tax, 0)
	}
}

// The roundings of shops, of an amount times basis points.
func floor(m data.Money) data.Money   { return m / 10_000 }
func half(m data.Money) data.Money    { return (m + 5_000) / 10_000 }
func ceiling(m data.Money) data.Money { return (m + 9_999) / 10_000 }

// standing reads how the order stands and how it is paid. What is not known is
// never taken for a leave to ship.
func (b *builder) standing() (odd []data.Problem) {
	o := &b.order
	o.Payment.Method = b.only(data.ImportMethod)
	o.Payment.COD = shop.Collects(o.Payment.Method)
	words := b.only(data.ImportPaid)
	paid, known := said(words)
	byWord, wordKnown := state(words)
	if !known && wordKnown {
		paid, known = byWord == data.ToShip || byWord == data.Shipped, true
	}
	cancelled := byWord == data.Cancelled || folded(words) == "refunded"
	o.Payment.Paid = paid
	stands, stateKnown := state(b.only(data.ImportState))
	if !stateKnown {
		odd = append(odd, data.Problem{Key: shop.ProblemState, Detail: b.only(data.ImportState)})
	}
	if yes, knows := said(b.only(data.ImportCanceled)); yes || !knows {
		cancelled = true
	}
	left := len(o.Parcels) > 0
	for _, p := range o.Parcels {
		left = left && p.Shipped
	}
	switch {
	case stands == data.Cancelled || cancelled && !left:
		o.State = data.Cancelled
	case stands == data.Shipped || left:
		o.State = data.Shipped
		for i := range o.Parcels {
			o.Parcels[i].Shipped = true
		}
	case stands == data.AwaitingPayment && (!paid || b.m.Fields[data.ImportPaid].Columns == nil):
		o.State = data.AwaitingPayment
	case paid || o.Payment.COD || shop.Trusts(o.Payment.Method) || stands == data.ToShip && b.m.Fields[data.ImportPaid].Empty():
		o.State = data.ToShip
	default:
		o.State = data.AwaitingPayment
		if b.m.Fields[data.ImportPaid].Empty() || !known {
			odd = append(odd, data.Problem{Key: shop.ProblemPayment})
		}
	}
	if b.flags["total"] {
		odd = append(odd, data.Problem{Key: shop.ProblemTotal})
	}
	return odd
}
