package medusa

import (
	"math"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// lines are the goods that were not given back; what was edited out is none.
func (o order) lines(s scale) []data.Line {
	var all []data.Line
	for _, i := range o.Items {
		n := i.kept()
		if n == 0 && i.Before == 0 {
			continue
		}
		all = append(all, data.Line{
			RemoteID: shop.Line(i.ID),
			SKU:      shop.LineOf(i.SKU),
			Name:     shop.Line(i.Title),
			Option:   i.option(),
			Quantity: n,
			Unit:     s.money(i.Before / amount(max(n, 1))),
			Total:    s.money(i.Before),
			RateBP:   i.basisPoints(),
		})
	}
	return all
}

// kept is how many pieces the buyer has or will have; the amounts are theirs.
func (i item) kept() int {
	return max((i.Quantity - i.Detail.Returned - i.Detail.Dismissed).count(), 0)
}

// option is the variant, unless goods without variants repeat their name there.
func (i item) option() string {
	v := shop.LineOf(i.Variant)
	if v == shop.Line(i.Title) || v == "Default variant" || v == "Default" {
		return ""
	}
	return v
}

// basisPoints is the tax rate; where several taxes are due, all together.
func (c cost) basisPoints() int {
	var percent float64
	for _, r := range c.Rates {
		percent += float64(r.Percent)
	}
	if !(percent >= 0 && percent <= 100) {
		return 0
	}
	return int(math.Round(percent * 100))
}

// charges are what lies between the goods and the total, exactly.
func (o order) charges(s scale) []data.Charge {
	var all []data.Charge
	left, sum := o.Total, data.Money(0)
	add := func(kind data.ChargeKind, label string, v amount, bp int) {
		left -= v
		m := s.money(v)
		if sum += m; m != 0 {
			all = append(all, data.Charge{Kind: kind, Label: shop.Line(label), Amount: m, RateBP: bp})
		}
	}
	for _, i := range o.Items {
		left -= i.Before
		sum += s.money(i.Before)
	}
	for _, w := range o.Ways {
		add(data.Shipping, w.Name, w.Before, w.basisPoints())
	}
	for _, d := range o.discounts(s) {
		add(data.Discount, d.Code, -d.Amount, 0)
	}
	add(data.OtherCharge, "", -o.Credit, 0)
	if off := s.money(o.Total) - sum; off != 0 && s.same(left, 0) {
		all = append(all, data.Charge{Kind: data.OtherCharge, Label: "端数調整", Amount: off})
	}
	return all
}

// discounts are what each promotion takes off; all of them in one where the
// server's own sum is another, as after a part was given back.
func (o order) discounts(s scale) []reduct {
	var all []reduct
	var sum amount
	place := map[string]int{}
	for _, c := range o.costs() {
		for _, r := range c.Reduced {
			sum += r.Amount
			if at, known := place[r.Code]; known {
				all[at].Amount += r.Amount
				continue
			}
			place[r.Code] = len(all)
			all = append(all, r)
		}
	}
	if s.same(sum, o.Discount) {
		return all
	}
	var codes []string
	for _, r := range all {
		codes = append(codes, r.Code)
	}
	return []reduct{{Code: strings.Join(codes, " / "), Amount: o.Discount}}
}

// costs are goods and ways alike.
func (o order) costs() []cost {
	var all []cost
	for _, i := range o.Items {
		all = append(all, i.cost)
	}
	for _, w := range o.Ways {
		all = append(all, w.cost)
	}
	return all
}

// rates sums what the server says of each tax rate and rounds the sums. Where
// they made up the total before rounding, they do after. A shop without taxes
// has no figures.
func (o order) rates(s scale) []data.RateTotal {
	gross, tax := map[int]amount{}, map[int]amount{}
	var all amount
	taxed := false
	for _, c := range o.costs() {
		if c.After == 0 && c.Tax == 0 {
			continue
		}
		bp := c.basisPoints()
		gross[bp] += c.After
		tax[bp] += c.Tax
		all += c.After
		taxed = taxed || len(c.Rates) > 0
	}
	if !taxed {
		return nil
	}
	var rates []data.RateTotal
	left := s.money(o.Total)
	for bp, g := range gross {
		rates = append(rates, data.RateTotal{RateBP: bp, Gross: s.money(g), Tax: s.money(tax[bp])})
		left -= s.money(g)
	}
	slices.SortFunc(rates, func(a, b data.RateTotal) int { return b.RateBP - a.RateBP })
	if left != 0 && s.same(all, o.Total) {
		largest := 0
		for i, r := range rates {
			if r.Gross > rates[largest].Gross {
				largest = i
			}
		}
		rates[largest].Gross += left
	}
	return rates
}
