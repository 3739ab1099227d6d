package office

import (
	"testing"

	"pgregory.net/rapid"

	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/data/tax"
)

// The order of bought: 2 bowls at 10 %, 3 packets at
// 8 %, 300 off everything, 770 for shipping.
func TestGoodsAreGivenBackByThePieceWithTheirShareOfTheDiscount(t *testing.T) {
	s := opened(t)
	s.terms(t, data.TaxTerms{Number: "T8700110005901"})
	id := s.bring(t, bought(1, "銀行振込", true))[0]
	all, err := s.Returnable(t.Context(), id, 0)
	if err != nil || len(all) != 2 || all[0].Left != all[0].Of {
		t.Fatalf("%+v, %v", all, err)
	}
	ask := data.DocumentAsk{Kind: data.PaperReturn, Order: id, Goods: []data.GoodsBack{{Line: 0, Quantity: 1}}}
	p, _, err := s.Draft(t.Context(), ask)
	if err != nil || len(p.Items) != 1 || p.Items[0].Quantity != 1 || p.Items[0].Amount != 1_650 || len(p.Charges) != 1 || p.Charges[0].Amount != -75 || p.Sum.Due != 1_575 || p.Sum.Rates[0].Tax != 143 {
		t.Fatalf("one bowl: %+v, %v", p, err)
	}
	first, err := s.Issue(t.Context(), ask, drawn)
	must(t, err)
	if all, err = s.Returnable(t.Context(), id, 0); err != nil || all[0].Left != all[0].Of-1 {
		t.Errorf("after it: %+v, %v", all, err)
	}
	if all, err = s.Returnable(t.Context(), id, first.ID); err != nil || all[0].Left != all[0].Of {
		t.Errorf("when it is corrected: %+v, %v", all, err)
	}
	for name, goods := range map[string][]data.GoodsBack{
		"more than are left":          {{Line: 0, Quantity: 2}},
		"the same line twice":         {{Line: 1, Quantity: 3}, {Line: 1, Quantity: 1}},
		"no piece":                    {{Line: 0}},
		"fewer than none":             {{Line: 0, Quantity: -1}},
		"a line that is not there":    {{Line: 2, Quantity: 1}},
		"a line before the first one": {{Line: -1, Quantity: 1}},
	} {
		if _, _, err := s.Draft(t.Context(), data.DocumentAsk{Kind: data.PaperReturn, Order: id, Goods: goods}); data.KeyOf(err) != "fault.document.goods" {
			t.Errorf("%s: %v", name, err)
		}
	}
	rest := data.DocumentAsk{Kind: data.PaperReturn, Order: id, Goods: []data.GoodsBack{{Line: 0, Quantity: 1}, {Line: 1, Quantity: 3}}, Back: []data.Refund{{Words: "送料", RateBP: 1000, Amount: 770}}}
	d, err := s.Issue(t.Context(), rest, drawn)
	if err != nil || first.Paper.Sum.Due+d.Paper.Sum.Due != 7_010 {
		t.Errorf("the rest and the shipping: %+v after %+v, %v; want 7,010 together", d.Paper.Sum, first.Paper.Sum, err)
	}
	if all, err = s.Returnable(t.Context(), id, 0); err != nil || len(all) != 0 {
		t.Errorf("nothing is left: %+v, %v", all, err)
	}
}

// TestAllPiecesTogetherAreWhatWasPaid: any cart, given back in any parts.
func TestAllPiecesTogetherAreWhatWasPaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o data.Order
		var goods data.Money
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			n, unit := rapid.IntRange(1, 6).Draw(t, "pieces"), data.Money(rapid.IntRange(1, 9_999).Draw(t, "unit"))
			l := data.Line{Quantity: n, Unit: unit, Total: unit*data.Money(n) - data.Money(rapid.IntRange(0, 1).Draw(t, "less")), RateBP: rapid.SampledFrom([]int{1000, 800}).Draw(t, "rate")}
			o.Lines = append(o.Lines, l)
			goods += l.Total
		}
		off := data.Money(rapid.IntRange(0, int(goods)).Draw(t, "off"))
		if off > 0 {
			o.Charges = []data.Charge{{Kind: data.Coupon, Amount: -off}}
		}
		sale := ledger.Sale{Order: o, LineBack: map[int]int{}}
		var back data.Money
		for left := true; left; {
			left = false
			var ask []data.GoodsBack
			for i, l := range o.Lines {
				if n := l.Quantity - sale.LineBack[i]; n > 0 {
					q := rapid.IntRange(0, n).Draw(t, "now")
					if q > 0 {
						ask = append(ask, data.GoodsBack{Line: i, Quantity: q})
					}
					left = left || q < n
				}
			}
			d := drafter{ask: data.DocumentAsk{Goods: ask}, sale: sale}
			var p data.Paper
			if _, err := d.goods(&p, tax.Rates{Normal: 1000, Reduced: 800}); err != nil {
				t.Fatal(err)
			}
			for _, it := range p.Items {
				back += it.Amount
				sale.LineBack[it.Line-1] += it.Quantity
			}
			for _, c := range p.Charges {
				back += c.Amount
			}
		}
		if back != goods-off {
			t.Fatalf("%d given back of goods of %d with %d off", back, goods, off)
		}
	})
}
