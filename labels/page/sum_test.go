package page

import (
	"bytes"
	"testing"
)

func TestEveryChangeOfADrawingChangesItsSum(t *testing.T) {
	draw := func(change func(*Page)) []byte {
		p := Page{Width: 100, Height: 150, Items: []Item{
			Text{Role: Bold, Size: 12, X: 1, Y: 2, Text: []byte("髙橋 里奈 様")}, Rule{X1: 1, X2: 2, Width: 0.2}, Box{W: 3, H: 4},
			Bars{Module: 0.25, Height: 6, Widths: []uint8{1, 2, 1}}, Modules{Module: 0.5, Size: 1, Dark: []bool{true}},
		}}
		change(&p)
		return p.Sum()
	}
	same := draw(func(*Page) {})
	if !bytes.Equal(same, draw(func(*Page) {})) || len(same) != 32 {
		t.Fatalf("the same drawing has two sums")
	}
	seen := map[string]int{string(same): -1}
	for i, change := range []func(*Page){
		func(p *Page) { p.Width = 101 },
		func(p *Page) { p.Items = p.Items[:4] },
		func(p *Page) { p.Items[0], p.Items[1] = p.Items[1], p.Items[0] },
		func(p *Page) { p.Items[0] = Text{Role: Bold, Size: 12, X: 1, Y: 2, Text: []byte("高橋 里奈 様")} },
		func(p *Page) { p.Items[1] = Rule{X1: 1, X2: 2, Width: 0.2000000001} },
		func(p *Page) { p.Items[2] = Box{W: 3, H: 4, Line: 1} },
		func(p *Page) { p.Items[3] = Bars{Module: 0.25, Height: 6, Widths: []uint8{1, 1, 2}} },
		func(p *Page) { p.Items[4] = Modules{Module: 0.5, Size: 1, Dark: []bool{false}} },
	} {
		sum := string(draw(change))
		if j, known := seen[sum]; known {
			t.Errorf("changes %d and %d have the same sum", i, j)
		}
		seen[sum] = i
	}
}
