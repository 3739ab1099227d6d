package makeshop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// The stages of a ship-to.
const (
	open = iota + 1
	sent
	called // called off
	returned
)

// stages are the words that were seen for them: the letters of the search, the
// names of the write, and those of the admin's pages and files.
var stages = map[string]int{
	"N": open, "NOT_YET": open, "未処理": open, "未配送": open, "出荷指示": open,
	"Y": sent, "COMPLETED": sent, "配送": sent, "配送完了": sent,
	"C": called, "キャンセル": called, "注文キャンセル": called,
	"R": returned, "返送": returned, "返品": returned,
}

func (d delivery) stage() int { return stages[line(d.Status)] }

// standing are the ship-tos that were not called off; all of them where every one
// was.
func (o order) standing() []delivery {
	left := slices.DeleteFunc(slices.Clone(o.Deliveries), func(d delivery) bool { return d.stage() == called })
	if len(left) == 0 {
		return o.Deliveries
	}
	return left
}

// stage is that of the whole order; 0 where a word was never seen.
func (o order) stage() int {
	least := returned
	for _, d := range o.standing() {
		switch s := d.stage(); s {
		case 0:
			return 0
		case called:
			return called // every one of them
		default:
			least = min(least, s)
		}
	}
	return least
}

// later are words for ways of payment where the buyer pays by a way of her own
// before goods leave, atOnce those for ways that bring the money themselves.
var (
	later  = []string{"振込", "振替", "銀行", "コンビニ", "前払", "ペイジー", "Pay-easy", "現金書留"}
	atOnce = []string{"クレジット", "カード", "Pay", "PAY", "ペイ", "d払い", "キャリア", "ケータイ", "かんたん決済", "ポイント", "ドコモ", "ソフトバンク", "楽天"}
)

// prepaid reports whether goods wait for the money. They do where the way of
// payment has no name, or one that says nothing.
func (o order) prepaid() bool {
	method := line(o.Method)
	if shop.Collects(method) || shop.Trusts(method) {
		return false
	}
	return holds(method, later) || !holds(method, atOnce)
}

// unclear reports whether nothing says how the order is paid.
func (o order) unclear() bool { return o.prepaid() && !holds(line(o.Method), later) }

func holds(method string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(method, w) })
}

// order says an order in our words. paid is whether it was found by its payment.
func (o order) order(paid bool) data.Order {
	state, problems := o.stands(paid)
	lines := o.lines()
	out := data.Order{
		Remote:  data.Remote{ID: string(o.Number), Number: string(o.Number), PlacedAt: when(o.Date)},
		State:   state,
		Buyer:   o.sender.contact(),
		Lines:   lines,
		Charges: o.charges(lines),
		Sum:     data.Sum{Currency: "JPY", Total: o.Sum.Money()},
		Payment: data.Payment{Method: line(o.Method), Paid: paid, COD: shop.Collects(line(o.Method))},
		Remarks: o.remarks(),
	}
	for _, d := range o.standing() {
		out.Parcels = append(out.Parcels, d.parcel())
	}
	if slices.ContainsFunc(lines, func(l data.Line) bool { return l.RateBP == 0 }) {
		problems = append(problems, data.Problem{Key: shop.ProblemRate})
	}
	if !paid && o.stage() == open && o.unclear() {
		problems = append(problems, data.Problem{Key: shop.ProblemPayment, Detail: line(o.Method)})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out
}

func (o order) stands(paid bool) (data.State, []data.Problem) {
	switch o.stage() {
	case called:
		return data.Cancelled, nil
	case sent:
		return data.Shipped, nil
	case returned:
		return data.Shipped, []data.Problem{{Key: shop.ProblemState, Detail: "返品"}}
	case open:
		if o.prepaid() && !paid {
			return data.AwaitingPayment, nil
		}
		return data.ToShip, nil
	}
	detail := ""
	for _, d := range o.standing() {
		if d.stage() == 0 {
			detail = line(d.Status)
		}
	}
	return data.AwaitingPayment, []data.Problem{{Key: shop.ProblemState, Detail: detail}}
}

func (o order) lines() []data.Line {
	var all []data.Line
	for i, d := range o.standing() {
		for _, g := range d.Goods {
			n := min(max(g.Count.Money(), -1), 1_000_001) // beyond reason is beyond reason: shop.Flaw tells
			l := data.Line{
				Parcel:   i,
				SKU:      cmp.Or(line(g.Kind), line(g.Own), line(g.System)),
				Name:     line(g.Name),
				Option:   line(g.Variation),
				Quantity: int(n),
				Unit:     g.Price.Money(),
				Total:    g.Price.Money() * n,
			}
			if g.Rate != nil && *g.Rate > 0 && *g.Rate <= 100 {
				l.RateBP = int(*g.Rate) * 100
			}
			all = append(all, l)
		}
	}
	return all
}

// charges are what is known to stand beside the goods. Discounts count where they
// make up the total; what is left over is pointed out by the sums.
func (o order) charges(lines []data.Line) []data.Charge {
	var all, off []data.Charge
	left := o.Sum.Money()
	for _, l := range lines {
		left -= l.Total
	}
	var way data.Money
	for _, d := range o.standing() {
		way += d.Charge.Money()
	}
	if way != 0 {
		all = append(all, data.Charge{Kind: data.Shipping, Amount: way})
	}
	for _, d := range o.Discounts[:min(len(o.Discounts), 8)] {
		c := data.Charge{Kind: data.Discount, Amount: min(d.Amount.Money(), -d.Amount.Money())}
		if d.Rate > 0 && d.Rate <= 100 {
			c.RateBP = int(d.Rate) * 100
		}
		off = append(off, c)
	}
	if taken, over := shop.MakeUp(off, left-way); over == 0 {
		off = taken
	}
	return append(all, slices.DeleteFunc(off, func(c data.Charge) bool { return c.Amount == 0 })...)
}

func (d delivery) parcel() data.Parcel {
	p := data.Parcel{
		RemoteID: strconv.FormatInt(int64(d.ID), 10),
		To: data.Contact{Name: line(d.receiver.Name), Kana: cmp.Or(line(d.receiver.Kana), line(d.receiver.Kana2)), Phone: line(d.Tel),
			Address: address(d.receiver.Post, d.receiver.Prefecture, d.receiver.Address, d.receiver.Address2)},
		Tracking: line(d.Slip),
		Shipped:  d.stage() == sent || d.stage() == returned,
	}
	p.Wanted = shop.Wish(asked(d.Date), when(d.Date), asked(d.Time))
	return p
}

// asked is a wish, empty where none was (--).
func asked(s wire.Scalar) string { return strings.TrimPrefix(line(s), "--") }

func (s sender) contact() data.Contact {
	return data.Contact{Name: line(s.Name), Kana: cmp.Or(line(s.Kana), line(s.Kana2)), Phone: line(s.Tel), Email: line(s.Mail), Address: address(s.Post, s.Prefecture, s.Address, s.Address2)}
}

func address(post, prefecture, street, more wire.Scalar) data.Address {
	a := data.Address{Postal: shop.Postal(string(post)), Prefecture: shop.Prefecture(string(prefecture)), Street: line(street), Building: line(more)}
	if cut, rest := shop.CutPrefecture(a.Street); cut == a.Prefecture {
		a.Street = rest
	}
	return a
}

func (o order) remarks() string {
	parts := strings.Split(string(o.Message), "||")
	for _, d := range o.standing() {
		parts = append(parts, strings.Split(string(d.Message), "||")...)
	}
	return shop.Join(parts...)
}

// when reads a date; zero when it is none or cannot be one.
func when(s wire.Scalar) time.Time {
	words := strings.ReplaceAll(line(s), "/", "-")
	for _, form := range []string{time.DateTime, time.DateOnly, "20060102150405", "20060102", time.RFC3339} {
		if at, err := time.ParseInLocation(form, words, shop.JST); err == nil && at.Year() >= 2000 && at.Year() < 2100 {
			return at.UTC()
		}
	}
	return time.Time{}
}

func line(s wire.Scalar) string { return shop.Line(string(s)) }
