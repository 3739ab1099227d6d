package handbook

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets/stage"
	"nifuda/assets"
	"nifuda/data"
)

func keys() Page {
	return Page{Title: "キー", Blocks: []Block{{Key, "いますぐ閉める", "Ctrl+L"}, {Key, "手引き", "F1"}}}
}

func TestAPageIsReadLineByLine(t *testing.T) {
	got := Parse("# 紙\n\nはじめに。\nつづき。\n\n## 見出し\n\n![納品書](slip)\n- 一つ\n1. はじめ\n2. つぎ。3. ではない\n\n![壊れ\n")
	want := []Block{{Paragraph, "はじめに。\nつづき。", ""}, {Heading, "見出し", "##"}, {Picture, "納品書", "slip"}, {Point, "一つ", ""},
		{Step, "はじめ", "1"}, {Step, "つぎ。3. ではない", "2"}, {Paragraph, "![壊れ", ""}}
	if got.Title != "紙" || !slices.Equal(got.Blocks, want) {
		t.Errorf("got %+v", got)
	}
}

// TestBothLanguagesSayTheSame: the same headings, steps and pictures in the same
// order, so that nothing is told in one language alone.
func TestBothLanguagesSayTheSame(t *testing.T) {
	const largest = 150 << 10 // bytes of a picture
	for _, name := range assets.HandbookPages() {
		var shapes [][]string
		for _, lang := range text.Languages() {
			p := Parse(string(assets.Handbook(name, lang)))
			if p.Title == "" || len(p.Blocks) < 10 {
				t.Errorf("%s in %s: %q with %d blocks", name, lang, p.Title, len(p.Blocks))
			}
			var shape []string
			for _, b := range p.Blocks {
				mark := string(rune('0' + b.Kind))
				if b.Kind == Picture || b.Kind == Step {
					mark += b.Name
				}
				shape = append(shape, mark)
				if strings.ContainsAny(b.Text, "*`_<>#") || b.Text == "" {
					t.Errorf("%s in %s: marks that are not drawn, or nothing, in %q", name, lang, b.Text)
				}
				if b.Kind != Picture {
					continue
				}
				content, wide, high := (&Model{}).Picture(b.Name)
				if len(content) == 0 || len(content) > largest || wide < 300 || high < 300 {
					t.Errorf("%s in %s: picture %s of %d bytes, %v by %v", name, lang, b.Name, len(content), wide, high)
				}
			}
			shapes = append(shapes, shape)
		}
		if !slices.Equal(shapes[0], shapes[1]) {
			t.Errorf("%s:\n%v\n%v", name, shapes[0], shapes[1])
		}
	}
}

// TestThePageOfPaperShowsEveryDocument: what can be printed has its picture.
func TestThePageOfPaperShowsEveryDocument(t *testing.T) {
	m := New(text.Japanese, keys(), func() {})
	var shown []string
	for _, b := range m.Page().Blocks {
		if b.Kind == Picture {
			shown = append(shown, b.Name)
		}
	}
	for _, want := range []string{"labels", "slip", "gift", "invoice", "receipt", "refund", "picks", "carrier", "calibration"} {
		if !slices.Contains(shown, want) {
			t.Errorf("no picture of %s: %v", want, shown)
		}
	}
	if len(m.Headings()) < 5 {
		t.Errorf("headings %v", m.Headings())
	}
}

// TestThePageOfALostComputerNamesEveryShop: whoever connects one must know where
// its key is stopped.
func TestThePageOfALostComputerNamesEveryShop(t *testing.T) {
	for _, lang := range text.Languages() {
		page, w := string(assets.Handbook("lost", lang)), stage.Words(t, lang)
		for _, f := range data.BrandForms() {
			if name := w.Say("brand." + string(f.Brand)); f.Brand != data.Demo && len(f.Keys) > 0 && !strings.Contains(page, strings.Fields(name)[0]) {
				t.Errorf("%s: where is the key of %s stopped?", lang, name)
			} else if where := "brand." + string(f.Brand) + ".stop"; w.Has(where) != (len(f.Keys) > 0) || !strings.Contains(page, ": "+w.Say(where)+"\n") && w.Has(where) {
				t.Errorf("%s: the room of the shops says otherwise of %s than this page", lang, name)
			}
		}
	}
}

func TestThePagesAreTurnedAndTheKeysAreTheLast(t *testing.T) {
	told := 0
	m := New(text.English, keys(), func() { told++ })
	last := len(m.Titles()) - 1
	if m.Turn(last); m.At() != last || m.Page().Title != "キー" || told != 1 {
		t.Errorf("page %d, %q, told %d times", m.At(), m.Page().Title, told)
	}
	for _, nowhere := range []int{-1, last, last + 1} {
		if m.Turn(nowhere); m.At() != last || told != 1 {
			t.Errorf("turned to %d: %d, told %d times", nowhere, m.At(), told)
		}
	}
	if m := New(text.English, Page{}, func() {}); len(m.Titles()) != len(assets.HandbookPages()) {
		t.Errorf("without keys: %v", m.Titles())
	}
}

func TestTheHandbookLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{{"handbook", stage.Room, stage.Light, text.Japanese}, {"handbook-small-dark-en", stage.RoomSmall, stage.Dark, text.English},
		{"handbook-long", fyne.NewSize(theme.Px(1044), theme.Px(4200)), stage.Light, text.Japanese}} {
		stage.Dress(t, c.variant)
		v := NewView(stage.Words(t, c.lang), keys(), func() {})
		w := stage.Open(t, c.size, v.Object())
		v.Enter()
		stage.Picture(t, w, c.name)
		if c.name == "handbook" {
			stage.Golden(t, w, c.name)
		}
		v.reader.To(v.headings[v.m.Headings()[2]])
		stage.Picture(t, w, c.name+"-jam")
		v.turn(1)
		stage.Picture(t, w, c.name+"-keys")
	}
}
