package data

import (
	"slices"
	"testing"
)

func TestThePickListTakesSetsApartAndItsSumsAgree(t *testing.T) {
	goods := []Goods{{SKU: "SET", Set: []SetPart{{SKU: "CUP", Quantity: 2}, {SKU: "TEA", Quantity: 1}}}, {SKU: "CUP", Name: "湯呑み"}}
	o := Order{Parcels: make([]Parcel, 2), Lines: []Line{
		{Parcel: 0, SKU: "SET", Name: "揃い", Quantity: 3}, {Parcel: 0, SKU: "TEA", Name: "煎茶", Quantity: 1},
		{Parcel: 1, SKU: "CUP", Name: "湯呑み", Quantity: 1}, {Parcel: 1, Name: "熨斗袋", Quantity: 2}, {Parcel: 1, SKU: "GONE", Quantity: 0},
	}}
	first := o.PickLines(0, goods)
	if want := []PickLine{{SKU: "CUP", Name: "湯呑み", Quantity: 6}, {SKU: "TEA", Name: "TEA", Quantity: 4}}; !slices.Equal(first, want) {
		t.Errorf("got %+v, want %+v", first, want)
	}
	p := Pick{Parcels: []PickParcel{{Seq: 1, Lines: first}, {Seq: 2, Lines: o.PickLines(1, goods)}}}
	total, pieces := p.Total(), 0
	for _, r := range total {
		pieces += r.Quantity
	}
	if len(total) != 3 || total[0].SKU != "CUP" || total[0].Quantity != 7 || total[0].Parcels != 2 || total[2].Name != "熨斗袋" {
		t.Errorf("got %+v", total)
	}
	if pieces != p.Pieces() || pieces != 13 {
		t.Errorf("the total has %d pieces, the parcels %d", pieces, p.Pieces())
	}
}

func TestWhoIsGivenSomethingSeesNoPrice(t *testing.T) {
	buyer := Contact{Name: "小川 美咲"}
	other := Contact{Name: "髙橋 里奈"}
	for name, c := range map[string]struct {
		parcels []Parcel
		want    PaperKind
	}{
		"her own parcel":          {[]Parcel{{To: buyer}}, PaperSlip},
		"her own, with a noshi":   {[]Parcel{{To: buyer, Gift: "内のし"}}, PaperGift},
		"somebody else's":         {[]Parcel{{To: other}}, PaperGift},
		"her own, mended":         {[]Parcel{{To: Contact{Name: "小川美咲"}, Own: true}}, PaperSlip},
		"hers, mended, a noshi":   {[]Parcel{{To: buyer, Own: true, Gift: "内のし"}}, PaperGift},
		"one of several ship-tos": {[]Parcel{{To: buyer}, {To: other}}, PaperGift},
	} {
		if got := (Order{Buyer: buyer, Parcels: c.parcels}).SlipKind(0); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestAPaymentIsWhatItIsInTheStorefrontsWords(t *testing.T) {
	for method, want := range map[string]Means{
		"クレジットカード": MeansCard, "Credit card": MeansCard, "デビットカード": MeansCash, "銀行振込": MeansCash, "": MeansCash,
		"コンビニ決済": MeansKonbini, "コンビニ後払い": MeansLater, "Paidy": MeansLater, "商品代引": MeansCOD, "PayPay": MeansCode, "QR code": MeansCash, "Cash on Delivery": MeansCOD,
	} {
		if got := (Payment{Method: method}).Means(); got != want {
			t.Errorf("%q: got %d, want %d", method, got, want)
		}
	}
	if got := (Payment{Method: "カード", COD: true}).Means(); got != MeansCOD {
		t.Errorf("on delivery by card: got %d", got)
	}
}
