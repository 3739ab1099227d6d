package rakuten

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

// convert turns rows into orders; what cannot be read is set aside.
func convert(rows []row) (orders []data.Order, broken []data.Broken) {
	for _, r := range rows {
		var in order
		var out data.Order
		flaw := ""
		if err := wire.JSON(r.raw, &in); err != nil {
			flaw = err.Error()
		} else if out = in.order(); !shop.PlainID(out.Remote.ID) {
			flaw = "order without a number"
		} else {
			flaw = shop.Flaw(out)
		}
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: r.id, Reason: flaw})
			continue
		}
		orders = append(orders, out)
	}
	return orders, broken
}

// order says an order in our words.
func (o order) order() data.Order {
	o.Packages = slices.DeleteFunc(o.Packages, func(p pack) bool { return p.Deleted == 1 })
	state, problems := o.stands()
	out := data.Order{
		Remote:  data.Remote{ID: o.Number, Number: o.Number, PlacedAt: when(o.Placed)},
		State:   state,
		Buyer:   o.Orderer.contact(),
		Lines:   o.lines(),
		Charges: o.charges(),
		Sum:     data.Sum{Currency: "JPY", Total: o.total(), Rates: o.rates()},
		Payment: o.payment(),
		Remarks: o.remarks(),
	}
	for _, p := range o.Packages {
		out.Parcels = append(out.Parcels, o.parcel(p))
		if p.Store != nil && shop.LineOf(p.Store.Name) != "" {
			problems = append(problems, data.Problem{Key: shop.ProblemPickup, Detail: p.Store.words()})
		}
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out
}

// stands reads where an order stands: its progress, and what keeps it from
// leaving.
func (o order) stands() (data.State, []data.Problem) {
	var problems []data.Problem
	if o.open() {
		problems = append(problems, data.Problem{Key: shop.ProblemOpen})
	}
	state := data.AwaitingPayment
	switch o.Progress {
	case 100, 200: // 注文確認待ち, 楽天処理中
	case 300: // 発送待ち
		state = data.ToShip
	case 400: // 変更確定待ち
		problems = append(problems, data.Problem{Key: shop.ProblemEditing})
	case 500, 600, 700: // 発送済, 支払手続き中, 支払手続き済
		return data.Shipped, problems
	case 900: // キャンセル確定
		return data.Cancelled, problems
	case 800:
		problems = append(problems, data.Problem{Key: shop.ProblemState, Detail: "キャンセル確定待ち"})
	default:
		problems = append(problems, data.Problem{Key: shop.ProblemState, Detail: strconv.Itoa(o.Progress)})
	}
	if slices.ContainsFunc(o.Packages, pack.nowhere) {
		return data.AwaitingPayment, append(problems, data.Problem{Key: shop.ProblemGift})
	}
	return state, problems
}

// nowhere reports whether the receiver of a social gift has still to say where
// it goes: until then a placeholder stands for the address.
func (p pack) nowhere() bool {
	if p.Social != nil {
		return p.Social.Entered != 1
	}
	return p.To != nil && shop.LineOf(p.To.Zip1) == "999" && shop.LineOf(p.To.Zip2) == "9999"
}

// payment reads how it is paid. Once an order waits to be shipped, whatever had
// to be paid before is.
func (o order) payment() data.Payment {
	name := shop.LineOf(o.Settlement.Name)
	cod := o.Settlement.Code == 2 || shop.Collects(name)
	later := o.Settlement.Code == 21 || o.Settlement.Code == 7 || shop.Trusts(name) // 後払い, 請求書
	return data.Payment{Method: name, COD: cod, Paid: !cod && !later && o.Progress >= 300 && o.Progress <= 700 && o.Progress != 400}
}

func (o order) parcel(p pack) data.Parcel {
	day, _ := time.ParseInLocation(time.DateOnly, shop.LineOf(o.Date), shop.JST)
	out := data.Parcel{
		RemoteID: strconv.FormatInt(p.Basket, 10),
		Wanted:   shop.Wish(shop.LineOf(o.Date), day, slot(o.Term)),
		Gift:     o.gift(p),
		Carrier:  carriers[shop.LineOf(p.Carrier)],
		Shipped:  o.Progress >= 500 && o.Progress <= 700,
	}
	if !p.nowhere() {
		out.To = p.To.contact()
	}
	var numbers []string
	for _, s := range p.Sent {
		if n := shop.LineOf(s.Number); n != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
			out.Carrier = cmp.Or(shop.LineOf(s.Name), carriers[shop.LineOf(s.Company)], out.Carrier)
			out.Shipped = out.Shipped || shop.LineOf(s.Date) != ""
		}
	}
	out.Tracking = shop.Line(strings.Join(numbers, ", "))
	return out
}

// gift is the noshi of a ship-to and the wrapping of the whole order.
func (o order) gift(p pack) string {
	kept := []string{shop.LineOf(p.Noshi)}
	for _, w := range []*wrapping{o.Paper, o.Ribbon} {
		if w != nil && w.Deleted != 1 {
			kept = append(kept, shop.LineOf(w.Name))
		}
	}
	kept = slices.DeleteFunc(kept, func(s string) bool { return s == "" })
	if len(kept) == 0 && o.Gift == 1 {
		return "ギフト配送希望"
	}
	return strings.Join(kept, " / ")
}

// cooled are the classes of delivery (deliveryClass) that a packer must know of.
var cooled = map[int]string{2: "冷蔵便", 3: "冷凍便"}

// remarks are the buyer's, and how the parcel has to be brought.
func (o order) remarks() string {
	parts := []string{shop.TextOf(o.Remarks)}
	if o.Way.Class != nil {
		parts = append(parts, cooled[*o.Way.Class])
	}
	for _, p := range o.Packages {
		if p.Drop == 1 {
			parts = append(parts, strings.TrimSuffix("置き配: "+shop.LineOf(p.Where), ": "))
		}
		if p.Store != nil && shop.LineOf(p.Store.Name) != "" {
			parts = append(parts, "店舗受取: "+p.Store.words())
		}
	}
	return shop.Join(parts...)
}

func (s *store) words() string {
	return strings.Join(strings.Fields(shop.LineOf(s.Name)+" "+shop.Postal(shop.LineOf(s.Zip))+" "+shop.LineOf(s.Prefecture)+shop.LineOf(s.Address)), " ")
}

// slot is the wanted time: 1416 is from 14 to 16 o'clock.
func slot(term *int) string {
	switch {
	case term == nil:
	case *term == 1:
		return "午前中"
	case *term == 2:
		return "午後"
	case *term == 9:
		return "その他"
	case *term >= 100 && *term <= 2424:
		return shop.Slot(strconv.Itoa(*term/100) + "-" + strconv.Itoa(*term%100))
	}
	return ""
}

func (p *person) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	var phone []string
	for _, part := range []*string{p.Phone1, p.Phone2, p.Phone3} {
		if s := shop.LineOf(part); s != "" {
			phone = append(phone, s)
		}
	}
	return data.Contact{
		Name:  shop.Name(shop.LineOf(p.Family), shop.LineOf(p.First)),
		Kana:  shop.Name(shop.LineOf(p.FamilyKana), shop.LineOf(p.FirstKana)),
		Phone: strings.Join(phone, "-"),
		Email: shop.LineOf(p.Mail),
		Address: data.Address{
			Postal:     shop.Postal(shop.LineOf(p.Zip1) + shop.LineOf(p.Zip2)),
			Prefecture: shop.Prefecture(shop.LineOf(p.Prefecture)),
			Street:     shop.LineOf(p.City) + shop.LineOf(p.Sub),
		},
	}
}

// when reads a date; zero when it is none or cannot be one.
func when(s *string) time.Time {
	for _, form := range []string{stamp, time.RFC3339} {
		if at, err := time.Parse(form, shop.LineOf(s)); err == nil && at.Year() >= 2000 && at.Year() < 2100 {
			return at.UTC()
		}
	}
	return time.Time{}
}
