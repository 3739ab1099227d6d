package labels

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/raster"
)

func takeOut(paragraphs int) Consent {
	const rule = "お客様の名前・住所・電話番号・メールアドレスを、書き写したり、撮影したり、覚え書きに残したりしません。\n" +
		"「荷札」の画面と紙は、お店の外へ持ち出しません。知ったことを、家族や友人にも話しません。\n\n" +
		"困ったこと、まちがいに気づいたことがあれば、すぐに責任者へ知らせます（黙っていても得はありません）。"
	return Consent{
		Shop: "山の湯呑み店", Person: "小川 美咲", InCharge: "𠮷田 髙志",
		Rule: data.Rule{Version: 3, Text: strings.TrimSpace(strings.Repeat(rule+"\n", paragraphs)), At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)},
		At:   time.Date(2026, 11, 22, 19, 0, 0, 0, time.UTC),
	}
}

func TestTheConsentGivesEveryCharacterBack(t *testing.T) {
	pen := newPen(t)
	for name, c := range map[string]struct {
		of    Consent
		pages int
	}{"one page": {takeOut(1), 1}, "several pages": {takeOut(12), 3}} {
		pages, reports := pen.ConsentSheet(c.of)
		if len(reports) != 0 || len(pages) != c.pages {
			t.Fatalf("%s: %d pages, want %d; reports %v", name, len(pages), c.pages, reports)
		}
		got := strings.Split(string(tool(t, "pdftotext", "-raw", paper(t, pen, pages, pdf.Options{}), "-")), "\f")
		all := ""
		for i, p := range pages {
			if want := characters(p); solid(sorted(got[i])) != sorted(want) {
				t.Errorf("%s, page %d: got %q, want %q", name, i+1, got[i], want)
			}
			all += strings.ReplaceAll(characters(p), fmt.Sprintf("持ち出し禁止の同意書%d/%d", i+1, len(pages)), "")
		}
		for _, want := range []string{"持ち出し禁止の同意書", "山の湯呑み店", "第3版", "2026年11月22日", "小川美咲", "𠮷田髙志", "責任者", "署名"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: %q is missing", name, want)
			}
		}
		if !strings.Contains(all, solid(c.of.Rule.Text)) {
			t.Errorf("%s: the rule is not whole, or not in its order", name)
		}
	}
}

func TestNothingOfTheConsentStandsOutsideItsMargins(t *testing.T) {
	pen := newPen(t)
	c := takeOut(4)
	c.Person = strings.Repeat("とても長い名前の", 12)
	c.Rule.Text += "\n" + strings.Repeat("切れ目のない英数字ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 6)
	pages, _ := pen.ConsentSheet(c)
	for i, p := range pages {
		for _, it := range p.Items {
			txt, ok := it.(page.Text)
			if !ok {
				continue
			}
			right := txt.X + page.Width(pen.fonts, txt.Role, txt.Size, string(txt.Text))
			if txt.X < sheetMargin || right > sheetWidth-sheetMargin+0.01 || txt.Y > sheetHeight-sheetMargin+5 {
				t.Errorf("page %d: %q reaches from %.1f to %.1f mm at %.1f", i+1, txt.Text, txt.X, right, txt.Y)
			}
		}
	}
}

func TestALineOfTheConsentNeverBeginsWithAStop(t *testing.T) {
	pages, _ := newPen(t).ConsentSheet(takeOut(12))
	for _, p := range pages {
		for _, it := range p.Items {
			if txt, ok := it.(page.Text); ok && strings.ContainsAny(string([]rune(string(txt.Text))[:1]), "。、」）・ー") {
				t.Errorf("a line begins with %q", txt.Text)
			}
		}
	}
}

func TestAConsentThatIsNotGivenLeavesItsDateOpen(t *testing.T) {
	c := takeOut(1)
	c.At, c.InCharge = time.Time{}, ""
	pages, reports := newPen(t).ConsentSheet(c)
	got := ""
	for _, p := range pages {
		got += characters(p)
	}
	if strings.Contains(got, "22日") || !strings.Contains(got, "年月日") || len(reports) != 0 {
		t.Errorf("got %q, %v", got, reports)
	}
}

func TestWhatCannotBeDrawnOnTheConsentIsReported(t *testing.T) {
	c := takeOut(1)
	c.Rule.Text += "\U0001F98A"
	_, reports := newPen(t).ConsentSheet(c)
	if len(reports) != 1 || reports[0].Field != Terms || reports[0].Key != ReportMissing {
		t.Errorf("got %v", reports)
	}
}

// TestPicturesOfTheConsent writes the pages, if somebody wants to look.
func TestPicturesOfTheConsent(t *testing.T) {
	dir := os.Getenv("NIFUDA_PICTURES")
	pages, _ := newPen(t).ConsentSheet(takeOut(12))
	for i, p := range pages {
		img, err := raster.RGBA(newPen(t).Fonts(), p, 72)
		if err != nil {
			t.Fatal(err)
		}
		if dir == "" {
			continue
		}
		f, err := os.Create(filepath.Join(dir, "consent-"+string(rune('1'+i))+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
