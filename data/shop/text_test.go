package shop_test

import (
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"rare characters stay", "髙橋 﨑 𠮷田", "髙橋 﨑 𠮷田"},
		{"compatibility forms are not normalised", "神 ㈱ｱｲ", "神 ㈱ｱｲ"},
		{"blanks around go, wide ones too", " 　茶　 ", "茶"},
		{"line breaks become blanks", "一\r\n二", "一 二"},
		{"printer commands cannot get in", "^XA\x1b@\x00\x7f\u0085茶", "^XA@茶"},
		{"turned text is not turned", "a\u202eb\u2066c\u200fd", "abcd"},
		{"broken bytes are shown as such", "a\xffb", "a�b"},
		{"nobody writes a book into a form", strings.Repeat("茶", 9000), strings.Repeat("茶", 2000)},
	} {
		if got := shop.Line(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got, want := shop.Text("一\r\n二\x00"), "一\n二"; got != want {
		t.Errorf("remarks keep their lines: got %q, want %q", got, want)
	}
	if got, want := shop.Join("置き配", "", " 置き配", "急ぎ"), "置き配\n急ぎ"; got != want {
		t.Errorf("remarks come once each: got %q, want %q", got, want)
	}
}

func TestSlot(t *testing.T) {
	for in, want := range map[string]string{
		"14-16": "14-16", "14時～16時": "14-16", "14:00〜16:00": "14-16", "１４時－１６時": "14-16", "18時から20時": "18-20", "08-12": "8-12",
		"午前中": "午前中", "20時以降": "20時以降", "": "", "00-00": "0-0", "夜間（19時頃）": "夜間（19時頃）",
	} {
		if got := shop.Slot(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"東京都": "東京都", "東京": "東京都", "大阪": "大阪府", "京都": "京都府", "北海道": "北海道", "Tokyo": "東京都", "TOKYO-TO": "東京都",
		"Ōsaka": "大阪府", "Hokkaido": "北海道", "Kochi-ken": "高知県", "": "", "California": "California",
	} {
		if got := shop.Prefecture(in); got != want {
			t.Errorf("prefecture %q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"1000001": "1000001", "100-0001": "1000001", "〒100-0001": "1000001", "１００－０００１": "1000001", "100": "100", "SW1A 1AA": "SW1A 1AA", "": "",
	} {
		if got := shop.Postal(in); got != want {
			t.Errorf("postal code %q: got %q, want %q", in, got, want)
		}
	}
	if p, rest := shop.CutPrefecture("京都府京都市中京区1"); p != "京都府" || rest != "京都市中京区1" {
		t.Errorf("got %q and %q", p, rest)
	}
}

func TestProblems(t *testing.T) {
	good := func() data.Order {
		return data.Order{
			Parcels: []data.Parcel{{To: data.Contact{Name: "山本 一", Address: data.Address{Postal: "1000001", Prefecture: "東京都", Street: "千代田区架空1-2-3"}}}},
			Lines:   []data.Line{{Quantity: 1, Total: 1080, RateBP: 800}},
			Charges: []data.Charge{{Kind: data.Shipping, Amount: 500}},
			Sum:     data.Sum{Currency: "JPY", Total: 1580, Rates: []data.RateTotal{{RateBP: 800, Gross: 1080, Tax: 80}, {RateBP: 1000, Gross: 500, Tax: 45}}},
		}
	}
	for _, c := range []struct {
		name, want string
		spoil      func(*data.Order)
	}{
		{"a whole order has none", "", func(*data.Order) {}},
		{"a parcel needs a name", shop.ProblemName, func(o *data.Order) { o.Parcels[0].To.Name = "" }},
		{"a company is a name", "", func(o *data.Order) { o.Parcels[0].To.Name, o.Parcels[0].To.Company = "", "架空商店" }},
		{"an address needs its postal code", shop.ProblemAddress, func(o *data.Order) { o.Parcels[0].To.Address.Postal = "100" }},
		{"an address needs its prefecture", shop.ProblemAddress, func(o *data.Order) { o.Parcels[0].To.Address.Prefecture = "" }},
		{"a street needs a number", shop.ProblemAddress, func(o *data.Order) { o.Parcels[0].To.Address.Street = "千代田区" }},
		{"goods and charges make up the total", shop.ProblemTotal, func(o *data.Order) { o.Lines[0].Total++ }},
		{"tax figures make up the total", shop.ProblemTax, func(o *data.Order) { o.Sum.Rates[0].Gross++ }},
		{"tax figures may stand before points that pay", "", func(o *data.Order) {
			o.Charges, o.Sum.Total = append(o.Charges, data.Charge{Kind: data.Points, Amount: -80}), 1500
		}},
		{"no tax figures are no problem", "", func(o *data.Order) { o.Sum.Rates = nil }},
		{"abroad needs no prefecture", "", func(o *data.Order) { o.Parcels[0].To.Address = data.Address{Country: "FR", Street: "1 rue X"} }},
	} {
		o := good()
		c.spoil(&o)
		got := shop.Problems(o)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || got[0].Key != c.want) {
			t.Errorf("%s: got %v, want %q", c.name, got, c.want)
		}
	}
}

func redacted(before, after string) string { return before + shop.Redacted + after }

func TestCardNumbersAreTakenOut(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a card", "4111111111111111 です", shop.Redacted + " です"},
		{"in groups", "カード:4111-1111-1111-1111。", "カード:" + shop.Redacted + "。"},
		{"in wide digits", "４１１１　１１１１　１１１１　１１１１", shop.Redacted},
		{"of 15 digits", "378282246310005", shop.Redacted},
		{"a tracking number is none", "1234-5678-9012", "1234-5678-9012"},
		{"what fails the check is none", "4111111111111112", "4111111111111112"},
		{"twenty digits are none", "41111111111111111111", "41111111111111111111"},
		{"with its month behind it", "4111 1111 1111 1111 12/27", redacted("", " 12/27")},
		{"with a phone number behind it", "4111-1111-1111-1111 090-0000-0101", redacted("", " 090-0000-0101")},
		{"with a postal code before it", "100-0001 4111111111111111", redacted("100-0001 ", "")},
		{"with dots or long dashes", "4111.1111.1111.1111", shop.Redacted},
		{"with blanks around its dashes", "4111 – 1111 – 1111 – 1111", shop.Redacted},
		{"of three groups, and its check number", "3782 822463 10005 1234", redacted("", " 1234")},
		{"a tracking number and a date are none", "1234-5678-9012 2026-11-20", "1234-5678-9012 2026-11-20"},
		{"two phone numbers are none", "090-0000-0101 03-0000-0102", "090-0000-0101 03-0000-0102"},
	} {
		o := data.Order{Remarks: c.in, Remote: data.Remote{Number: "4111111111111111"}, Lines: []data.Line{{SKU: "4111111111111111", Option: c.in}}}
		shop.Redact(&o)
		if o.Remarks != c.want || o.Lines[0].Option != c.want {
			t.Errorf("%s: got %q", c.name, o.Remarks)
		}
		if told := len(o.Problems) == 1 && o.Problems[0].Key == shop.ProblemCard; told != (c.in != c.want) {
			t.Errorf("%s: told %v", c.name, o.Problems)
		}
		if o.Remote.Number != "4111111111111111" || o.Lines[0].SKU != "4111111111111111" {
			t.Errorf("%s: a number that names something is gone", c.name)
		}
	}
}

func TestMinor(t *testing.T) {
	for _, c := range []struct {
		in        string
		decimals  int
		want      data.Money
		whole, ok bool
	}{
		{"5170", 0, 5170, true, true}, {"29.35", 2, 2935, true, true}, {"-1,000", 0, -1000, true, true}, {"0.5", 0, 1, false, true}, {"-0.5", 0, -1, false, true},
		{"981.82", 0, 982, false, true}, {"5.632e3", 0, 5632, true, true}, {"1e99", 0, 0, false, false}, {"1e999999999", 0, 0, false, false},
		{"", 0, 0, false, false}, {"NaN", 0, 0, false, false}, {"0x10", 0, 0, false, false}, {"1/3", 0, 0, false, false}, {"９", 0, 0, false, false},
	} {
		if got, whole, ok := shop.Minor(c.in, c.decimals); got != c.want || whole != c.whole || ok != c.ok {
			t.Errorf("%q: got %d, %v, %v", c.in, got, whole, ok)
		}
	}
}

func TestRegion(t *testing.T) {
	for in, want := range map[string]string{"JP13": "東京都", "JP-01": "北海道", "JP47": "沖縄県", "JP48": "JP48", "東京": "東京都", "": ""} {
		if got := shop.Region(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCarriersAreKnownByTheirWords(t *testing.T) {
	for in, want := range map[string]string{
		"ヤマト運輸": shop.Yamato, "クロネコヤマト": shop.Yamato, "宅急便コンパクト": shop.Yamato, "ﾔﾏﾄ": shop.Yamato, "クロネコゆうパケット": shop.JapanPost,
		"ゆうパック": shop.JapanPost, "日本郵便株式会社": shop.JapanPost, "飛脚宅配便": shop.Sagawa, "SAGAWA": shop.Sagawa, "西濃運輸": shop.Seino, "架空運送": "", "": "",
	} {
		if got := shop.Carrier(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestWhatMakesUpATotalIsPicked(t *testing.T) {
	points, coupon := data.Charge{Kind: data.Points, Amount: -100}, data.Charge{Kind: data.Coupon, Amount: -200}
	for _, c := range []struct {
		name       string
		left, over data.Money
		want       int
	}{
		{"both", -300, 0, 2}, {"one", -200, 0, 1}, {"none", 0, 0, 0}, {"nothing fits", -50, -50, 0},
	} {
		if taken, over := shop.MakeUp([]data.Charge{points, coupon}, c.left); len(taken) != c.want || over != c.over {
			t.Errorf("%s: got %v and %d", c.name, taken, over)
		}
	}
}

func TestAnOrderOfMoreLinesThanAnybodyPacksIsNone(t *testing.T) {
	whole := data.Order{Remote: data.Remote{ID: "1", PlacedAt: time.Unix(1_790_000_000, 0)}, State: data.ToShip, Parcels: []data.Parcel{{}}, Sum: data.Sum{Currency: "JPY"}}
	if flaw := shop.Flaw(whole); flaw != "" {
		t.Fatal(flaw)
	}
	for name, spoil := range map[string]func(*data.Order){
		"lines":   func(o *data.Order) { o.Lines = make([]data.Line, 10_001) },
		"charges": func(o *data.Order) { o.Charges = make([]data.Charge, 10_001) },
		"parcels": func(o *data.Order) { o.Parcels = make([]data.Parcel, 10_001) },
	} {
		o := whole
		if spoil(&o); shop.Flaw(o) == "" {
			t.Errorf("%s without end are taken", name)
		}
	}
}
