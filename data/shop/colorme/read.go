package colorme

import (
	"context"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Tax rates of the API's figures, in basis points.
const (
	normal  = 1000
	reduced = 800
)

// read turns rows into orders; what cannot be read is set aside.
func (s *Shop) read(ctx context.Context, rows []row) ([]data.Order, []data.Broken, error) {
	sales, broken := decode(rows)
	if len(sales) == 0 {
		return nil, broken, nil
	}
	known, err := s.know(ctx, sales)
	if err != nil {
		return nil, nil, err
	}
	orders, more := convert(sales, known)
	return orders, append(broken, more...), nil
}

func decode(rows []row) (sales []sale, broken []data.Broken) {
	for _, r := range rows {
		flaw := r.flaw
		var one sale
		if flaw == "" {
			if err := wire.JSON(r.raw, &one); err != nil {
				flaw = err.Error()
			}
		}
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: r.name(), Reason: flaw})
			continue
		}
		sales = append(sales, one)
	}
	return sales, broken
}

func convert(sales []sale, known names) (orders []data.Order, broken []data.Broken) {
	for _, one := range sales {
		o := one.order(known)
		if flaw := shop.Flaw(o); flaw != "" {
			broken = append(broken, data.Broken{RemoteID: o.Remote.ID, Reason: flaw})
			continue
		}
		orders = append(orders, o)
	}
	return orders, broken
}

// order says a sale in our words.
func (s sale) order(known names) data.Order {
	way := known.payments[s.PaymentID]
	id := strconv.FormatInt(s.ID, 10)
	o := data.Order{
		Remote: data.Remote{
			ID:        id,
			Number:    id,
			PlacedAt:  time.Unix(s.Made, 0).UTC(),
			UpdatedAt: time.Unix(s.Updated, 0).UTC(),
		},
		State:   s.state(way),
		Buyer:   s.Customer.contact(),
		Payment: data.Payment{Method: way.name, Paid: s.Paid, COD: way.cod},
		Remarks: s.remarks(),
	}
	o.Parcels = s.parcels(known)
	var unsure bool
	o.Lines, unsure = s.lines()
	a := s.here()
	o.Charges = s.charges(a)
	o.Sum = data.Sum{Currency: "JPY", Total: data.Money(a.Total), Rates: s.rates()}
	o.Problems = shop.Problems(o)
	if unsure {
		o.Problems = append(o.Problems, data.Problem{Key: shop.ProblemParcel})
	}
	if way.name == "" {
		o.Problems = append(o.Problems, data.Problem{Key: shop.ProblemPayment})
	}
	return o
}

// state is where the sale stands. Goods paid for later (後払い) ship before
// they are paid, like cash on delivery.
func (s sale) state(way payment) data.State {
	switch {
	case s.Canceled:
		return data.Cancelled
	case s.Delivered || s.allDelivered():
		return data.Shipped
	case s.Paid || way.cod || shop.Trusts(way.name):
		return data.ToShip
	}
	return data.AwaitingPayment
}

func (s sale) allDelivered() bool {
	for _, d := range s.Shipments {
		if !d.Delivered {
			return false
		}
	}
	return len(s.Shipments) > 0
}

// remarks is everything written about the sale. The API does not say which of
// the three the buyer wrote, so none is left out.
func (s sale) remarks() string {
	parts := []string{shop.TextOf(s.Customer.Other), shop.TextOf(s.Memo)}
	for _, d := range s.Shipments {
		parts = append(parts, shop.TextOf(d.Memo))
	}
	return shop.Join(parts...)
}

func (c customer) contact() data.Contact {
	to := c.place.contact()
	to.Company = strings.TrimSpace(shop.LineOf(c.Company) + " " + shop.LineOf(c.Department))
	to.Email = shop.LineOf(c.Mail)
	if to.Phone == "" {
		to.Phone = shop.LineOf(c.Mobile)
	}
	return to
}

func (p place) contact() data.Contact {
	return data.Contact{
		Name: shop.LineOf(p.Name),
		Kana: shop.LineOf(p.Furigana),
		Address: data.Address{
			Postal:     shop.Postal(shop.LineOf(p.Postal)),
			Prefecture: shop.Prefecture(shop.LineOf(p.Pref)),
			Street:     shop.LineOf(p.Address1),
			Building:   shop.LineOf(p.Address2),
		},
		Phone: shop.LineOf(p.Tel),
	}
}

// parcels are the ship-tos; a sale without any goes to its buyer.
func (s sale) parcels(known names) []data.Parcel {
	if len(s.Shipments) == 0 {
		return []data.Parcel{{To: s.Customer.contact(), Shipped: s.Delivered}}
	}
	var all []data.Parcel
	for _, d := range s.Shipments {
		all = append(all, data.Parcel{
			RemoteID: strconv.FormatInt(d.ID, 10),
			To:       d.place.contact(),
			Wanted:   d.wanted.read(),
			Gift:     d.gift.words(),
			Carrier:  known.carriers[d.MethodID],
			Tracking: shop.LineOf(d.Slip),
			Shipped:  s.Delivered || d.Delivered,
		})
	}
	return all
}

// read gives the date at midnight in Japan; words that are no date go with the
// slot, where a person reads them.
func (w wanted) read() data.Wanted {
	day, slot := shop.LineOf(w.Date), shop.Slot(shop.LineOf(w.Period))
	if day == "" {
		return data.Wanted{Slot: slot}
	}
	at, err := time.ParseInLocation(time.DateOnly, day, shop.JST)
	if err != nil {
		return data.Wanted{Slot: strings.TrimSpace(day + " " + slot)}
	}
	return data.Wanted{Date: at, Slot: slot}
}

func (g gift) words() string {
	card := shop.LineOf(g.Card)
	if t := shop.LineOf(g.CardText); t != "" {
		card = strings.TrimPrefix(card+": "+t, ": ")
	}
	var kept []string
	for _, w := range []string{shop.LineOf(g.Noshi), shop.LineOf(g.Wrapping), card} {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " / ")
}
