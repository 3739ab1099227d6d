package main

import (
	"context"
	"fmt"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// What stands in every order and never reaches the bench: a packer's memory is
// searched for these.
const (
	canaryToken  = "fukurou-token-7d1f93"
	canaryMail   = "@fukurou.example"    // at the end of every e-mail
	canaryBuyer  = "阿武隈"                 // the family name of whoever pays
	canaryStreet = "諏訪市梟沢町"              // where they live
	canaryRemark = "梟の備考でございます"          // what they wrote
	canaryPhone  = "0809461"             // how every phone number begins
	canaryAway   = "安曇野市留守原"             // where parcels go that are not released
	canaryTotal  = data.Money(731904400) // and the next ones, one an order
)

// piece is one line of an order, and what is typed for it.
type piece struct {
	line  data.Line
	scans []string // barcodes, one after the other; none when it is counted by hand
}

// crate is one order with its one parcel.
type crate struct {
	number   string
	to       data.Contact
	pieces   []piece
	tracking string
}

// The goods, with the barcodes that stand on them.
var (
	tea    = data.Goods{SKU: "CHA-100", Name: "煎茶 朝霧", Codes: []string{"4901234567894"}}
	matcha = data.Goods{SKU: "MAT-030", Name: "抹茶 初雪", Codes: []string{"4909876543214"}}
	cup    = data.Goods{SKU: "YUNOMI", Name: "湯呑み 灰釉"}
	spoon  = data.Goods{SKU: "SAJI", Name: "茶さじ 竹"}
	set2   = data.Goods{SKU: "SET-02", Name: "お茶二種の詰め合わせ", Set: []data.SetPart{{SKU: "CHA-100", Quantity: 1}, {SKU: "MAT-030", Quantity: 1}}}
)

func catalogue() []data.Goods { return []data.Goods{tea, matcha, cup, spoon, set2} }

func some(g data.Goods, option string, n int) piece {
	p := piece{line: data.Line{RemoteID: g.SKU, SKU: g.SKU, Name: g.Name, Option: option, Quantity: n, Unit: 1080, Total: data.Money(1080 * n), RateBP: 800}}
	switch {
	case len(g.Codes) > 0:
		for range n {
			p.scans = append(p.scans, g.Codes[0])
		}
	case len(g.Set) > 0:
		p.scans = []string{tea.Codes[0], matcha.Codes[0]}
	}
	return p
}

// crates are the orders of the shift, the same ones each time.
func crates(n int) []crate {
	families := []string{"髙橋", "小林", "中村", "清水", "渡邉", "宮﨑", "藤田"}
	given := []string{"里奈", "健太", "陽子", "直樹", "さつき"}
	all := make([]crate, n)
	for i := range all {
		c := crate{number: fmt.Sprintf("A-%03d", 101+i), tracking: sevens(40554842488 + 7919*i)}
		c.to = data.Contact{Name: families[i%7] + " " + given[i%5], Kana: fmt.Sprintf("カナ %02d", i), Phone: fmt.Sprintf("%s%04d", canaryPhone, 1000+i),
			Address: data.Address{Postal: fmt.Sprintf("390%04d", 200+i), Prefecture: "長野県", Street: fmt.Sprintf("松本市山辺町%d-%d-2", 3+i, 14+i),
				Building: fmt.Sprintf("コーポ山辺 %d", 205+i)}}
		switch i % 4 {
		case 1:
			c.pieces = []piece{some(tea, "100g 袋", 1), some(matcha, "30g 缶", 1), some(spoon, "小袋", 2)}
		case 3:
			c.pieces = []piece{some(set2, "", 1), some(cup, "箱入り", 1)}
		default:
			c.pieces = []piece{some(tea, "100g 袋", 2), some(cup, "箱入り", 1)}
		}
		all[i] = c
	}
	return all
}

// away sends an order to where no released parcel goes.
func (c crate) away(i int) crate {
	c.number = fmt.Sprintf("B-%03d", 501+i)
	c.to.Name, c.to.Address.Street = fmt.Sprintf("留守原 %d太", i+1), fmt.Sprintf("%s%d-3", canaryAway, i+1)
	return c
}

// sevens puts the check digit behind eleven digits: their remainder by seven.
func sevens(n int) string { return fmt.Sprintf("%011d%d", n, n%7) }

// order is the crate as a storefront tells it.
func (c crate) order(i int) data.Order {
	o := data.Order{
		Remote: data.Remote{ID: c.number, Number: c.number, PlacedAt: time.Now().Add(time.Duration(i-1000) * time.Minute)}, State: data.ToShip,
		Buyer: data.Contact{Name: fmt.Sprintf("%s %d郎", canaryBuyer, i), Phone: fmt.Sprintf("%s%04d", canaryPhone, 5000+i), Email: fmt.Sprintf("kyaku%02d%s", i, canaryMail),
			Address: data.Address{Postal: "3920001", Prefecture: "長野県", Street: fmt.Sprintf("%s%d-1", canaryStreet, i)}},
		Parcels: []data.Parcel{{To: c.to, Wanted: data.Wanted{Slot: "14-16"}}},
		Sum:     data.Sum{Currency: "JPY", Total: canaryTotal + data.Money(i)},
		Payment: data.Payment{Method: "銀行振込", Paid: true}, Remarks: fmt.Sprintf("%s（%d）", canaryRemark, i),
	}
	o.Parcels[0].To.Email = fmt.Sprintf("todoke%02d%s", i, canaryMail)
	for _, p := range c.pieces {
		o.Lines = append(o.Lines, p.line)
	}
	return o
}

// storefront has these orders and no others.
type storefront []data.Order

func (f storefront) List(context.Context, []byte) (shop.Page, error) {
	return shop.Page{Orders: f, Next: []byte(`{}`), Total: len(f)}, nil
}

// Get is for orders that are looked at again; these do not change.
func (f storefront) Get(_ context.Context, id string) (data.Order, error) {
	for _, o := range f {
		if o.Remote.ID == id {
			return o, nil
		}
	}
	return data.Order{}, &data.Fault{Kind: data.NotFound, Key: "fault.shop.noorder"}
}
