package vendure

import (
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// convert turns rows into orders; what cannot be read is set aside.
func convert(rows []row, precision int) (orders []data.Order, broken []data.Broken) {
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
			out, flaw = in.order(precision)
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
func (o order) order(precision int) (out data.Order, flaw string) {
	if o.Active {
		return data.Order{}, "a cart, not an order"
	}
	money, ok := newScale(precision, o.Currency)
	if !ok {
		return data.Order{}, "an unknown currency"
	}
	state, problems := o.state()
	out = data.Order{
		Remote:  data.Remote{ID: o.ID, Number: shop.Line(o.Code), PlacedAt: o.Placed.UTC(), UpdatedAt: o.Updated.UTC()},
		State:   state,
		Buyer:   o.buyer(),
		Parcels: []data.Parcel{o.parcel(state)},
		Lines:   o.lines(money),
		Charges: o.charges(money),
		Payment: o.payment(),
	}
	total, whole := money.amount(o.Total)
	out.Sum = data.Sum{Currency: o.Currency, Total: total, Rates: o.rates(money)}
	if !whole {
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// state reads Vendure's state of an order. Shops can add states of their own;
// then the payments decide, and a person is told.
func (o order) state() (data.State, []data.Problem) {
	switch o.State {
	case "ArrangingPayment", "ArrangingAdditionalPayment":
		return data.AwaitingPayment, nil
	case "PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "PartiallyDelivered":
		// What left before it was paid stays in its state of payment.
		switch {
		case o.allSent():
			return data.Shipped, nil
		case o.State == "PaymentAuthorized" && !o.payment().COD:
			return data.AwaitingPayment, nil
		case slices.ContainsFunc(o.Sent, sent.left):
			return data.ToShip, []data.Problem{{Key: shop.ProblemPartly}}
		}
		return data.ToShip, nil
	case "Shipped", "Delivered":
		return data.Shipped, nil
	case "Cancelled":
		return data.Cancelled, nil
	case "Modifying":
		return o.byPayment(), []data.Problem{{Key: shop.ProblemEditing}}
	}
	return o.byPayment(), []data.Problem{{Key: shop.ProblemState, Detail: shop.Line(o.State)}}
}

func (o order) byPayment() data.State {
	switch {
	case o.allSent():
		return data.Shipped
	case o.settled():
		return data.ToShip
	}
	return data.AwaitingPayment
}

func (o order) settled() bool {
	return slices.ContainsFunc(o.Payments, func(p payment) bool { return p.State == "Settled" })
}

// payment is the last one that was not refused.
func (o order) payment() data.Payment {
	method := ""
	for _, p := range o.Payments {
		if p.State != "Declined" && p.State != "Error" && p.State != "Cancelled" {
			method = shop.Line(p.Method)
		}
	}
	return data.Payment{Method: method, Paid: o.settled(), COD: shop.Collects(method)}
}

// allSent reports whether there are fulfillments that have left, with every
// piece in them.
func (o order) allSent() bool {
	return slices.ContainsFunc(o.Sent, sent.left) && len(o.rest(sent.left)) == 0
}

// rest is what is in none of the fulfillments that count.
func (o order) rest(counts func(sent) bool) []piece {
	in := map[string]int{}
	for _, s := range o.Sent {
		if !counts(s) {
			continue
		}
		for _, l := range s.Lines {
			in[l.Line] += l.Quantity
		}
	}
	var rest []piece
	for _, l := range o.Lines {
		if n := l.Quantity - in[l.ID]; n > 0 {
			rest = append(rest, piece{l.ID, n})
		}
	}
	return rest
}

func (s sent) left() bool   { return s.State == "Shipped" || s.State == "Delivered" }
func (s sent) stands() bool { return s.State != "Cancelled" }

func (o order) buyer() data.Contact {
	to := o.Bill.contact()
	if to.Address.Street == "" {
		to = o.Ship.contact()
	}
	if c := o.Customer; c != nil {
		if name := shop.Name(c.Last, c.First); name != "" {
			to.Name = name
		}
		to.Email = shop.Line(c.Mail)
		if phone := shop.LineOf(c.Phone); phone != "" {
			to.Phone = phone
		}
	}
	return to
}

func (o order) parcel(state data.State) data.Parcel {
	p := data.Parcel{To: o.Ship.contact(), Shipped: state == data.Shipped}
	if p.To.Phone == "" && o.Customer != nil {
		p.To.Phone = shop.LineOf(o.Customer.Phone)
	}
	var codes []string
	for _, s := range o.Sent {
		if s.State == "Cancelled" {
			continue
		}
		p.Carrier = shop.Line(s.Method)
		if code := shop.Line(s.Tracking); code != "" {
			codes = append(codes, code)
		}
	}
	p.Tracking = strings.Join(codes, ", ")
	return p
}

// contact reads an address. Its prefecture may stand in front of the street,
// and the city may stand there again.
func (p *place) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	a := data.Address{Building: shop.LineOf(p.Street2), Country: strings.ToUpper(shop.LineOf(p.Country))}
	if a.Country == "JP" {
		a.Country = ""
	}
	a.Street = shop.LineOf(p.Street1)
	a.Postal, a.Prefecture = shop.LineOf(p.Postal), shop.LineOf(p.Province)
	city := shop.LineOf(p.City)
	if a.Country == "" {
		a.Postal, a.Prefecture = shop.Postal(a.Postal), shop.Prefecture(a.Prefecture)
		written, rest := shop.CutPrefecture(a.Street)
		a.Street = rest
		if a.Prefecture == "" {
			a.Prefecture = written
		}
		if !strings.HasPrefix(a.Street, city) {
			a.Street = city + a.Street
		}
	} else if city != "" {
		a.Street = strings.Trim(a.Street+", "+city, ", ")
	}
	return data.Contact{Name: shop.LineOf(p.Name), Company: shop.LineOf(p.Company), Phone: shop.LineOf(p.Phone), Address: a}
}
