package print

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// numbers are the pages of a stretch in words.
func (v *View) numbers(s Stretch) string {
	if s.To > s.From {
		return v.w.Say("print.run.range", "from", s.From, "to", s.To)
	}
	return strconv.Itoa(s.From)
}

// numbered are pages one by one.
func numbered(pages []int) string {
	words := make([]string, len(pages))
	for i, n := range pages {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// doubt asks whether pages came out that nobody can tell of. The first such
// question can be answered with a key.
func (v *View) doubt(s Stretch, first bool) fyne.CanvasObject {
	counted, _, _ := v.m.Counting()
	switch {
	case counted == s:
		return v.count(s)
	case s.To > s.From:
		return v.doubts(s, first)
	}
	came := widgets.NewButton(widgets.Outlined, "check", v.w.Say("print.run.came"), func() { v.m.Judge(s, true) })
	lost := widgets.NewButton(widgets.Outlined, "", v.w.Say("print.run.lost"), func() { v.m.Judge(s, false) })
	keys(first, came, lost)
	parts := []fyne.CanvasObject{
		v.about(s, v.w.Say("print.run.doubt", "page", s.From), v.w.Say("print.run.doubt.why")),
		widgets.Row(8, widgets.Grow(came), widgets.Grow(lost)),
	}
	if first && v.m.StretchSize(s) == data.MinStretch { // else it could never be more again
		parts = append(parts, v.size(s))
	}
	return v.plate(first, parts...)
}

// doubts asks about a stretch.
func (v *View) doubts(s Stretch, first bool) fyne.CanvasObject {
	came := widgets.NewButton(widgets.Outlined, "check", v.w.Say("print.run.all"), func() { v.m.Judge(s, true) })
	some := widgets.NewButton(widgets.Outlined, "", v.w.Say("print.run.some"), func() { v.m.Count(s) })
	keys(first, came, some)
	parts := []fyne.CanvasObject{
		v.about(s, v.w.Say("print.run.doubts", "pages", v.numbers(s), "n", s.To-s.From+1), v.w.Say("print.run.doubts.why")),
		widgets.Col(8, came, some),
	}
	if first {
		parts = append(parts, v.size(s))
	}
	return v.plate(first, parts...)
}

// about is what is asked; a tap shows the page.
func (v *View) about(s Stretch, what, why string) fyne.CanvasObject {
	return widgets.Pressable(widgets.Col(4, widgets.Words(what, bold), widgets.Words(why, quiet)), func() { v.m.ShowPage(s.From) })
}

// keys are those that answer the first question.
func keys(first bool, came, not *widgets.Button) {
	if first {
		came.WithKey("F2")
		not.WithKey("F3")
	}
}

// plate is the frame around something that is asked; the first stands out.
func (v *View) plate(first bool, parts ...fyne.CanvasObject) fyne.CanvasObject {
	edge, wide := theme.Line, float32(1)
	if first {
		edge, wide = theme.Ochre, 2
	}
	return widgets.Plate(theme.Card, edge, wide, 8, widgets.Pad(12, 14, 14, 14, widgets.Col(10, parts...)))
}

// size is how many pages go out before it is asked again.
func (v *View) size(s Stretch) fyne.CanvasObject {
	k := v.keep.size
	k.OnChange = func(n float64) { v.m.SetStretchSize(s, int(n)) }
	k.Set(float64(v.m.StretchSize(s)))
	return k
}

// lastPage is the last page that came out, in words.
func (v *View) lastPage(n float64) string {
	if s, _, _ := v.m.Counting(); int(n) < s.From {
		return v.w.Say("print.run.none")
	}
	return v.w.Say("print.run.page", "page", int(n))
}

// count asks for the last page that came out well, and for those before that did
// not.
func (v *View) count(s Stretch) fyne.CanvasObject {
	_, last, holes := v.m.Counting()
	k := v.keep.last
	k.Min, k.Max = float64(s.From-1), float64(s.To)
	k.Set(float64(last))
	parts := []fyne.CanvasObject{
		widgets.Words(v.w.Say("print.run.count"), bold), k,
		widgets.Words(v.w.Say("print.run.count.why"), quiet),
	}
	if n, can := v.m.CanHole(); can {
		key := "print.run.hole"
		if slices.Contains(holes, n) {
			key = "print.run.nohole"
		}
		parts = append(parts, widgets.NewButton(widgets.Outlined, "", v.w.Say(key, "page", n), v.m.Hole))
	}
	if len(holes) > 0 {
		parts = append(parts, widgets.Words(v.w.Say("print.run.holes", "pages", numbered(holes)), quiet))
	}
	return v.plate(true, parts...)
}

// counted notes what was counted, or goes back.
func (v *View) counted(s Stretch) fyne.CanvasObject {
	_, last, holes := v.m.Counting()
	return widgets.Col(8,
		widgets.NewButton(widgets.Filled, "check", v.w.Say("print.run.counted", "n", s.To-last+len(holes)), v.m.Counted).WithKey("F2").Tall(56),
		widgets.NewButton(widgets.Outlined, "", v.w.Say("back"), v.m.NotCounted).WithKey("Esc").Tall(48))
}
