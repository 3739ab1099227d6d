package secret

import (
	"fyne.io/fyne/v2"

	"nifuda/app/widgets"
)

// Groups is a code typed in groups: each field holds one, the keyboard moves
// on by itself, and a whole code can be pasted into the first.
type Groups struct {
	Object   fyne.CanvasObject
	OnChange func(length int)
	OnSubmit func()
	OnEsc    func()
	fields   []*Field
}

// NewGroups is count empty groups of size characters, four in a line.
func NewGroups(count, size int) *Groups {
	g := &Groups{}
	const perLine = 4
	var lines []fyne.CanvasObject
	var line []fyne.CanvasObject
	for i := range count {
		f := NewField()
		f.High, f.Accept, f.Limit, f.Dense = 40, Code, size, true
		f.OnChange = func(n int) { g.changed(i, n) }
		f.Spill = func(r rune) { g.spill(i, r) }
		f.OnBack = func() { g.focus(i - 1) }
		f.OnEsc = g.esc
		f.OnSubmit = g.submit
		g.fields = append(g.fields, f)
		line = append(line, widgets.Grow(f))
		if len(line) == perLine || i == count-1 {
			lines = append(lines, widgets.Row(8, line...))
			line = nil
		}
	}
	g.Object = widgets.Col(8, lines...)
	return g
}

// Focus puts the keyboard on the first group that is not full.
func (g *Groups) Focus() {
	for i, f := range g.fields {
		if f.Len() < f.Limit {
			g.focus(i)
			return
		}
	}
}

// Len counts the characters in all groups.
func (g *Groups) Len() int {
	n := 0
	for _, f := range g.fields {
		n += f.Len()
	}
	return n
}

// Take hands out the whole code and empties the groups. Whoever takes it wipes
// it.
func (g *Groups) Take() []byte {
	out := make([]byte, 0, capacity)
	for _, f := range g.fields {
		out = append(out, f.buf.Peek()...)
		f.Wipe()
	}
	return out
}

// Wipe overwrites everything typed.
func (g *Groups) Wipe() {
	for _, f := range g.fields {
		f.Wipe()
	}
}

// Enable lets the groups be typed into, or not.
func (g *Groups) Enable(on bool) {
	for _, f := range g.fields {
		f.Enable(on)
	}
}

func (g *Groups) changed(i, n int) {
	f := g.fields[i]
	if n == f.Limit && f.focused && i+1 < len(g.fields) {
		g.focus(i + 1)
	}
	if g.OnChange != nil {
		g.OnChange(g.Len())
	}
}

func (g *Groups) spill(i int, r rune) {
	if i+1 < len(g.fields) {
		next := g.fields[i+1]
		next.put(r)
		next.Refresh()
	}
}

func (g *Groups) focus(i int) {
	if i >= 0 && i < len(g.fields) {
		widgets.Focus(g.fields[i])
	}
}

func (g *Groups) esc() {
	if g.Len() > 0 {
		g.Wipe()
		g.focus(0)
	} else if g.OnEsc != nil {
		g.OnEsc()
	}
}

func (g *Groups) submit() {
	if g.OnSubmit != nil {
		g.OnSubmit()
	}
}
