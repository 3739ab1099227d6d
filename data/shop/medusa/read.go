package medusa

import (
	"slices"
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// convert turns rows into orders; what cannot be read is set aside.
func convert(rows []row) (orders []data.Order, broken []data.Broken) {
	for _, r := range rows {
		flaw := r.flaw
		var in order
		var out data.Order
		if flaw == "" {
			if err := wire.JSON(r.raw, &in); err != nil {
				flaw = err.Error()
			}
		}
		if flaw == "" {
			out, flaw = in.order()
		}
		if flaw == "" {
			flaw = shop.Flaw(out)
		}
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: r.name(), Reason: flaw})
			continue
		}
		orders = append(orders, out)
	}
	return orders, broken
}

// order says an order in our words; flaw tells why that is impossible.
func (o order) order() (out data.Order, flaw string) {
	money, ok := newScale(o.Currency)
	if !ok {
		return data.Order{}, "an unknown currency"
	}
	state, problems := o.stands()
	out = data.Order{
		Remote:  data.Remote{ID: o.ID, Number: strconv.FormatInt(o.Number, 10), PlacedAt: o.Placed.UTC(), UpdatedAt: o.Updated.UTC()},
		State:   state,
		Buyer:   o.buyer(),
		Parcels: []data.Parcel{o.parcel(state)},
		Lines:   o.lines(money),
		Charges: o.charges(money),
		Payment: o.payment(),
	}
	total, whole := money.amount(o.Total)
	out.Sum = data.Sum{Currency: strings.ToUpper(o.Currency), Total: total, Rates: o.rates(money)}
	if !whole {
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// stands reads where an order stands. Medusa keeps an order pending however far
// it is: payment and parcels say what is to do.
func (o order) stands() (data.State, []data.Problem) {
	switch o.Status {
	case "canceled":
		return data.Cancelled, nil
	case "completed", "archived":
		return data.Shipped, nil
	}
	var odd []data.Problem
	if o.Status != "pending" && o.Status != "requires_action" {
		odd = append(odd, data.Problem{Key: shop.ProblemState, Detail: shop.Line(o.Status)})
	}
	pay := o.payment()
	switch {
	case o.allSent():
		return data.Shipped, odd
	case o.standing.Payment == "refunded":
		return data.AwaitingPayment, append(odd, data.Problem{Key: shop.ProblemState, Detail: "refunded"})
	case !pay.Paid && !pay.COD && !(o.standing.Payment == "authorized" && shop.Trusts(pay.Method)):
		return data.AwaitingPayment, odd
	case !slices.ContainsFunc(o.Items, item.ships): // nothing that a parcel could hold
		return data.Shipped, odd
	}
	if slices.ContainsFunc(o.Sent, func(p parcel) bool { return p.left() && (p.Ships == nil || *p.Ships) }) {
		odd = append(odd, data.Problem{Key: shop.ProblemPartly})
	}
	if o.standing.Payment == "partially_refunded" {
		odd = append(odd, data.Problem{Key: shop.ProblemRefund})
	}
	return data.ToShip, odd
}

// payment is the last one that was not called off. A part of it that was given
// back leaves the rest paid.
func (o order) payment() data.Payment {
	method := ""
	for _, t := range o.Tabs {
		for _, p := range t.Payments {
			if t.Status != "canceled" && p.Canceled == nil {
				method = shop.Line(strings.TrimPrefix(p.Provider, "pp_"))
			}
		}
	}
	paid := o.standing.Payment == "captured" || o.standing.Payment == "partially_refunded" || o.free()
	return data.Payment{Method: method, Paid: paid, COD: shop.Collects(kind(method))}
}

// free reports whether there is nothing to pay, as with a coupon for all of it.
func (o order) free() bool {
	return o.Total == 0 && o.standing.Payment == "not_paid" && len(o.Items) > 0
}

// kind writes a provider as the words for a way of payment are written:
// providers are called by their kind and their name, such as cod_cod.
func kind(provider string) string { return strings.ReplaceAll(provider, "_", "-") }

// ships reports whether there are pieces of the item that a parcel holds.
func (i item) ships() bool { return (i.Ships == nil || *i.Ships) && i.Quantity.count() > 0 }

// allSent reports whether parcels have left with every piece in them.
func (o order) allSent() bool {
	return slices.ContainsFunc(o.Sent, parcel.left) && !slices.ContainsFunc(o.Items, func(i item) bool {
		return i.ships() && max(i.Detail.Left, i.Detail.Arrived).count() < i.Quantity.count()
	})
}

func (p parcel) stands() bool { return p.Canceled == nil }
func (p parcel) left() bool   { return p.stands() && (p.Shipped != nil || p.Delivered != nil) }

func (o order) buyer() data.Contact {
	to := o.Bill.contact()
	if to.Address.Street == "" {
		to = o.Ship.contact()
	}
	to.Email = shop.Line(o.Mail)
	return to
}

func (o order) parcel(state data.State) data.Parcel {
	p := data.Parcel{To: o.Ship.contact(), Shipped: state == data.Shipped}
	if len(o.Ways) > 0 {
		p.Carrier = shop.Line(o.Ways[0].Name)
	}
	var numbers []string
	known := map[string]bool{"": true}
	for _, f := range o.Sent {
		if !f.stands() {
			continue
		}
		for _, l := range f.Labels {
			if n := shop.Line(l.Number); !known[n] {
				known[n] = true
				numbers = append(numbers, n)
			}
		}
	}
	p.Tracking = shop.Line(strings.Join(numbers, ", "))
	return p
}

// contact reads an address. Its prefecture may stand in front of the street,
// and the city may stand there again.
func (p *place) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	a := data.Address{Building: shop.LineOf(p.Street2), Country: strings.ToUpper(shop.LineOf(p.Country)), Street: shop.LineOf(p.Street1), Postal: shop.LineOf(p.Postal), Prefecture: shop.LineOf(p.Province)}
	city, name := shop.LineOf(p.City), shop.Name(shop.LineOf(p.Last), shop.LineOf(p.First))
	if a.Country == "" || a.Country == "JP" {
		a.Country = ""
		a.Postal, a.Prefecture = shop.Postal(a.Postal), shop.Region(a.Prefecture)
		written, rest := shop.CutPrefecture(a.Street)
		a.Street = rest
		if a.Prefecture == "" {
			a.Prefecture = written
		}
		if !strings.HasPrefix(a.Street, city) {
			a.Street = city + a.Street
		}
	} else {
		name = shop.Name(shop.LineOf(p.First), shop.LineOf(p.Last))
		if city != "" {
			a.Street = strings.Trim(a.Street+", "+city, ", ")
		}
	}
	return data.Contact{Name: name, Company: shop.LineOf(p.Company), Phone: shop.LineOf(p.Phone), Address: a}
}
