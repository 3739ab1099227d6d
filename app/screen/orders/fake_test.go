package orders

import (
	"context"
	"errors"
	"time"

	"nifuda/data"
)

// fakeDesk answers from memory and remembers what it was asked.
type fakeDesk struct {
	rows  []data.OrderRow
	order data.Order
	err   error
	asked []data.OrderQuery
	held  []data.OrderID
	hold  bool
	bench fakeBench
}

// fakeBench remembers what went there and back, and the notes; most is how
// many parcels it takes of one release when that is not 0.
type fakeBench struct {
	released, taken []data.OrderID
	most            int
	looks           int
	notes           []string
	apart, joined   []data.ParcelID
}

func (f *fakeDesk) Apart(_ context.Context, id data.ParcelID) ([]data.ParcelID, error) {
	f.bench.apart = append(f.bench.apart, id)
	return []data.ParcelID{id, 9}, f.err
}

func (f *fakeDesk) Join(_ context.Context, ids []data.ParcelID) error {
	f.bench.joined = ids
	return f.err
}

func (f *fakeDesk) Reveal(_ context.Context, id data.OrderID) (data.Order, error) {
	f.bench.looks++
	o := bareOrder()
	o.ID = id
	return o, f.err
}

func (f *fakeDesk) Release(_ context.Context, ids []data.OrderID) (int, error) {
	f.bench.released = ids
	n := len(ids)
	if f.bench.most > 0 {
		n = min(n, f.bench.most-1)
	}
	return n, f.err
}

func (f *fakeDesk) TakeBack(_ context.Context, ids []data.OrderID) (int, error) {
	f.bench.taken = ids
	return len(ids), f.err
}

func (f *fakeDesk) SetNote(_ context.Context, _ data.OrderID, text string) error {
	f.bench.notes = append(f.bench.notes, text)
	return f.err
}

// clock stands still unless a test winds it.
func clock() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func (f *fakeDesk) Orders(_ context.Context, q data.OrderQuery) ([]data.OrderRow, error) {
	f.asked = append(f.asked, q)
	return f.rows, f.err
}

func (f *fakeDesk) Counts(context.Context) (data.TabCounts, error) {
	return data.TabCounts{data.TabToShip: 14, data.TabAwaiting: 3, data.TabProblems: 2, data.TabHeld: 1, data.TabShipped: 128}, nil
}

func (f *fakeDesk) Order(_ context.Context, id data.OrderID) (data.Order, error) {
	o := f.order
	o.ID = id
	return o, f.err
}

func (f *fakeDesk) Hold(_ context.Context, ids []data.OrderID, hold bool) error {
	f.held, f.hold = ids, hold
	return f.err
}

var errGone = &data.Fault{Kind: data.Full, Key: "fault.store.full", Err: errors.New("no space")}

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }

func evening() []data.OrderRow {
	row := func(id int, name, where, item string, pieces, more int, total data.Money) data.OrderRow {
		shop := "本店"
		if id%2 == 1 {
			shop = "茶の間店"
		}
		return data.OrderRow{ID: data.OrderID(id), Number: "10" + string(rune('0'+id/10)) + string(rune('0'+id%10)),
			ShopName: shop, Name: name, Prefecture: where, FirstItem: item, Pieces: pieces, MoreItems: more,
			Total: total, Parcels: 1, State: data.ToShip}
	}
	rows := []data.OrderRow{
		row(43, "髙橋 里奈", "長野県", "煎茶 朝霧", 2, 1, 7432),
		row(42, "佐々木 健", "北海道", "湯呑み 灰釉", 1, 0, 4400),
		row(41, "渡邉 さくら", "福岡県", "ほうじ茶 焙", 3, 0, 3888),
		row(40, "𠮷田 真由", "兵庫県", "急須 黒", 1, 2, 9680),
		row(39, "小林 大輔", "新潟県", "煎茶 飲み比べ", 1, 0, 2700),
		row(38, "中村 はるか", "東京都", "湯呑み 織部", 2, 0, 7370),
		row(37, "石井 拓也", "愛知県", "玉露 露地", 1, 1, 6156),
		row(36, "有限会社とても長い名前の茶道具と器の店", "沖縄県", "茶筒 山桜 手仕事の箱入り 名入れ 贈答用の大きいもの", 1, 0, 5280),
		row(35, "山本 陽子", "広島県", "煎茶 朝霧", 4, 0, 5954),
		row(34, "藤井 直樹", "宮城県", "湯呑み 粉引", 2, 3, 14850),
		row(33, "上田 学", "沖縄県", "茶さじ 竹", 1, 0, 1650),
	}
	rows[0].Parcels, rows[0].Flags.Gift = 2, true
	rows[0].Wanted = data.Wanted{Date: day(24), Slot: "14-16"}
	rows[2].Wanted, rows[2].Flags.COD = data.Wanted{Date: day(24), Slot: "19-21"}, true
	rows[3].Flags.Problem = true
	rows[4].Wanted, rows[4].Flags.Labelled = data.Wanted{Date: day(25), Slot: "午前中"}, true
	rows[5].Wanted, rows[5].Flags.Gift = data.Wanted{Date: day(25), Slot: "14-16"}, true
	rows[6].Flags.Labelled = true
	return rows
}

// giftOrder is the order as the desk gives it: masked.
func giftOrder() data.Order { return bareOrder().Masked() }

func bareOrder() data.Order {
	return data.Order{
		Buyer:  data.Contact{Name: "髙橋 里奈", Phone: "090-0000-0143", Email: "rina@example.test"},
		Remote: data.Remote{Number: "1043", PlacedAt: time.Date(2026, 11, 22, 19, 42, 0, 0, time.UTC)},
		State:  data.ToShip,
		Parcels: []data.Parcel{
			{To: data.Contact{Name: "髙橋 里奈", Phone: "090-0000-0143", Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2", Building: "コーポ山辺 205"}}, Wanted: data.Wanted{Date: day(24), Slot: "14-16"}},
			{To: data.Contact{Name: "髙橋 文子", Phone: "090-0000-0188", Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区茶屋町88"}}, Gift: "のし 内祝"},
		},
		Lines: []data.Line{
			{Name: "煎茶 朝霧 100g", Quantity: 2, Total: 2592, RateBP: 800},
			{Parcel: 1, Name: "湯呑み 灰釉", Quantity: 1, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{{Kind: data.Shipping, Amount: 1540}},
		Sum:     data.Sum{Currency: "JPY", Total: 7432, Rates: []data.RateTotal{{RateBP: 800, Gross: 2592, Tax: 192}, {RateBP: 1000, Gross: 4840, Tax: 440}}},
		Payment: data.Payment{Method: "カード", Paid: true},
		Remarks: "2か所とも領収書は要りません。",
	}
}
