package base

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// convert reads one order; flaw tells why that is impossible.
func convert(raw json.RawMessage, companies []company) (out data.Order, flaw string) {
	var in order
	if err := wire.JSON(raw, &in); err != nil {
		return data.Order{}, err.Error()
	}
	if !shop.PlainID(in.ID) || !shop.Plausible(time.Unix(in.Ordered, 0)) {
		return data.Order{}, "the order has no key or no date"
	}
	out = in.order(companies)
	return out, shop.Flaw(out)
}

// order says an order in our words.
func (o order) order(companies []company) data.Order {
	state, problems := o.stands()
	charges, over := o.charges()
	if over != 0 {
		problems = append(problems, data.Problem{Key: shop.ProblemTotal})
	}
	out := data.Order{
		Remote:  data.Remote{ID: o.ID, Number: o.ID, PlacedAt: time.Unix(o.Ordered, 0).UTC()},
		State:   state,
		Buyer:   o.person.contact(),
		Parcels: []data.Parcel{o.parcel(companies)},
		Lines:   o.lines(),
		Charges: charges,
		Sum:     data.Sum{Currency: "JPY", Total: o.Total.Money()},
		Payment: o.payment(),
		Remarks: shop.TextOf(o.Remark),
	}
	if shop.Plausible(time.Unix(o.Modified, 0)) {
		out.Remote.UpdatedAt = time.Unix(o.Modified, 0).UTC()
	}
	if slices.ContainsFunc(o.Items, func(i item) bool { return i.Rate == nil }) {
		problems = append(problems, data.Problem{Key: shop.ProblemRate})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out
}

// stands reads where an order stands.
func (o order) stands() (data.State, []data.Problem) {
	switch o.Status {
	case "ordered":
		return data.ToShip, nil
	case "unpaid":
		return data.AwaitingPayment, nil
	case "dispatched", "shipping":
		return data.Shipped, nil
	case "cancelled":
		return data.Cancelled, nil
	}
	return data.AwaitingPayment, []data.Problem{{Key: shop.ProblemState, Detail: shop.Line(o.Status)}}
}

// methods are the ways of payment, in the words of BASE's own pages.
var methods = map[string]string{
	"creditcard": "クレジットカード決済", "bt": "銀行振込（ショップ口座）", "cod": "代金引換", "cvs": "コンビニ決済・Pay-easy", "base_bt": "銀行振込", "atobarai": "後払い決済",
	"carrier_01": "キャリア決済（ドコモ）", "carrier_02": "キャリア決済（au）", "carrier_03": "キャリア決済（ソフトバンク）", "paypal": "PayPal", "coin": "コイン決済", "amazon_pay": "Amazon Pay", "bnpl": "あと払い",
}

// payment reads how it is paid. What BASE takes in itself is paid once the order
// does not wait for that any more.
func (o order) payment() data.Payment {
	code := shop.Line(o.Payment)
	pay := data.Payment{Method: cmp.Or(methods[code], code)}
	pay.COD = code == "cod" || shop.Collects(pay.Method)
	_, taken := methods[code]
	later := code == "bt" || code == "atobarai" || code == "bnpl"
	pay.Paid = taken && !pay.COD && !later && (o.Status == "ordered" || o.Status == "dispatched" || o.Status == "shipping")
	return pay
}

func (o order) parcel(companies []company) data.Parcel {
	day, _ := time.ParseInLocation(time.DateOnly, shop.LineOf(o.Date), shop.JST)
	p := data.Parcel{
		To:       o.person.contact(),
		Carrier:  shop.LineOf(o.Method),
		Tracking: shop.LineOf(o.Number),
		Shipped:  o.Status == "dispatched" || o.Status == "shipping",
		Wanted:   shop.Wish(shop.LineOf(o.Date), day, slot(shop.LineOf(o.Zone))),
	}
	p.To.Email = ""
	if o.Receiver != nil {
		p.To = o.Receiver.contact()
	}
	if o.Company != nil {
		p.Carrier = cmp.Or(nameOf(companies, *o.Company), p.Carrier)
	}
	return p
}

// slot is the wanted time: 1214 is from 12 to 14 o'clock.
func slot(zone string) string {
	from, err := strconv.Atoi(zone)
	switch {
	case zone == "0812":
		return "午前中"
	case err != nil || len(zone) != 4:
		return zone
	}
	return shop.Slot(strconv.Itoa(from/100) + "-" + strconv.Itoa(from%100))
}

func (p person) contact() data.Contact {
	c := data.Contact{Name: shop.Name(shop.LineOf(p.Last), shop.LineOf(p.First)), Phone: shop.LineOf(p.Tel), Email: shop.LineOf(p.Mail)}
	c.Address = data.Address{Postal: shop.LineOf(p.Zip), Prefecture: shop.LineOf(p.Prefecture), Street: shop.LineOf(p.Address), Building: shop.LineOf(p.Address2)}
	switch country := shop.LineOf(p.Country); country {
	case "", "Japan", "JP", "日本":
		c.Address.Postal, c.Address.Prefecture = shop.Postal(c.Address.Postal), shop.Prefecture(c.Address.Prefecture)
	default:
		c.Address.Country = country
	}
	return c
}
