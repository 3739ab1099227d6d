package csvin

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"

	"nifuda/data"
	"nifuda/data/shop"
)

func open(t *testing.T, name string) *Sheet {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(raw)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

func orders(t *testing.T, s *Sheet, m data.ImportMap) (all []Read) {
	t.Helper()
	if err := s.Orders(t.Context(), m, func(r Read) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// whole opens a file, which must be recognised, and reads it.
func whole(t *testing.T, name, layout string) []Read {
	t.Helper()
	s := open(t, name)
	m := Recognise(s.Columns())
	if m.Layout != layout {
		t.Fatalf("%s: recognised as %q, want %q", name, m.Layout, layout)
	}
	all := orders(t, s, m)
	for _, r := range all {
		if r.Flaw != "" || len(r.Notes) > 0 {
			t.Errorf("%s: order %s: flaw %q, notes %+v", name, r.Order.Remote.Number, r.Flaw, r.Notes)
		}
	}
	return all
}

func keys(o data.Order) (all []string) {
	for _, p := range o.Problems {
		all = append(all, p.Key)
	}
	return all
}

func TestColorMesFileIsReadWhole(t *testing.T) {
	all := whole(t, "colorme-cp932.csv", "colorme")
	if len(all) != 1 {
		t.Fatalf("%d orders of two rows", len(all))
	}
	want := data.Order{
		Remote: data.Remote{ID: "00120711", Number: "00120711", PlacedAt: time.Date(2026, 11, 20, 0, 15, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙﨑 花子", Phone: "0110000000", Email: "hanako@example.jp",
			Address: data.Address{Postal: "0600001", Prefecture: "北海道", Street: "札幌市中央区北一条西２－１"}},
		Parcels: []data.Parcel{{RemoteID: "901", To: data.Contact{Name: "架空 次郎", Kana: "カクウ ジロウ", Phone: "0900000000",
			Address: data.Address{Postal: "0010010", Prefecture: "北海道", Street: "札幌市北区北十条西３－４"}},
			Wanted: data.Wanted{Date: time.Date(2026, 11, 25, 0, 0, 0, 0, jst), Slot: "14-16"}, Gift: "御祝", Carrier: "ゆうパック"}},
		Lines: []data.Line{{RemoteID: "1", SKU: "0042-A", Name: "湯のみ（藍）", Quantity: 2, Unit: 1500, Total: 3000},
			{RemoteID: "2", SKU: "0043", Name: "①急須", Quantity: 1, Unit: 1500, Total: 1500}},
		Charges: []data.Charge{{Kind: data.Shipping, Amount: 800}, {Kind: data.PaymentFee, Amount: 330}, {Kind: data.Wrapping, Amount: 100},
			{Kind: data.Discount, Amount: -50}, {Kind: data.Points, Amount: -200}},
		Sum:     data.Sum{Currency: "JPY", Total: 5480},
		Payment: data.Payment{Method: "代金引換", COD: true},
		Remarks: "=HYPERLINK(\"x\")のように書かれた備考\n二行目です",
	}
	if got := all[0].Order; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestEccubesFeesAreRowsAndItsPricesGetTheirTax(t *testing.T) {
	all := whole(t, "eccube4-bom.csv", "eccube4")
	o := all[0].Order
	if len(o.Parcels) != 2 || o.Parcels[1].To.Name != "贈先 花" || o.Parcels[1].To.Address.Postal != "5400001" || o.Parcels[0].Wanted.Slot != "午前中" {
		t.Errorf("parcels %+v", o.Parcels)
	}
	if len(o.Lines) != 2 || o.Lines[0].Unit != 1100 || o.Lines[1].Total != 1620 || o.Lines[1].Parcel != 1 || o.Lines[1].RateBP != 800 {
		t.Errorf("lines %+v", o.Lines)
	}
	want := []data.Charge{{Kind: data.Shipping, Label: "送料", Amount: 500, RateBP: 1000}, {Kind: data.Shipping, Label: "送料", Amount: 300, RateBP: 1000},
		{Kind: data.Discount, Label: "割引", Amount: -140, RateBP: 1000}, {Kind: data.Points, Label: "ポイント", Amount: -500}}
	if !reflect.DeepEqual(o.Charges, want) || o.State != data.ToShip || len(o.Problems) > 0 || o.Sum.Total != 3980 {
		t.Errorf("charges %+v, state %v, problems %v, total %d", o.Charges, o.State, keys(o), o.Sum.Total)
	}
}

func TestShopifysOrderStandsInItsFirstRowAlone(t *testing.T) {
	all := whole(t, "shopify-utf8.csv", "shopify")
	o := all[0].Order
	if len(all) != 2 || len(o.Lines) != 2 || len(o.Parcels) != 1 || o.Lines[1].Parcel != 0 || o.Sum.Total != 4620 || len(o.Problems) > 0 || o.State != data.ToShip {
		t.Errorf("got %+v, problems %v", o, keys(o))
	}
	to := o.Parcels[0].To
	if to.Address != (data.Address{Postal: "1500001", Prefecture: "東京都", Street: "渋谷区架空町1-2-3", Building: "見本荘101"}) {
		t.Errorf("address %+v", to.Address)
	}
	if all[1].Order.State != data.Cancelled || !strings.Contains(o.Remarks, "配送希望日: 2026/11/28\n配送時間帯") {
		t.Errorf("the cancelled one is %v; remarks %q", all[1].Order.State, o.Remarks)
	}
}

func TestBasesOptionsBelongToTheGoodsAboveThem(t *testing.T) {
	o := whole(t, "base-cp932.csv", "base")[0].Order
	if len(o.Lines) != 1 || o.Lines[0].Option != "大 / 商品オプション「名入れ」 はる" || o.Lines[0].Total != 3000 || len(o.Problems) > 0 {
		t.Errorf("got %+v, problems %v", o.Lines, keys(o))
	}
	if o.Parcels[0].To.Name != "架空 春" || o.Parcels[0].To.Email != "" || o.State != data.ToShip || !o.Payment.Paid {
		t.Errorf("without a ship-to it goes to the buyer: %+v", o.Parcels[0])
	}
}

func TestRakutensColumnsStandAsTheOwnerPutThem(t *testing.T) {
	all := whole(t, "rakuten-cp932.csv", "rakuten")
	o := all[0].Order
	if o.State != data.ToShip || o.Buyer.Phone != "011-000-0000" || o.Parcels[0].Wanted.Slot != "14-16" || o.Parcels[0].To.Address.Street != "札幌市中央区見本３丁目" || len(o.Problems) > 0 {
		t.Errorf("got %+v", o)
	}
	if o := all[1].Order; o.State != data.AwaitingPayment || !slices.Contains(keys(o), shop.ProblemTotal) || o.Sum.Total != 2400 {
		t.Errorf("an amount that is not fixed: state %v, problems %v, total %d", o.State, keys(o), o.Sum.Total)
	}
}

func own() data.ImportMap {
	c := func(names ...string) data.ImportSource { return data.ImportSource{Columns: names} }
	return data.ImportMap{Fields: map[data.ImportField]data.ImportSource{
		data.ImportNumber: c("受注番号"), data.ImportPlaced: c("受注日"), data.ImportShipName: c("お名前姓", "お名前名"), data.ImportShipPostal: c("郵便"),
		data.ImportShipStreet: c("住所上", "住所下"), data.ImportName: c("商品名"), data.ImportQuantity: c("数量"), data.ImportUnit: c("単価"),
		data.ImportTotal: c("合計"), data.ImportPaid: c("支払"), data.ImportMethod: {Constant: "銀行振込"}}}
}

func TestWhatIsWrongIsNamedByItsRowAndTheRestIsTaken(t *testing.T) {
	all := orders(t, open(t, "own-cp932.csv"), own())
	var got, taken []string
	for _, r := range all {
		for _, n := range r.Notes {
			got = append(got, fmt.Sprint(n.Row, n.Column, n.Key, n.Fatal))
		}
		if r.Flaw == "" {
			taken = append(taken, r.Order.Remote.Number)
		} else if len(r.Order.Lines)+len(r.Order.Parcels) > 0 {
			t.Errorf("order %s has a flaw and words", r.Order.Remote.Number)
		}
	}
	for _, w := range []string{"8受注番号import.row.numbertrue", "3数量import.row.quantitytrue", "5受注日import.row.datetrue", "6import.row.longtrue", "9import.row.shortfalse", "10単価import.row.amounttrue", "11お名前名import.row.letterstrue"} {
		if !slices.Contains(got, w) {
			t.Errorf("no note %s among %v", w, got)
		}
	}
	if !slices.Equal(taken, []string{"S-1", "S-6"}) {
		t.Errorf("taken %v", taken)
	}
	one := all[1].Order
	if len(one.Lines) != 2 || one.Payment.Method != "銀行振込" || one.Parcels[0].To.Name != "架空 一" || one.Parcels[0].To.Address.Prefecture != "北海道" || len(one.Problems) > 0 {
		t.Errorf("rows that lie apart are one order: %+v", one)
	}
	for _, r := range all {
		if r.Order.Remote.Number == "S-6" && (strings.Contains(r.Order.Parcels[0].To.Address.Street, "4111") || !slices.Contains(keys(r.Order), shop.ProblemCard)) {
			t.Errorf("a card's number came in: %v", keys(r.Order))
		}
	}
}

func TestAFileThatIsNoneIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		raw, key string
	}{
		"nothing":            {"", KeyForeign},
		"one column":         {"受注番号\n1\n", KeyForeign},
		"no rows":            {"a,b\r\n", KeyForeign},
		"a picture":          {"\x89PNG\x00\x00,\n,", KeyForeign},
		"a quote left open":  {"a,b\n1,\"2\n3,4\n", KeyQuote},
		"a row beyond sense": {"a,b\n" + strings.Repeat(",", 2000) + "\n", KeyLarge},
		"beyond fifty MB":    {strings.Repeat("a,b\n", MostFile/4+1), KeyLarge},
	} {
		if _, err := Open([]byte(c.raw)); data.KeyOf(err) != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

func TestNamesThatComeTwiceAreNumberedAndTheRestIsSaidToBeUnused(t *testing.T) {
	s, err := Open([]byte("\xef\xbb\xbf受注番号,受注日,商品名,数量,送料,送料, 送料 ,\r\n1,2026-11-20,鉢,1,5,6,7\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"受注番号", "受注日", "商品名", "数量", "送料", "送料#2", "送料#3"}; !slices.Equal(s.Columns(), want) {
		t.Errorf("columns %q", s.Columns())
	}
	m := Recognise(s.Columns())
	if m.Layout != "" || len(m.Missing()) > 0 || !slices.Equal(m.Unused(s.Columns()), []string{"送料#2", "送料#3"}) {
		t.Errorf("map %+v, unused %v", m, m.Unused(s.Columns()))
	}
}

func TestMomentsAreReadAsCartsWriteThem(t *testing.T) {
	want := time.Date(2022, 8, 10, 1, 33, 9, 0, time.UTC)
	for _, s := range []string{"2022/8/10 103309", "2022-08-10T10:33:09+09:00", "2022-08-10T01:33:09Z", "2022年8月10日 10時33分09秒", "２０２２/０８/１０　１０:３３:０９",
		"20220810103309", "2022-08-09 22:33:09 -0300", "2022/08/10(水) 10:33:09", "2022-08-10 10:33:09.000"} {
		if got, ok := moment(s); !ok || !got.Equal(want) {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "10/8/2022", "2022/13/1", "2022/2/30", "2022/8/10 25:00", "明日", "2022"} {
		if got, ok := moment(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

func TestWordsForHowAnOrderStands(t *testing.T) {
	for word, want := range map[string]data.State{"キャンセル": data.Cancelled, "注文取消し": data.Cancelled, "未入金": data.AwaitingPayment, "入金待ち": data.AwaitingPayment,
		"入金済み": data.ToShip, "未発送": data.ToShip, "発送済み": data.Shipped, "一部発送済み": data.ToShip, "500": data.Shipped, "1500": 0, "新規受付": 0} {
		if got, _ := state(word); got != want {
			t.Errorf("%s is %v, want %v", word, got, want)
		}
	}
	if _, known := state("検品中"); known {
		t.Error("a word of the shop's own is taken for known")
	}
}

func TestFiftyMegabytesStayWithinMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 50 MB")
	}
	var b strings.Builder
	b.WriteString("受注番号,受注日,お名前姓,お名前名,郵便,住所上,住所下,商品名,数量,単価,合計,支払,備考\r\n")
	pad, n := strings.Repeat("架空の備考", 20), 0
	for b.Len() < MostFile-1000 {
		n++
		fmt.Fprintf(&b, "S-%07d,2026/11/20,架空,一,0600001,北海道札幌市中央区,見本1-1,鉢,1,1000,1000,済,\"%s\r\n\"\r\n", n, pad)
	}
	raw := []byte(b.String())
	b.Reset()
	var before, at runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	read, most := 0, uint64(0)
	err = s.Orders(t.Context(), own(), func(r Read) error {
		if read++; read%20_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&at)
			most = max(most, at.HeapAlloc)
		}
		if r.Flaw != "" {
			return fmt.Errorf("order %s: %s", r.Order.Remote.Number, r.Flaw)
		}
		return nil
	})
	if err != nil || read != n {
		t.Fatalf("%d orders of %d, %v", read, n, err)
	}
	if more := int64(most) - int64(before.HeapAlloc); more > 100<<20 {
		t.Errorf("%d orders took %d MB beside the file", n, more>>20)
	}
}

const aupayFile = "controlType,orderId,orderDetailId,orderDate,orderStatus,itemCode,itemName,itemOption,itemPrice,unit,totalItemPrice,taxRate,postagePrice,usePoint,couponTotalPrice,requestPrice,settlementName,userComment," +
	"mailAddress,ordererName,ordererKana,ordererZipCode,ordererAddress,ordererPhoneNumber1,senderName,senderKana,senderZipCode,senderAddress,senderPhoneNumber1,deliveryRequestDay,giftWrappingType,noshiType\r\n" +
	"U,100001,1,2026/11/20 10:33,発送待ち,YUNOMI,湯呑み 灰釉,色:藍,2200,2,4400,10,660,100,200,4760,代金引換,留守のときは隣へ,taro@example.test,架空 太郎,カクウ タロウ,604-0000,京都府京都市中京区架空町9,090-0000-0002,髙橋 花子,タカハシ ハナコ,1000001,東京都千代田区架空1-2-3,090-0000-0001,2026/11/25,,内祝\r\n"

func TestAuPaysColumnsAreTheElementsOfItsAPI(t *testing.T) {
	raw, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Replace(aupayFile, "髙", "高", 1)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	m := Recognise(s.Columns())
	all := orders(t, s, m)
	if m.Layout != "aupay" || len(all) != 1 || all[0].Flaw != "" || len(all[0].Notes) > 0 {
		t.Fatalf("recognised as %q, read %+v", m.Layout, all)
	}
	o := all[0].Order
	to := data.Contact{Name: "高橋 花子", Kana: "タカハシ ハナコ", Phone: "090-0000-0001", Address: data.Address{Postal: "1000001", Prefecture: "東京都", Street: "千代田区架空1-2-3"}}
	if o.Remote.Number != "100001" || o.State != data.ToShip || !o.Payment.COD || o.Sum.Total != 4760 || o.Parcels[0].To != to || o.Parcels[0].Gift != "内祝" || o.Buyer.Address.Prefecture != "京都府" || len(o.Problems) > 0 {
		t.Errorf("got %+v", o)
	}
	if l := o.Lines[0]; l.Quantity != 2 || l.Total != 4400 || l.RateBP != 1000 || l.Option != "色:藍" || l.SKU != "YUNOMI" {
		t.Errorf("goods %+v", l)
	}
}

func TestAFileInEUCIsReadAsOne(t *testing.T) {
	text := "受注番号,受注日,商品名,数量,備考\r\n1,2026-11-20,湯呑み ｶﾊﾞｰ付,1,玄関先に\r\n"
	for name, enc := range map[string]encoding.Encoding{"EUC-JP": japanese.EUCJP, "Shift_JIS": japanese.ShiftJIS, "UTF-8": encoding.Nop} {
		raw, err := enc.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(raw)
		if err != nil {
			t.Fatal(err)
		}
		if all := orders(t, s, Recognise(s.Columns())); len(all) != 1 || all[0].Flaw != "" || all[0].Order.Lines[0].Name != "湯呑み ｶﾊﾞｰ付" || all[0].Order.Remarks != "玄関先に" {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

func FuzzOrders(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.csv")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(aupayFile))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Open(raw)
		if err != nil {
			return
		}
		s.Samples(3)
		for _, m := range []data.ImportMap{Recognise(s.Columns()), own()} {
			if len(m.Missing()) > 0 {
				continue
			}
			err := s.Orders(t.Context(), m, func(r Read) error {
				if r.Flaw == "" && shop.Flaw(r.Order) != "" {
					t.Errorf("an order with a flaw is taken: %s", shop.Flaw(r.Order))
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}
