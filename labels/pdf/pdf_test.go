package pdf

import (
	"bytes"
	"sync"
	"testing"

	"nifuda/assets"
	"nifuda/data"
	"nifuda/labels/glyph"
	"nifuda/labels/page"
)

func fonts(t testing.TB) *glyph.Set {
	t.Helper()
	f, err := glyph.New(glyph.Sources{
		Regular: assets.Regular(), Bold: assets.Bold(), Mono: assets.Mono(), Fallback: assets.Fallback(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sample(text string) page.Page {
	p := page.Page{Width: 100, Height: 150}
	p.Add(
		page.Text{Size: 12, X: 10, Y: 20, Text: []byte(text)},
		page.Text{Role: page.Bold, Size: 12, X: 10, Y: 30, Text: []byte(text)},
		page.Rule{X1: 10, Y1: 40, X2: 90, Y2: 40, Width: 0.2, Dash: 2},
		page.Box{X: 10, Y: 50, W: 20, H: 5},
		page.Bars{X: 10, Y: 60, Module: 0.254, Height: 10, Widths: []uint8{2, 1, 1}},
		page.Modules{X: 10, Y: 80, Module: 1, Size: 2, Dark: []bool{true, false, false, true}},
	)
	return p
}

func TestTheSamePagesAreTheSameBytes(t *testing.T) {
	f := fonts(t)
	want, err := Document(f, []page.Page{sample("京都市 𠮷田 葛\U000E0100城")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		got, err := Document(f, []page.Page{sample("京都市 𠮷田 葛\U000E0100城")}, Options{})
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("the same pages gave other bytes (%v)", err)
		}
	}
}

func TestManyDocumentsAtOnceLeaveTheFontsAlone(t *testing.T) {
	f := fonts(t)
	before := bytes.Clone(assets.Regular())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := Document(f, []page.Page{sample("札幌市中央区")}, Options{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if !bytes.Equal(before, assets.Regular()) {
		t.Error("the font's bytes were changed")
	}
}

func TestNoCharacterStopsADocument(t *testing.T) {
	f := fonts(t)
	for _, text := range []string{"\U0001F9F8", "\U000E0100", "\xff\xfe", "\x00\x1f", "\uFFFF\uFFFE", "\U0010FFFF", ""} {
		if _, err := Document(f, []page.Page{sample(text)}, Options{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDocumentsThatCannotBe(t *testing.T) {
	f := fonts(t)
	for _, pages := range [][]page.Page{nil, make([]page.Page, MaxPages+1)} {
		if _, err := Document(f, pages, Options{}); data.KeyOf(err) != "fault.label.toomany" {
			t.Errorf("%d pages: got %v, want fault.label.toomany", len(pages), err)
		}
	}
	if _, err := Pictures(nil, 300); data.KeyOf(err) != "fault.label.toomany" {
		t.Errorf("no pictures: got %v, want fault.label.toomany", err)
	}
}
