package yahoo

import (
	"cmp"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// convert reads one order; flaw tells why that is impossible.
func convert(body []byte) (data.Order, string) {
	var in reply
	if err := document(body, &in); err != nil {
		return data.Order{}, err.Error()
	}
	if in.Order.ID = strings.TrimSpace(in.Order.ID); !shop.PlainID(in.Order.ID) {
		return data.Order{}, "the order has no id"
	}
	out := in.Order.order()
	return out, shop.Flaw(out)
}

// order says an order in our words.
func (o order) order() data.Order {
	state, problems := o.stands()
	charges, over := o.charges()
	if over != 0 {
		problems = append(problems, data.Problem{Key: shop.ProblemTotal})
	}
	out := data.Order{
		Remote:  data.Remote{ID: o.ID, Number: o.ID, PlacedAt: when(o.Time), UpdatedAt: when(o.Updated)},
		State:   state,
		Buyer:   receiver{o.Pay.First, o.Pay.FirstKana, o.Pay.Last, o.Pay.LastKana, o.Pay.Zip, o.Pay.Pref, o.Pay.City, o.Pay.Address1, o.Pay.Address2, o.Pay.Phone, o.Pay.Section1, o.Pay.Section2}.contact(),
		Parcels: []data.Parcel{o.parcel()},
		Lines:   o.lines(),
		Charges: charges,
		Sum:     data.Sum{Currency: "JPY", Total: o.Sums.Total.money()},
		Payment: o.payment(),
		Remarks: shop.Join(o.Comments, answer(o.Ship.Field1, o.Ship.Value1), answer(o.Ship.Field2, o.Ship.Value2)),
	}
	out.Buyer.Email = shop.Line(o.Pay.Mail)
	if slices.ContainsFunc(o.Items, func(i item) bool { return !i.free() && i.basisPoints() == 0 }) {
		problems = append(problems, data.Problem{Key: shop.ProblemRate})
	}
	if at := shop.Line(cmp.Or(o.Ship.Satellite, o.Ship.pickup.Shop)); at != "" {
		problems = append(problems, data.Problem{Key: shop.ProblemPickup, Detail: at})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out
}

// stands reads where an order stands. Yahoo! releases it for shipping, and says
// apart from that whether it is paid.
func (o order) stands() (data.State, []data.Problem) {
	sent := strings.TrimSpace(o.Ship.Status)
	pay := o.payment()
	odd := func(words string) []data.Problem {
		return []data.Problem{{Key: shop.ProblemState, Detail: shop.Line(words)}}
	}
	switch strings.TrimSpace(o.Status) {
	case "4":
		return data.Cancelled, nil
	case "5":
		return data.Shipped, nil
	case "1": // 予約中
		return data.AwaitingPayment, nil
	case "3":
		return data.AwaitingPayment, odd("保留")
	case "2":
	default:
		return data.AwaitingPayment, odd(o.Status)
	}
	switch sent {
	case "3", "4": // 出荷済, 着荷済
		return data.Shipped, nil
	case "1", "2": // 出荷可, 出荷処理中
		if pay.Paid || pay.COD || shop.Trusts(pay.Method) {
			return data.ToShip, nil
		}
	case "0":
	default:
		return data.AwaitingPayment, odd(sent)
	}
	return data.AwaitingPayment, nil
}

func (o order) payment() data.Payment {
	method := shop.Line(cmp.Or(o.Pay.Name, o.Pay.Method))
	return data.Payment{Method: method, Paid: strings.TrimSpace(o.Pay.Status) == "1", COD: o.Pay.Method == "payment_d1" || shop.Collects(method)}
}

func (o order) parcel() data.Parcel {
	return data.Parcel{
		To:       o.Ship.contact(),
		Wanted:   shop.Wish(o.Ship.Date, when(o.Ship.Date), o.Ship.Time),
		Gift:     o.Ship.gift.words(),
		Carrier:  cmp.Or(carriers[strings.TrimSpace(o.Ship.Company)], shop.Line(o.Ship.Method)),
		Shipped:  o.left(),
		Tracking: shop.Line(strings.Join(o.numbers(), ", ")),
	}
}

// left reports whether Yahoo! has the order as shipped.
func (o order) left() bool {
	s := strings.TrimSpace(o.Ship.Status)
	return s == "3" || s == "4" || strings.TrimSpace(o.Status) == "5"
}

// numbers are the tracking numbers that stand there.
func (o order) numbers() []string {
	var all []string
	for _, n := range []string{shop.Line(o.Ship.Number1), shop.Line(o.Ship.Number2)} {
		if n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// answer is what the buyer answered to a question of the store's.
func answer(field, value string) string {
	if value = shop.Line(value); value == "" {
		return ""
	}
	return strings.TrimPrefix(shop.Line(field)+": "+value, ": ")
}

// yes reports whether a word is a truth.
func yes(s string) bool { s = strings.TrimSpace(s); return s == "true" || s == "1" }

// words are wrapping, のし with its names, and the message: any may come alone.
func (g gift) words() string {
	var kept []string
	if yes(g.Wrap) {
		kept = append(kept, cmp.Or(shop.Line(g.Type), "ギフト包装"))
	}
	if yes(g.Paper) {
		kept = append(kept, strings.TrimSuffix("のし: "+shop.Line(g.PaperType), ": "))
	}
	if n := shop.Line(g.Name); n != "" {
		kept = append(kept, "名入れ: "+n)
	}
	if m := shop.Line(g.Message); m != "" {
		kept = append(kept, m)
	}
	return strings.Join(kept, " / ")
}

func (r receiver) contact() data.Contact {
	return data.Contact{
		Name:    shop.Name(r.Last, r.First),
		Kana:    shop.Name(r.LastKana, r.FirstKana),
		Phone:   shop.Line(r.Phone),
		Company: shop.Name(r.Section1, r.Section2),
		Address: data.Address{
			Postal:     shop.Postal(r.Zip),
			Prefecture: shop.Prefecture(r.Pref),
			Street:     shop.Line(r.City) + shop.Line(r.Address1),
			Building:   shop.Line(r.Address2),
		},
	}
}
