package stock

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestLabelsAreWhereTheSheetHasThem(t *testing.T) {
	cases := []struct {
		code string
		i    int
		x, y float64
	}{
		{"a4-12", 0, 18.6, 21.2},
		{"a4-12", 1, 105.0, 21.2},
		{"a4-12", 2, 18.6, 63.5},
		{"a4-12", 11, 105.0, 232.7},
		{"label-100x150", 0, 0, 0},
	}
	for _, c := range cases {
		s, err := Find(c.code)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Cell(c.i); !near(got.X, c.x) || !near(got.Y, c.y) {
			t.Errorf("%s label %d: got (%v, %v), want (%v, %v)", c.code, c.i+1, got.X, got.Y, c.x, c.y)
		}
	}
}

func TestEveryLabelLiesOnItsPageAndOnNoOther(t *testing.T) {
	for _, s := range All() {
		for i := range s.PerPage() {
			c := s.Cell(i)
			if c.X < 0 || c.Y < 0 || c.X+c.Width > s.Width+1e-9 || c.Y+c.Height > s.Height+1e-9 {
				t.Errorf("%s: label %d at %+v leaves the page", s.Code, i+1, c)
			}
		}
		if s.PitchX < s.Label.Width || s.PitchY < s.Label.Height {
			t.Errorf("%s: labels overlap", s.Code)
		}
	}
}

func TestHowManyPagesALotOfLabelsNeeds(t *testing.T) {
	s, err := Find("a4-12")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ n, start, want int }{{0, 5, 0}, {1, 0, 1}, {12, 0, 1}, {12, 3, 2}, {1000, 0, 84}} {
		if got := s.Pages(c.n, c.start); got != c.want {
			t.Errorf("%d labels from %d: got %d pages, want %d", c.n, c.start, got, c.want)
		}
	}
	if _, err := Find("a4-13"); err == nil {
		t.Error("an unknown code: want an error")
	}
}
