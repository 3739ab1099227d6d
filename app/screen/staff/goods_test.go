package staff

import (
	"reflect"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
)

func TestBadGoodsAreNamed(t *testing.T) {
	others := teashop().goods
	for _, c := range []struct {
		name string
		form GoodsForm
		want string // the end of the key; empty when it can be kept
		what string
	}{
		{"goods need their SKU", GoodsForm{Name: "煎茶"}, "sku", ""},
		{"an SKU stands once", GoodsForm{SKU: "ＴＥＡ-１００"}, "twice", "TEA-100"},
		{"a barcode holds no kana", GoodsForm{SKU: "X", Codes: "4901234567894x\nバーコード"}, "code", "バーコード"},
		{"a barcode belongs to one SKU", GoodsForm{SKU: "X", Codes: "4901234567894"}, "taken", "4901234567894"},
		{"an SKU of others is no barcode", GoodsForm{SKU: "X", Codes: "CUP-02"}, "taken", "CUP-02"},
		{"a count is a number", GoodsForm{SKU: "X", Set: "TEA-100 ×たくさん"}, "count", "TEA-100 ×たくさん"},
		{"a count is not nothing", GoodsForm{SKU: "X", Set: "TEA-100 ×0"}, "count", "TEA-100 ×0"},
		{"a count is what a box can hold", GoodsForm{SKU: "X", Set: "TEA-100 ×1000"}, "count", "TEA-100 ×1000"},
		{"a count needs its SKU", GoodsForm{SKU: "X", Set: "×2"}, "part", "×2"},
		{"a set does not hold itself", GoodsForm{SKU: "X", Set: "X ×2"}, "self", "X"},
		{"parts stand once", GoodsForm{SKU: "X", Set: "TEA-100\nTEA-100 ×2"}, "parttwice", "TEA-100"},
		{"its own codes are no conflict", GoodsForm{Old: "TEA-100", SKU: "TEA-100", Codes: "4901234567894"}, "", ""},
	} {
		_, err := c.form.read(others)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: got %v", c.name, err)
			}
			continue
		}
		f, ok := err.(*data.Fault)
		if !ok || f.Key != "staff.goods.bad."+c.want || f.Args["what"] != c.what {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestGoodsAreReadAsTheyAreTyped(t *testing.T) {
	form := GoodsForm{SKU: " ＧＩＦＴ－２　", Name: " 箱 ", Codes: "４９０１\n\n4901\nabc-1\n", Set: "TEA-100　×２\nCUP-02 3\nBOX*1\nBAG"}
	got, err := form.read(nil)
	want := data.Goods{SKU: "GIFT-2", Name: "箱", Codes: []string{"4901", "abc-1"},
		Set: []data.SetPart{{SKU: "TEA-100", Quantity: 2}, {SKU: "CUP-02", Quantity: 3}, {SKU: "BOX", Quantity: 1}, {SKU: "BAG", Quantity: 1}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	again, err := formOf(want).read([]data.Goods{want})
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("written and read again: %+v, %v", again, err)
	}
}

func TestRemovedGoodsCanBePutBack(t *testing.T) {
	desk := teashop()
	g := open(t, desk, &typist{}).Goods
	g.Edit("CUP-02")
	g.Remove()
	if len(g.List()) != 2 || g.Gone() == nil || g.Form() != nil {
		t.Fatalf("%d goods, gone %v, form %v", len(g.List()), g.Gone(), g.Form())
	}
	if g.Undo(); len(g.List()) != 3 || g.Gone() != nil {
		t.Errorf("%d goods, gone %v", len(g.List()), g.Gone())
	}
}

func TestTypedGoodsAreNotLostByOpeningOthers(t *testing.T) {
	desk := teashop()
	m := open(t, desk, &typist{})
	g := m.Goods
	g.Edit("TEA-100")
	f := *g.Form()
	f.Codes += "\n4900000000001"
	g.Type(f)
	g.Edit("CUP-02")
	if g.Form().Old != "TEA-100" || data.KeyOf(g.Bad()) != "staff.goods.bad.unsaved" || g.Back() {
		t.Fatalf("opened %q, %v", g.Form().Old, g.Bad())
	}
	later := New(desk, &fakePress{}, (&typist{}).ask, task.Inline(t.Context()), house(), func() {})
	later.Resume(m.Draft())
	later.Refresh()
	if later.Goods.Save(); len(desk.goods[2].Codes) != 2 || later.Goods.Form() != nil {
		t.Errorf("kept %+v", desk.goods[2])
	}
	desk.err = errGone
	later.Goods.Edit("CUP-02")
	f = *later.Goods.Form()
	f.Name = "別の名"
	later.Goods.Type(f)
	if later.Goods.Save(); later.Goods.Form() == nil || data.KeyOf(later.Goods.Bad()) != "fault.store.full" {
		t.Error("what could not be kept is gone from the form")
	}
}
