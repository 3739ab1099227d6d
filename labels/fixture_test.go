package labels

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/stock"
)

var prefectures = strings.Fields(`北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県
	東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県
	奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県
	宮崎県 鹿児島県 沖縄県`)

// hard are the characters that have gone wrong on labels before.
var hard = []string{
	"髙", "﨑", "𠮷", "𠮟", "葛\U000E0100", "辻\U000E0100", "邉", "濵", "槗", "か\u3099", "ﾊﾟ", "ｺｰﾎﾟ", "㈱", "①", "々", "〇",
	"\U0001F9F8", "👨\u200d👩\u200d👧", "❤\uFE0F", "\x00", "\x07", "\u0085", "\t", "\r\n", "\u200b", "\u202e", "\ufeff", "\xff", "\u3000", "\u00a0",
	"不", "（", "）", "\\", "＼", "ー", "～", "〜", "−", "é", "ß", "Ω", "ﷺ", "한", "汉", "🄰",
}

type maker struct{ *rand.Rand }

func (m maker) pick(from []string) string { return from[m.IntN(len(from))] }

// words are up to n pieces of plausible Japanese, sometimes with a hard one.
func (m maker) words(n int, pieces ...string) string {
	var s strings.Builder
	for range 1 + m.IntN(n) {
		s.WriteString(m.pick(pieces))
		if m.IntN(6) == 0 {
			s.WriteString(m.pick(hard))
		}
	}
	return s.String()
}

// job is an order that one might get on a bad day.
func (m maker) job(i int) data.LabelJob {
	street := m.words(4, "中央区", "桜通町", "大字上野", "字山ノ内", "宝ケ丘", "一番町") + fmt.Sprintf("%d-%d-%d", 1+m.IntN(30), 1+m.IntN(40), m.IntN(120))
	building := ""
	if m.IntN(2) == 0 {
		building = m.words(5, "グリーンヒルズ", "コーポ", "メゾン・ド・", "Residence ", "タワー", "東館", "アネックス ") + fmt.Sprintf(" %d号室", 100+m.IntN(4000))
	}
	if m.IntN(25) == 0 {
		street = strings.Repeat("長い町名のつづく", 25+m.IntN(60))
	}
	if m.IntN(40) == 0 {
		building = strings.Repeat("Very long building name, ", 8)
	}
	company := ""
	if m.IntN(4) == 0 {
		company = m.words(4, "株式会社", "森の", "企画部", "国際協力", "センター", "Trading ")
	}
	name := m.words(2, "山田", "太郎", "佐々木", "渡", "吉") + " " + m.words(2, "花子", "健", "さくら", "マリア", "O'Neil")
	if m.IntN(30) == 0 {
		name = strings.Repeat("寿限無", 20)
	}
	j := data.LabelJob{
		Number: fmt.Sprintf("%s%d", m.pick([]string{"", "CM-", "2026-", "注文"}), 10000+i),
		To: data.Recipient{Name: name, Company: company, Address: data.Address{
			Postal: fmt.Sprintf("%07d", m.IntN(10000000)), Prefecture: prefectures[i%len(prefectures)], Street: street, Building: building,
		}},
		From: sender(), Part: 1, Parts: 1 + m.IntN(3),
	}
	if m.IntN(3) == 0 {
		j.Wanted = data.Wanted{Date: time.Date(2026, 11, 1+m.IntN(30), 0, 0, 0, 0, time.UTC), Slot: m.pick([]string{"", "14-16", "午前中"})}
	}
	return j
}

func sender() data.Sender {
	return data.Sender{Name: "山の湯呑み店", Phone: "0263-00-0000",
		Address: data.Address{Postal: "3900874", Prefecture: "長野県", Street: "松本市大手1-1-1", Building: "湯呑みビル2階"}}
}

// plainJob is an order without any trouble.
func plainJob(number string) data.LabelJob {
	return data.LabelJob{
		Number: number, From: sender(), Part: 1, Parts: 1,
		To: data.Recipient{Name: "髙橋 里奈", Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区茶屋町88"}},
	}
}

func newPen(t testing.TB) *Pen {
	t.Helper()
	p, err := NewPen()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func find(t testing.TB, code string) stock.Stock {
	t.Helper()
	s, err := stock.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// classes is stock of each size that labels are laid out for.
func classes(t testing.TB) []stock.Stock {
	t.Helper()
	var all []stock.Stock
	for _, code := range []string{"a4-12", "label-100x150", "a4-65-elm023", "a4-44-28388", "letter-30", "a4-21-28383", "letter-10", "a4-8",
		"a4-4-elm013", "a4-2", "a4-1", "label-4x6", "dk-29x90", "dk-62x29", "dk-62x100", "dk-102x152", "letterpack"} {
		all = append(all, find(t, code))
	}
	return all
}
