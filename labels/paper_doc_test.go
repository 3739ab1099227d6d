package labels

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
)

func TestTheDocumentsGiveEveryCharacterBack(t *testing.T) {
	pen := newPen(t)
	for name, pages := range papersToSee(pen) {
		got := strings.Split(string(tool(t, "pdftotext", "-raw", paper(t, pen, pages, pdf.Options{}), "-")), "\f")
		for i, p := range pages {
			if want := characters(p); solid(sorted(got[i])) != sorted(want) {
				t.Errorf("%s, page %d: got %q, want %q", name, i+1, got[i], want)
			}
		}
	}
}

func TestNothingOfADocumentLeavesItsSheet(t *testing.T) {
	pen := newPen(t)
	const edge = 4.0 // mm that a printer cannot reach
	for name, pages := range papersToSee(pen) {
		for i, p := range pages {
			for _, it := range p.Items {
				x, y, x2, y2 := extent(pen, it)
				if x < edge-0.01 || y < edge || x2 > sheetWidth-edge || y2 > sheetHeight-edge {
					t.Errorf("%s, page %d: %+v reaches %.1f,%.1f to %.1f,%.1f", name, i+1, it, x, y, x2, y2)
				}
			}
		}
	}
}

// extent is the rectangle an item takes, in mm.
func extent(pen *Pen, it page.Item) (x, y, x2, y2 float64) {
	switch it := it.(type) {
	case page.Text:
		em := it.Size * page.MMPerPt
		return it.X, it.Y - ascent*em, it.X + page.Width(pen.fonts, it.Role, it.Size, string(it.Text)), it.Y + descent*em
	case page.Rule:
		return min(it.X1, it.X2), min(it.Y1, it.Y2), max(it.X1, it.X2), max(it.Y1, it.Y2)
	case page.Box:
		return it.X, it.Y, it.X + it.W, it.Y + it.H
	case page.Bars:
		return it.X, it.Y, it.X + it.Width(), it.Y + it.Height
	}
	return 0, 0, 0, 0
}

func TestTheAddressAloneShowsInTheWindow(t *testing.T) {
	pen := newPen(t)
	for _, d := range []data.Paper{paperOf(data.PaperSlip), longPaper(data.PaperSlip), longPaper(data.PaperInvoice), paperOf(data.PaperGift), paperOf(data.PaperReturn)} {
		pages, _ := pen.Paper(d, true)
		inside := 0
		for _, it := range pages[0].Items {
			x, y, x2, y2 := extent(pen, it)
			if x2 < 10 || x > 115 || y2 < 10 || y > 65 {
				continue
			}
			inside++
			if x < 20 || x2 > 105 || y < 15 || y2 > 60.1 {
				t.Errorf("%s: %+v at %.1f,%.1f to %.1f,%.1f is not in the block of the address", d.Kind, it, x, y, x2, y2)
			}
		}
		if inside < 3 {
			t.Errorf("%s: %d lines of an address", d.Kind, inside)
		}
	}
}

func textOf(pages []page.Page) string {
	all := ""
	for _, p := range pages {
		all += characters(p)
	}
	return all
}

func TestALongOrderLosesNoRowAndCarriesItsSums(t *testing.T) {
	pen := newPen(t)
	for _, kind := range []data.PaperKind{data.PaperSlip, data.PaperInvoice, data.PaperGift} {
		d := longPaper(kind)
		pages, reports := pen.Paper(d, false)
		for _, r := range reports {
			if r.Blocks() {
				t.Errorf("%s: %+v", kind, r)
			}
		}
		all := textOf(pages)
		for i, it := range d.Items {
			if strings.Count(all, it.SKU) != 1 || !strings.Contains(all, solid(it.Name)) {
				t.Errorf("%s: row %d is not there, or twice", kind, i+1)
			}
		}
		for i, p := range pages {
			got := characters(p)
			if !strings.Contains(got, fmt.Sprintf("%d/%d", i+1, len(pages))) {
				t.Errorf("%s, page %d: it has no number", kind, i+1)
			}
		}
		if kind == data.PaperGift {
			continue
		}
		carry := regexp.MustCompile(`次のページへ(¥[\d,]+)`).FindAllStringSubmatch(all, -1)
		taken := regexp.MustCompile(`前のページから(¥[\d,]+)`).FindAllStringSubmatch(all, -1)
		if len(carry) == 0 || len(carry) != len(taken) {
			t.Fatalf("%s: %d sums carried, %d taken over", kind, len(carry), len(taken))
		}
		for i := range carry {
			if !strings.HasPrefix(taken[i][1], carry[i][1]) { // the next row's words follow
				t.Errorf("%s: %s is carried, %s taken over", kind, carry[i][1], taken[i][1])
			}
		}
		for _, want := range []string{"お届け先", "送り先1子様", "送り先5子様", "¥59,999,999,940", d.Sum.Due.Yen()} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: %q is missing", kind, want)
			}
		}
	}
}

func TestAGiftSlipHoldsNoAmount(t *testing.T) {
	pen := newPen(t)
	for _, d := range []data.Paper{paperOf(data.PaperGift), longPaper(data.PaperGift)} {
		pages, _ := pen.Paper(d, false)
		got := string(tool(t, "pdftotext", "-raw", paper(t, pen, pages, pdf.Options{}), "-"))
		amounts := []data.Money{d.Sum.Goods, d.Sum.Total, d.Sum.Due, d.Sum.Points}
		for _, it := range d.Items {
			amounts = append(amounts, it.Unit, it.Amount)
		}
		for _, c := range d.Charges {
			amounts = append(amounts, c.Amount)
		}
		for _, r := range d.Sum.Rates {
			amounts = append(amounts, r.Base, r.Tax, r.Gross)
		}
		groups := map[string]bool{}
		for _, g := range regexp.MustCompile(`[\d,]+`).FindAllString(got, -1) {
			groups[strings.ReplaceAll(g, ",", "")] = true
		}
		for _, a := range amounts {
			if a != 0 && groups[strings.Trim(fmt.Sprint(int64(a)), "-")] {
				t.Errorf("%d stands on a gift slip", a)
			}
		}
		for _, word := range []string{"¥", "円", "税", "合計", "金額", "単価", "お支払い", d.Terms.Number} {
			if strings.Contains(got, word) {
				t.Errorf("%q stands on a gift slip", word)
			}
		}
		if len(groups) == 0 || !strings.Contains(got, d.Items[0].Name) {
			t.Error("the slip says nothing at all")
		}
	}
}

func TestAShopWithoutRegistrationSaysNothingOfIt(t *testing.T) {
	pen := newPen(t)
	for _, kind := range data.PaperKinds() {
		d := paperOf(kind)
		pages, _ := pen.Paper(d, false)
		if named := strings.Contains(textOf(pages), "適格"); named != (kind != data.PaperGift) {
			t.Errorf("%s of a registered shop: 適格 stands there: %v", kind, named)
		}
		d.Terms.Number = ""
		pages, _ = pen.Paper(d, false)
		got := textOf(pages)
		if strings.Contains(got, "適格") || strings.Contains(got, "登録番号") || regexp.MustCompile(`T\d{13}`).MatchString(got) {
			t.Errorf("%s of a shop without registration: %q", kind, got)
		}
		if kind != data.PaperGift && !strings.Contains(got, "8%※対象") {
			t.Errorf("%s: what is taxed at which rate is missing: %q", kind, got)
		}
	}
}

func TestWhatAReceiptSays(t *testing.T) {
	pen := newPen(t)
	card := paperOf(data.PaperReceipt)
	cash := card
	cash.Words.Card, cash.Sum.Stamp, cash.Words.Proviso = false, 200, "湯呑み代として"
	code := card
	code.Words.Card, code.Words.Code = false, true
	for name, c := range map[string]struct {
		of        data.Paper
		again     bool
		has, lack []string
	}{
		"by card": {card, false, []string{"領収書", "（控）", "髙橋里奈様", "¥7,010−", "但しお品代として（クレジットカード利用）", "8%※対象¥3,091¥228", "登録番号T1234567890123", "No.R2026-000123"},
			[]string{"収入印紙", "再発行", "但し但し"}},
		"by code, of a shop that stamps none": {code, false, []string{"但しお品代として（コード決済利用）"}, []string{"収入印紙", "クレジットカード利用"}},
		"cash":                                {cash, false, []string{"但し湯呑み代として", "収入印紙", "200円"}, []string{"クレジットカード利用", "再発行"}},
		"a second time":                       {cash, true, []string{"再発行", "No.R2026-000123"}, nil},
	} {
		pages, reports := pen.Paper(c.of, c.again)
		if len(pages) != 1 || len(reports) != 0 {
			t.Fatalf("%s: %d pages, %v", name, len(pages), reports)
		}
		got := textOf(pages)
		for _, w := range c.has {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is missing in %q", name, w, got)
			}
		}
		for _, w := range c.lack {
			if strings.Contains(got, w) {
				t.Errorf("%s: %q should not be there", name, w)
			}
		}
		if strings.Count(got, "¥7,010−") != 2 {
			t.Errorf("%s: the copy is not the same", name)
		}
	}
}

func TestTheSumsOfThePickListsAgree(t *testing.T) {
	pen := newPen(t)
	d := batch(24)
	pages, reports := pen.PickList(d)
	if len(reports) != 0 {
		t.Fatalf("%v", reports)
	}
	total := 0
	for _, r := range d.Total() {
		total += r.Quantity
	}
	if total != d.Pieces() {
		t.Errorf("the total list has %d pieces, the parcels %d", total, d.Pieces())
	}
	all := textOf(pages)
	if !strings.Contains(all, fmt.Sprintf("合計%d種%d点", len(d.Total()), total)) {
		t.Error("the total list does not say its sum")
	}
	at := 0
	for _, p := range d.Parcels { // in the order of the batch
		i := strings.Index(all[at:], fmt.Sprintf("%d%s", p.Seq, solid(p.Number)))
		if i < 0 {
			t.Fatalf("parcel %d is missing or not in its place", p.Seq)
		}
		at += i
	}
	for i, p := range pages {
		if !strings.Contains(characters(p), d.Batch) || !strings.Contains(characters(p), fmt.Sprintf("%d/%d", i+1, len(pages))) {
			t.Errorf("page %d does not say what batch it is of, or which page", i+1)
		}
	}
}

func TestWhatADocumentCannotShowIsReported(t *testing.T) {
	d := paperOf(data.PaperSlip)
	d.Items[1].Name += "\U0001F98A"
	d.To.Name += "\xff"
	_, reports := newPen(t).Paper(d, false)
	keys := map[Field]string{}
	for _, r := range reports {
		keys[r.Field] = r.Key
	}
	if keys[Goods] != ReportMissing || keys[Name] != ReportDamaged {
		t.Errorf("got %v", reports)
	}
	d = paperOf(data.PaperReceipt)
	d.To.Name = strings.Repeat("寿限無", 300)
	_, reports = newPen(t).Paper(d, false)
	if len(reports) != 1 || reports[0].Key != ReportCut || !reports[0].Blocks() {
		t.Errorf("a name that no receipt holds: got %v", reports)
	}
}

func TestTheSamePaperIsTheSameDrawing(t *testing.T) {
	for _, kind := range data.PaperKinds() {
		a, _ := newPen(t).Paper(longPaper(kind), false)
		b, _ := newPen(t).Paper(longPaper(kind), false)
		again, _ := newPen(t).Paper(longPaper(kind), true)
		other := longPaper(kind)
		other.To.Name = "髙橋 里菜"
		c, _ := newPen(t).Paper(other, false)
		if page.Digest(a) != page.Digest(b) {
			t.Errorf("%s: two drawings of one paper differ", kind)
		}
		if page.Digest(a) == page.Digest(c) || page.Digest(a) == page.Digest(again) {
			t.Errorf("%s: another paper has the same digest", kind)
		}
	}
}
