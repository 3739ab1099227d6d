package stock

import (
	"math"
	"regexp"
	"testing"

	"nifuda/data"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func find(t *testing.T, code string) Stock {
	t.Helper()
	s, err := Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLabelsAreWhereTheSheetHasThem(t *testing.T) {
	cases := []struct {
		code string
		i    int
		x, y float64
	}{
		{"a4-12", 0, 18.6, 21.2}, // 72212
		{"a4-12", 1, 105.0, 21.2},
		{"a4-12", 2, 18.6, 63.5},
		{"a4-12", 11, 105.0, 232.7},
		{"letter-30", 29, 145.257, 241.3}, // 5160
		{"letter-10", 9, 110.491, 215.9},
		{"a4-65-elm023", 64, 167.15, 265.32},
		{"a4-12-28171", 1, 109.2, 20},
		{"letterpack", 3, 105, 148.5},
		{"label-100x150", 0, 0, 0},
	}
	for _, c := range cases {
		s := find(t, c.code)
		if got := s.Cell(c.i); !near(got.X, c.x) || !near(got.Y, c.y) {
			t.Errorf("%s label %d: got (%v, %v), want (%v, %v)", c.code, c.i+1, got.X, got.Y, c.x, c.y)
		}
	}
}

func TestEveryStockOfAMakerCanBePrintedOn(t *testing.T) {
	codes, numbers := map[string]bool{}, map[string]string{}
	media := regexp.MustCompile(`^(iso|na|om)_[a-z0-9.-]+_[0-9.]+x[0-9.]+(mm|in)$`)
	for _, s := range All() {
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", s.Code, err)
		}
		for i := range s.PerPage() {
			c := s.Cell(i)
			if c.X < 0 || c.Y < 0 || c.X+c.Width > s.Width+1e-9 || c.Y+c.Height > s.Height+1e-9 {
				t.Errorf("%s: label %d at %+v leaves the page", s.Code, i+1, c)
			}
		}
		if codes[s.Code] || !media.MatchString(s.Media) || s.Kind == 0 || s.Trust == 0 {
			t.Errorf("%s, seen before %v: %s, kind %v, trust %v", s.Code, codes[s.Code], s.Media, s.Kind, s.Trust)
		}
		codes[s.Code] = true
		for _, p := range s.Products {
			if numbers[p] != "" && p != "Brother DK-2205" {
				t.Errorf("%s stands for %s and for %s", p, numbers[p], s.Code)
			}
			numbers[p] = s.Code
		}
		if in := s.Inset(); in < 0 || in > 6 {
			t.Errorf("%s: ink stays %v mm from the edges of a label", s.Code, in)
		}
	}
	if len(codes) < 40 || len(numbers) < 200 {
		t.Errorf("%d stocks of %d numbers", len(codes), len(numbers))
	}
}

// TestBadRowsOfTheSourcesAreRefused holds rows as public templates have them.
func TestBadRowsOfTheSourcesAreRefused(t *testing.T) {
	sheet := func(w, h float64, cols, rows int, lw, lh, left, top, px, py float64) data.Stock {
		return data.Stock{Name: "x", Page: Size{Width: w, Height: h}, Label: Size{Width: lw, Height: lh},
			Grid: data.Grid{Left: left, Top: top, PitchX: px, PitchY: py, Columns: cols, Rows: rows}}
	}
	for _, c := range []struct {
		name string
		s    data.Stock
		key  string
		at   data.StockField
	}{
		{"A-one 29233 is 227 mm too long", sheet(210, 297, 2, 14, 83, 32, 20, 24, 87, 36), "fault.stock.over", data.StockPitchY},
		{"Hisago ELM024 has its columns and rows swapped", sheet(210, 297, 2, 4, 63, 120, 10.5, 23.5, 63, 130), "fault.stock.over", data.StockPitchY},
		{"Hisago OP3005", sheet(210, 297, 2, 7, 83.8, 42.3, 19.3, 21.5, 87.6, 42.3), "fault.stock.over", data.StockPitchY},
		{"Hisago OP3010", sheet(210, 297, 4, 12, 83.8, 21.2, 19.3, 21.5, 87.6, 21.2), "fault.stock.over", data.StockPitchX},
		{"Hisago OP3015 overlaps", sheet(210, 297, 6, 10, 20, 24, 30, 15, 26, 23), "fault.stock.overlap", data.StockPitchY},
		{"Hisago GB865 is a JIS B4 sheet, not an ISO one", sheet(250, 353, 6, 4, 42.833, 91, 0, 0, 42.833, 91), "fault.stock.over", data.StockPitchX},
		{"no number", sheet(210, 297, 2, 6, math.NaN(), 42.3, 18.6, 21.2, 86.4, 42.3), "fault.stock.number", data.StockLabelWidth},
		{"endless", sheet(210, math.Inf(1), 2, 6, 86.4, 42.3, 18.6, 21.2, 86.4, 42.3), "fault.stock.number", data.StockHeight},
		{"a label before the page", sheet(210, 297, 2, 6, 86.4, 42.3, -1, 21.2, 86.4, 42.3), "fault.stock.number", data.StockLeft},
		{"no columns", sheet(210, 297, 0, 6, 86.4, 42.3, 18.6, 21.2, 86.4, 42.3), "fault.stock.count", data.StockColumns},
		{"a label larger than its page", sheet(210, 297, 1, 1, 220, 42, 0, 0, 0, 0), "fault.stock.larger", data.StockLabelWidth},
		{"more labels than a page has", sheet(1200, 1200, 40, 40, 10, 10, 0, 0, 20, 20), "fault.stock.many", data.StockRows},
	} {
		err := c.s.Check()
		if data.KeyOf(err) != c.key || data.KindOf(err) != data.Invalid {
			t.Errorf("%s: got %v, want %s", c.name, err, c.key)
		}
		all := c.s.Faults()
		if len(all) > 0 && all[0].Field != c.at {
			t.Errorf("%s: said at %s, want %s", c.name, all[0].Field, c.at)
		}
	}
	if fine := sheet(210, 297, 3, 7, 70, 42.43, 0, 0, 70, 42.43); fine.Check() != nil {
		t.Errorf("a hundredth that rounding made is refused: %v", fine.Check())
	}
}

func TestSheetsThatMayNotBeTurnedRoundAreKnown(t *testing.T) {
	for code, want := range map[string]bool{"a4-12": false, "a4-12-28171": true, "a4-21-28315": true, "letter-30": false, "a4-1": false} {
		if got := find(t, code).Asymmetric(); got != want {
			t.Errorf("%s: got %v, want %v", code, got, want)
		}
	}
}

func TestHowManyPagesALotOfLabelsNeeds(t *testing.T) {
	s := find(t, "a4-12")
	for _, c := range []struct{ n, start, want int }{{0, 5, 0}, {1, 0, 1}, {12, 0, 1}, {12, 3, 2}, {1000, 0, 84}} {
		if got := s.Pages(c.n, c.start); got != c.want {
			t.Errorf("%d labels from %d: got %d pages, want %d", c.n, c.start, got, c.want)
		}
	}
	if _, err := Find("a4-13"); err == nil {
		t.Error("an unknown code: want an error")
	}
}

func own(id data.StockID, name string) data.Stock {
	return data.Stock{ID: id, Name: name, Page: Size{Width: 210, Height: 297}, Label: Size{Width: 90, Height: 40},
		Grid: data.Grid{Left: 10, Top: 10, PitchX: 95, PitchY: 45, Columns: 2, Rows: 6}}
}

func TestStockIsFoundByWhatStandsOnItsPacket(t *testing.T) {
	shelf := NewShelf([]data.Stock{own(3, "茶箱のラベル"), {ID: 4, Name: "broken"}})
	for words, want := range map[string]string{
		"72212": "a4-12", "a-one 28382": "a4-12", "エーワン 28382": "a4-12", "ＥＬＭ００９": "a4-18-28384", "dk1209": "dk-62x29",
		"5160": "letter-30", "62x29": "dk-62x29", "レターパック": "letterpack", "茶箱": "own-3", "65面": "a4-65-elm023", "86.4×50.8": "a4-10-28387",
	} {
		got := shelf.Search(words)
		if len(got) == 0 || got[0].Code != want {
			t.Errorf("%q: got %d, first %v; want %s", words, len(got), got, want)
		}
	}
	if got := shelf.Search(""); len(got) != len(All())+1 || got[0].Code != "own-3" {
		t.Errorf("everything: got %d, first %s", len(got), got[0].Code)
	}
	if got := shelf.Search("", "dk-62x29", "gone", "a4-1"); got[0].Code != "dk-62x29" || got[1].Code != "a4-1" {
		t.Errorf("used before: got %s, %s first", got[0].Code, got[1].Code)
	}
	if got := shelf.Search("nothing of the kind"); len(got) != 0 {
		t.Errorf("got %d for words that stand nowhere", len(got))
	}
}

func TestStockThatWasRemovedGivesWayToTheFirst(t *testing.T) {
	shelf := NewShelf(nil)
	if got, ok := shelf.Find("own-7"); ok || got.Code != "a4-12" {
		t.Errorf("got %s, %v", got.Code, ok)
	}
	if got, ok := NewShelf([]data.Stock{own(7, "x")}).Find("own-7"); !ok || got.Media != a4Media || got.PerPage() != 12 {
		t.Errorf("got %+v, %v", got, ok)
	}
}

func TestAListIsSearchedWithoutChangingItsOrder(t *testing.T) {
	shelf := NewShelf([]data.Stock{{ID: 7, Name: "自分の札", Roll: true, Page: Size{Width: 60, Height: 40}, Label: Size{Width: 60, Height: 40},
		Grid: data.Grid{PitchX: 60, PitchY: 40, Columns: 1, Rows: 1}}})
	all := shelf.All()
	if got := shelf.Places(""); len(got) != len(all) {
		t.Errorf("no words find %d of %d", len(got), len(all))
	}
	if got := shelf.Places("自分"); len(got) != 1 || all[got[0]].Code != "own-7" {
		t.Errorf("one's own: %v", got)
	}
	for _, i := range shelf.Places("72212") {
		if all[i].PerPage() != 12 {
			t.Errorf("72212 is found as %s", all[i])
		}
	}
	if len(shelf.Places("72212")) == 0 || len(shelf.Places("寿限無")) != 0 {
		t.Error("a maker's number is not found, or a word that nobody uses is")
	}
}
