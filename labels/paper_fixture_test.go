package labels

import (
	"fmt"
	"strings"
	"time"

	"nifuda/data"
)

func onNovember(day int) time.Time {
	return time.Date(2026, 11, day, 19, 30, 0, 0, time.FixedZone("JST", 9*60*60))
}

func registered() data.TaxTerms {
	return data.TaxTerms{Number: "T1234567890123", Proviso: data.DefaultProviso, Bank: "まつもと銀行 大手支店 普通 0012345\nヤマノユノミテン"}
}

// paperOf is a small order of food and a cup, 7,010 yen in all.
func paperOf(kind data.PaperKind) data.Paper {
	d := data.Paper{
		Kind: kind, Number: kind.Series() + "2026-000123", Issued: onNovember(22),
		Order: data.PaperOrder{Number: "CM-1000234", Placed: onNovember(20), Traded: onNovember(22), Payment: "クレジットカード", Part: 1, Parts: 1, Seq: 7},
		To:    plainJob("").To, From: sender(), Terms: registered(),
		Items: []data.PaperItem{
			{SKU: "YU-001", Name: "山の湯呑み", Option: "藍", Quantity: 2, Unit: 1_650, Amount: 3_300, RateBP: 1000},
			{SKU: "TEA-100", Name: "煎茶 100g", Quantity: 3, Unit: 1_080, Amount: 3_240, RateBP: 800, Reduced: true},
		},
		Charges: []data.PaperCharge{{Kind: data.Shipping, Amount: 770, RateBP: 1000}, {Kind: data.Coupon, Label: "秋のお茶会", Amount: -300}},
		Sum: data.PaperSum{Goods: 6_540, Total: 7_010, Due: 7_010, Rates: []data.TaxTotal{
			{RateBP: 1000, Base: 3_563, Tax: 356, Gross: 3_919}, {RateBP: 800, Base: 2_863, Tax: 228, Gross: 3_091},
		}},
		Words: data.PaperWords{Message: data.DefaultMessage, Paid: true, Card: kind == data.PaperReceipt},
	}
	switch kind {
	case data.PaperGift:
		d.From = data.Sender{Name: "小川 美咲", Address: data.Address{Postal: "3900874", Prefecture: "長野県", Street: "松本市大手9-9-9"}}
		d.Words = data.PaperWords{Message: data.DefaultMessage, Gift: "内のし「御祝」小川"}
	case data.PaperReturn:
		d.Words = data.PaperWords{Sold: "2026年11月2日（CM-1000234）"}
	}
	return d
}

// longPaper has 60 rows of nine digits, five ship-tos and names that fit nowhere.
func longPaper(kind data.PaperKind) data.Paper {
	d := paperOf(kind)
	d.Items, d.Sum = nil, data.PaperSum{}
	for i := range 60 {
		name := fmt.Sprintf("%d番目の品 手びねりの湯呑みと急須の揃い", i+1)
		if i%17 == 3 {
			name = strings.Repeat("たいへん長い品名の", 12) + "湯呑み"
		}
		d.Items = append(d.Items, data.PaperItem{SKU: fmt.Sprintf("SET-%04d", i+1), Name: name, Option: "藍色 / 大", Quantity: 1 + i%3,
			Unit: 999_999_999, Amount: 999_999_999, RateBP: 1000 - 200*(i%2), Reduced: i%2 == 1, Ship: 1 + i%5})
		d.Sum.Goods += 999_999_999
	}
	d.Charges = []data.PaperCharge{{Kind: data.Shipping, Amount: 3_850, RateBP: 1000}}
	d.Sum.Total = d.Sum.Goods + 3_850
	d.Sum.Points, d.Sum.Due = 1_000, d.Sum.Total-1_000
	half := d.Sum.Goods / 2
	d.Sum.Rates = []data.TaxTotal{{RateBP: 1000, Gross: half + 3_850, Tax: (half + 3_850) / 11}, {RateBP: 800, Gross: half, Tax: half * 8 / 108}}
	d.To.Name, d.To.Company = strings.Repeat("寿限無 ", 12)+"長助", "株式会社 "+strings.Repeat("国際協力企画", 6)
	for i := range 5 {
		to := plainJob("").To
		to.Name, to.Address.Street = fmt.Sprintf("送り先 %d子", i+1), fmt.Sprintf("京都市中京区茶屋町%d-%d", i+1, 88+i)
		d.Order.Ships = append(d.Order.Ships, to)
	}
	d.Order.Parts = 5
	d.Words.Remarks = strings.Repeat("割れものですので、静かに置いてください。", 8)
	return d
}

// batch is a batch of n parcels with sets, gifts and notes in it.
func batch(n int) data.Pick {
	d := data.Pick{Batch: "20261122-1930", At: onNovember(22)}
	for i := range n {
		p := data.PickParcel{Seq: i + 1, Number: fmt.Sprintf("CM-%d", 1000234+i), Part: 1, Parts: 1}
		for j := range 1 + i%4 {
			p.Lines = append(p.Lines, data.PickLine{SKU: fmt.Sprintf("YU-%03d", (i+j*3)%11), Name: "山の湯呑み " + fmt.Sprint((i+j*3)%11), Option: "藍", Quantity: 1 + (i+j)%3})
		}
		if i%5 == 2 {
			p.Gift, p.Note = "内のし「御祝」", "割れものの札を貼る"
		}
		if i%7 == 3 {
			p.Part, p.Parts = 2, 2
		}
		d.Parcels = append(d.Parcels, p)
	}
	return d
}
