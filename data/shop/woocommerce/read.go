package woocommerce

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
)

func newRow(raw json.RawMessage) pull.Row {
	return pull.NewRow(raw, func(h head, r *pull.Row) {
		if h.ID > 0 {
			r.ID = strconv.FormatInt(h.ID, 10)
		}
		r.At = when(h.Placed)
	})
}

// when reads a time of the API; zero for what is none between 2000 and 2100.
func when(s string) time.Time {
	t, err := time.Parse(stamp, s)
	if err != nil || t.Year() < 2000 || t.Year() >= 2100 {
		return time.Time{}
	}
	return t
}

// convert turns rows into orders.
func convert(rows []pull.Row) ([]data.Order, []data.Broken) {
	return pull.Orders(rows, order.none, order.order)
}

// none reports whether the order is a cart of the block checkout or in the bin.
func (o order) none() bool {
	return o.Status == "checkout-draft" || o.Status == "auto-draft" || o.Status == "trash"
}

// order says an order in our words; flaw tells why that is impossible.
func (o order) order() (out data.Order, flaw string) {
	t, ok := shop.NewTill(o.Currency)
	if !ok {
		return data.Order{}, "an unknown currency"
	}
	state, problems := o.state()
	out = data.Order{
		Remote:  data.Remote{ID: strconv.FormatInt(o.ID, 10), Number: plain(string(o.Number)), PlacedAt: when(o.Placed), UpdatedAt: when(o.Changed)},
		State:   state,
		Buyer:   o.buyer(),
		Parcels: []data.Parcel{o.parcel(state)},
		Lines:   o.lines(t),
		Payment: o.payment(),
		Remarks: shop.Text(o.Remarks),
	}
	total, whole := t.Sum(string(o.Total)).Money()
	for _, g := range o.Given {
		total += t.Round(string(g.Total))
	}
	out.Charges = shop.Settle(out.Lines, o.charges(t), total)
	out.Sum = data.Sum{Currency: strings.ToUpper(o.Currency), Total: total, Rates: o.rates(t)}
	if t.Bad {
		return data.Order{}, "an amount that cannot be read"
	}
	if !whole {
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	if len(o.Given) > 0 && state.Open() {
		problems = append(problems, data.Problem{Key: shop.ProblemRefund})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// state reads where an order stands. "processing" is what is to be sent: paid,
// or to be paid at the door.
func (o order) state() (data.State, []data.Problem) {
	switch o.Status {
	case "completed":
		return data.Shipped, nil
	case "cancelled", "failed":
		return data.Cancelled, nil
	case "refunded":
		if o.left() {
			return data.Shipped, nil
		}
		return data.Cancelled, nil
	}
	pay := o.payment()
	switch {
	case o.left():
		return data.Shipped, nil
	case o.Status == "processing":
		return data.ToShip, nil
	case o.Status == "pending" || o.Status == "on-hold":
		return data.AwaitingPayment, nil
	case pay.Paid || pay.COD || shop.Trusts(pay.Method):
		return data.ToShip, []data.Problem{{Key: shop.ProblemState, Detail: plain(o.Status)}}
	}
	return data.AwaitingPayment, []data.Problem{{Key: shop.ProblemState, Detail: plain(o.Status)}}
}

func (o order) payment() data.Payment {
	method := plain(o.Payment)
	if method == "" {
		method = plain(o.Method)
	}
	return data.Payment{Method: method, Paid: o.Paid != nil && *o.Paid != "", COD: shop.Collects(o.Method) || shop.Collects(method)}
}

func (o order) buyer() data.Contact {
	to := o.Bill.contact()
	to.Email = plain(o.Bill.Email)
	to.Kana = o.kana("billing")
	return to
}

// parcel is the one ship-to. A shop that does not ask for it sends to the buyer.
func (o order) parcel(state data.State) data.Parcel {
	p := data.Parcel{To: o.Ship.contact(), Shipped: state == data.Shipped, Tracking: o.tracking()}
	p.To.Kana = o.kana("shipping")
	buyer := o.buyer()
	if p.To.Name == "" && p.To.Company == "" && p.To.Address.Street == "" {
		p.To, p.To.Email = buyer, ""
	}
	if p.To.Name == buyer.Name && p.To.Phone == "" {
		p.To.Phone = buyer.Phone
	}
	if len(o.Ways) > 0 {
		p.Carrier = plain(o.Ways[0].Title)
	}
	p.Wanted = o.wanted()
	return p
}

// wanted is what Japanized for WooCommerce keeps; a day in words of the shop's
// own goes in front of the time.
func (o order) wanted() data.Wanted {
	on := o.Meta.get("wc4jp-delivery-date", "_wc_other/jp4wc/delivery-date")
	w := data.Wanted{Date: day(on), Slot: shop.Slot(o.Meta.get("wc4jp-delivery-time-zone", "_wc_other/jp4wc/delivery-time"))}
	if w.Date.IsZero() && on != "" && on != "0" {
		w.Slot = shop.Name(on, w.Slot)
	}
	return w
}

// kana is the reading of a name, of Japanized for WooCommerce: the old checkout
// and the one of blocks keep it under different keys.
func (o order) kana(whose string) string {
	part := func(which string) string {
		return o.Meta.get("_"+whose+"_yomigana_"+which, "_wc_"+whose+"/jp4wc/yomigana_"+which)
	}
	return shop.Name(part("last_name"), part("first_name"))
}

func day(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", strings.ReplaceAll(s, "/", "-"), shop.JST)
	if err != nil {
		return time.Time{}
	}
	return t
}

// contact reads an address.
func (p place) contact() data.Contact {
	a := data.Address{Postal: plain(p.Postcode), Prefecture: plain(p.State), Street: plain(p.Street1), Building: plain(p.Street2), Country: strings.ToUpper(plain(p.Country))}
	city, name := plain(p.City), shop.Name(plain(p.Last), plain(p.First))
	if a.Country == "" || a.Country == "JP" {
		a.Country = ""
		a.Postal, a.Prefecture = shop.Postal(a.Postal), shop.Region(a.Prefecture)
		if !strings.HasPrefix(a.Street, city) {
			a.Street = city + a.Street
		}
	} else {
		name = shop.Name(plain(p.First), plain(p.Last))
		a.Street = strings.Trim(a.Street+", "+city, ", ")
	}
	return data.Contact{Name: name, Company: plain(p.Company), Phone: plain(p.Phone), Address: a}
}
