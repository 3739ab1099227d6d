package labels

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/stock"

	"golang.org/x/text/unicode/norm"
)

func TestAThousandAddressesLoseNoCharacterAndStayOnTheirLabels(t *testing.T) {
	pen := newPen(t)
	m := maker{rand.New(rand.NewPCG(1, 2))}
	cut, all := 0, stock.All()
	for i := range 1000 {
		j := m.job(i)
		for n, s := range []stock.Stock{find(t, "a4-12"), find(t, "label-100x150"), all[i%len(all)], all[(i+i/len(all)+7)%len(all)]} {
			label, reports := pen.AddressLabel(j, s)
			checkInside(t, pen, label)
			if c := checkWhole(t, j, label, reports); n < 2 {
				cut += c
			}
		}
		if t.Failed() {
			t.Fatalf("job %d: %#v", i, j.To)
		}
	}
	if cut == 0 || cut > 200 {
		t.Errorf("%d labels of 2,000 had something cut; the fixture is meant to have some, and few", cut)
	}
}

// TestOnALabelWithAnAddressBlockEverythingIsInTheBlock: what is printed on the
// label already stays free.
func TestOnALabelWithAnAddressBlockEverythingIsInTheBlock(t *testing.T) {
	pen := newPen(t)
	m := maker{rand.New(rand.NewPCG(3, 4))}
	whole := data.Stock{ID: 7, Name: "ロゴ入りの札", Roll: true, Page: data.Size{Width: 100, Height: 150}, Label: data.Size{Width: 100, Height: 150},
		Grid: data.Grid{PitchX: 100, PitchY: 150, Columns: 1, Rows: 1}}
	for i := range 300 {
		own := whole
		own.Block = data.Block{Left: float64(i % 7), Top: 40 + float64(i%5), Width: 90 - float64(i%40), Height: 90 - float64(i%60)}
		if err := own.Check(); err != nil {
			t.Fatal(err)
		}
		j := m.job(i)
		j.Post = data.PostBars{On: true, Rest: "1-2-3"}
		label, reports := pen.AddressLabel(j, stock.Own(own))
		if label.Width != 100 || label.Height != 150 {
			t.Fatalf("a label of %v by %v", label.Width, label.Height)
		}
		inner := label.Moved(-own.Block.Left, -own.Block.Top)
		inner.Width, inner.Height = own.Block.Width, own.Block.Height
		checkInside(t, pen, inner)
		checkWhole(t, j, label, reports)
		if t.Failed() {
			t.Fatalf("job %d in %+v", i, own.Block)
		}
	}
	j := m.job(1)
	plain, _ := pen.AddressLabel(j, stock.Own(whole))
	whole.Block = data.Block{Width: 100, Height: 150}
	if all, _ := pen.AddressLabel(j, stock.Own(whole)); page.Digest([]page.Page{all}) != page.Digest([]page.Page{plain}) {
		t.Error("a block that is all of the label changes the label")
	}
}

// checkWhole counts characters: each that was written is on the label or in a
// report. It returns 1 when something was cut.
func checkWhole(t *testing.T, j data.LabelJob, label page.Page, reports []Report) int {
	t.Helper()
	have := map[rune]int{}
	add := func(s string) {
		for _, r := range solid(s) {
			have[r]++
		}
	}
	for _, it := range label.Items {
		if txt, ok := it.(page.Text); ok {
			add(string(txt.Text))
		}
	}
	cut := 0
	for _, r := range reports {
		switch r.Key {
		case ReportControl, ReportMissing, ReportSelector, ReportDamaged, ReportLeft:
			add(r.Detail)
		case ReportCut:
			add(r.Detail)
			cut = 1
		}
	}
	a := j.To.Address
	written := strings.Join([]string{a.Prefecture, a.Street, a.Building, j.To.Company, j.To.Name, j.Number, postal(a), wanted(j.Wanted)}, "\n")
	for _, r := range solid(norm.NFC.String(strings.ToValidUTF8(written, "\uFFFD"))) {
		if have[r]--; have[r] < 0 {
			t.Errorf("%q (U+%04X) is neither on the label nor in a report", r, r)
		}
	}
	return cut
}

// solid is a text without what only makes room.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// checkInside looks at the ink of every item, not at what was planned.
func checkInside(t *testing.T, pen *Pen, p page.Page) {
	t.Helper()
	const hair = 1e-6
	inside := func(what string, left, top, right, bottom float64) {
		if left < -hair || top < -hair || right > p.Width+hair || bottom > p.Height+hair {
			t.Errorf("%s covers %.2f,%.2f to %.2f,%.2f of a label of %.1f x %.1f mm", what, left, top, right, bottom, p.Width, p.Height)
		}
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case page.Text:
			em, x := it.Size*page.MMPerPt, it.X
			for _, g := range pen.Fonts().Shape(it.Role, it.Text) {
				b := pen.Fonts().Path(g).Bounds()
				inside(string(it.Text), x+em*float64(b.Left), it.Y+em*float64(b.Top), x+em*float64(b.Right), it.Y+em*float64(b.Bottom))
				x += em * float64(g.Advance) / 1000
			}
		case page.Bars:
			inside("a barcode", it.X, it.Y, it.X+it.Width(), it.Y+it.Height)
		case page.Rule:
			inside("a rule", min(it.X1, it.X2), min(it.Y1, it.Y2), max(it.X1, it.X2), max(it.Y1, it.Y2))
		}
	}
}

// unified reports characters that counting cannot follow: NFC would replace
// them where labels do not, or they stand for damage themselves.
func unified(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F || r == 0xFFFF
}

func FuzzLabelText(f *testing.F) {
	f.Add("山田 太郎", "京都市中京区茶屋町88", "コーポ山辺 205", "株式会社森", "1000234")
	f.Add("𠮷田 葛\U000E0100", "a\x00\xff\r\n", strings.Repeat("Ｗ", 300), "（株）", "注文")
	f.Add("", "", "", "", strings.Repeat("9", 300))
	pen, err := NewPen()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, street, building, company, number string) {
		if len(name)+len(street)+len(building)+len(company)+len(number) > 4000 {
			return
		}
		j := plainJob(number)
		j.To.Name, j.To.Company = name, company
		j.To.Address.Street, j.To.Address.Building = street, building
		for _, s := range classes(t) {
			label, reports := pen.AddressLabel(j, s)
			checkInside(t, pen, label)
			if !strings.ContainsFunc(name+street+building+company+number, unified) {
				checkWhole(t, j, label, reports)
			}
		}
	})
}

func TestWhatALabelTellsAPerson(t *testing.T) {
	pen := newPen(t)
	cases := []struct {
		name   string
		change func(*data.LabelJob)
		want   []string
	}{
		{"nothing when all is well", func(*data.LabelJob) {}, nil},
		{"an emoji is replaced", func(j *data.LabelJob) { j.To.Name = "森\U0001F9F8" }, []string{ReportMissing}},
		{"a Japanese order number has no bars", func(j *data.LabelJob) { j.Number = "注文1" }, []string{ReportNoCode}},
		{"a postal code of three digits", func(j *data.LabelJob) { j.To.Address.Postal = "604" }, []string{ReportPostal}},
		{"no postal code", func(j *data.LabelJob) { j.To.Address.Postal = "" }, []string{ReportPostal}},
		{"one from abroad is as it is", func(j *data.LabelJob) {
			j.To.Address = data.Address{Postal: "SW1A", Street: "1 Main St", Country: "GB"}
		}, nil},
		{"a long building takes two lines", func(j *data.LabelJob) {
			j.To.Address.Building = "グリーンヒルズ坂上アネックス東館グリーンヒルズ坂上アネックス 1208号室"
		}, []string{ReportWrapped}},
		{"far too much is cut", func(j *data.LabelJob) { j.To.Address.Building = strings.Repeat("とても長い建物の名前", 100) },
			[]string{ReportNoCode, ReportCut, ReportWrapped, ReportSmall}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			j := plainJob("1000234")
			c.change(&j)
			_, reports := pen.AddressLabel(j, find(t, "a4-12"))
			got := map[string]bool{}
			for _, r := range reports {
				got[r.Key] = true
			}
			for _, k := range c.want {
				if !got[k] {
					t.Errorf("got %v, want %s among them", reports, k)
				}
			}
			if len(c.want) == 0 && len(reports) > 0 {
				t.Errorf("got %v, want none", reports)
			}
		})
	}
}
