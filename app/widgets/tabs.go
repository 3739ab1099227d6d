package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
)

// Tab is one shelf of Tabs. A count of 0 is not shown.
type Tab struct {
	Name  string
	Count int
}

// Tabs is a row of shelves, 44 pixels high; the chosen one is underlined. What
// does not fit is left out from the end, but never the chosen one.
func Tabs(tabs []Tab, chosen int, pick func(int)) fyne.CanvasObject {
	parts := make([]fyne.CanvasObject, len(tabs))
	for i, t := range tabs {
		parts[i] = tab(t, i == chosen, func() { pick(i) })
	}
	row := flexed(&flex{gap: 0, stretch: true}, parts)
	row.Layout = &fitting{inner: row.Layout, keep: chosen}
	return Fixed(0, 44, Col(0, Grow(Pad(0, 8, 0, 8, row)), Rule()))
}

func tab(t Tab, on bool, pick func()) fyne.CanvasObject {
	ink, line := theme.Ink2, theme.None
	if on {
		ink, line = theme.Ink, theme.Ai
	}
	words := []fyne.CanvasObject{Text(t.Name, Type{Bold: on, Color: ink})}
	if t.Count > 0 {
		words = append(words, Text(strconv.Itoa(t.Count), Type{Mono: true, Color: ink}))
	}
	under := Fixed(0, 3, box(line, theme.None, 0))
	return Pressable(Col(0, Grow(Pad(0, 12, 0, 12, Row(8, words...))), under), pick)
}

// fitting lays out what fits and hides the rest.
type fitting struct {
	inner fyne.Layout
	keep  int
}

func (f *fitting) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, theme.Px(44)) }

func (f *fitting) Layout(o []fyne.CanvasObject, s fyne.Size) {
	room := s.Width
	if f.keep >= 0 && f.keep < len(o) {
		room -= o[f.keep].MinSize().Width
	}
	for i, p := range o {
		if i == f.keep {
			p.Show()
			continue
		}
		room -= p.MinSize().Width
		if room >= 0 {
			p.Show()
		} else {
			p.Hide()
		}
	}
	f.inner.Layout(o, s)
}
