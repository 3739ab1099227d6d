package intake

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// The table's columns, in pixels; the samples get the rest.
const (
	fieldWide  = 184
	sourceWide = 248
	manyNames  = 12 // from here on a list can be searched
	notesShown = 30
)

// tableCard is what each column means.
func (v *View) tableCard() fyne.CanvasObject {
	said := "import.layout.own"
	p := v.m.Plan()
	switch _, kept := v.m.File().Kept[p.Shop]; {
	case kept:
		said = "import.layout.kept"
	case p.Map.Layout != "":
		said = "import.layout." + p.Map.Layout
	}
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("import.table"), bold), widgets.Words(v.w.Say(said), quiet)}
	for _, r := range v.m.Rows() {
		parts = append(parts, widgets.Rule(), v.row(r))
	}
	parts = append(parts, widgets.Rule(), v.others())
	if unused := v.m.Unused(); len(unused) > 0 {
		parts = append(parts, widgets.Words(v.w.Say("import.unused", "n", len(unused), "names", strings.Join(unused, "、")), quiet))
	}
	return v.card(parts...)
}

// row is one field: its name, its columns, and what stands in them.
func (v *View) row(r Row) fyne.CanvasObject {
	name := []fyne.CanvasObject{widgets.Words(v.w.Say("import.field."+string(r.Field)), bold)}
	if r.Needed && r.From.Empty() {
		name = append(name, widgets.Words(v.w.Say("import.needed"), widgets.Type{Size: theme.Small, Color: theme.Shu}))
	}
	var picks []fyne.CanvasObject
	for i, c := range r.From.Columns {
		picks = append(picks, v.pick(r, i, c))
	}
	if len(r.From.Columns) == 0 {
		picks = append(picks, v.pick(r, 0, ""))
	} else if !single(r.Field) {
		picks = append(picks, v.pick(r, len(r.From.Columns), ""))
	}
	var samples []fyne.CanvasObject
	for _, s := range r.Samples {
		samples = append(samples, widgets.Cut(s, quiet))
	}
	return widgets.Top(16, widgets.Fixed(fieldWide, 0, widgets.Col(0, name...)), widgets.Fixed(sourceWide, 0, widgets.Col(6, picks...)), widgets.Grow(widgets.Col(0, samples...)))
}

// single reports whether joining columns makes no sense.
func single(f data.ImportField) bool {
	return slices.Contains([]data.ImportField{data.ImportNumber, data.ImportName, data.ImportQuantity, data.ImportUnit, data.ImportAmount, data.ImportRate,
		data.ImportTotal, data.ImportKind, data.ImportCurrency, data.ImportShipID, data.ImportLineID}, f)
}

// pick is the choice of one column of a field; the place after the last adds
// one.
func (v *View) pick(r Row, place int, column string) fyne.CanvasObject {
	columns := v.m.File().Columns
	options := append([]string{v.w.Say("import.none")}, columns...)
	at := slices.Index(columns, column) + 1
	if r.Field == data.ImportPaid {
		options = append(options, v.w.Say("import.paid"))
		if r.From.Constant != "" {
			at = len(options) - 1
		}
	}
	if at == 0 {
		at = -1
	}
	c := widgets.NewChoice(options, at, func(i int) {
		switch {
		case i > len(columns):
			v.m.SetPaid()
		case i == 0:
			v.m.Set(r.Field, place, "")
		default:
			v.m.Set(r.Field, place, columns[i-1])
		}
	})
	c.High, c.Hint = 36, v.w.Say("import.none")
	if place > 0 {
		c.Hint = v.w.Say("import.join")
	}
	v.searchable(c)
	return c
}

func (v *View) searchable(c *widgets.Choice) {
	if len(c.Options) <= manyNames {
		return
	}
	options := c.Options
	c.Looking = v.w.Say("import.search")
	c.Find = func(words string) (found []int) {
		for i, o := range options {
			if strings.Contains(strings.ToLower(o), strings.ToLower(strings.TrimSpace(words))) {
				found = append(found, i)
			}
		}
		return found
	}
}

// others adds a field to the table.
func (v *View) others() fyne.CanvasObject {
	fields := v.m.Others()
	var names []string
	for _, f := range fields {
		names = append(names, v.w.Say("import.field."+string(f)))
	}
	c := widgets.NewChoice(names, -1, func(i int) { v.m.Want(fields[i]) })
	c.High, c.Hint, c.Icon = 36, v.w.Say("import.more"), "plus"
	v.searchable(c)
	return widgets.Row(0, widgets.Fixed(fieldWide+16+sourceWide, 0, c), widgets.Space())
}

// tried says what would happen.
func (v *View) tried() []fyne.CanvasObject {
	t := v.m.Trial()
	count := func(key string, n int, tone widgets.Tone) fyne.CanvasObject {
		if n == 0 {
			tone = widgets.Ring
		}
		return widgets.Grow(widgets.Col(2, widgets.Text(v.w.Say(key), quiet), widgets.Row(0, widgets.Chip(tone, data.Money(n).Plain()), widgets.Space())))
	}
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("import.tried"), bold),
		widgets.Row(12, count("import.count.new", t.Saved.New, widgets.Good), count("import.count.changed", t.Saved.Changed, widgets.Waits),
			count("import.count.same", t.Saved.Same, widgets.Ring), count("import.count.broken", t.Saved.Broken, widgets.Bad))}
	parts = append(parts, v.notes(t)...)
	if !v.m.CanTake() {
		return append(parts, v.failed(), widgets.Words(v.w.Say("import.nothing"), bold))
	}
	return append(parts, v.failed(), widgets.Row(0, widgets.Space(),
		widgets.NewButton(widgets.Filled, "check", v.w.Say("import.take", "n", t.Saved.New+t.Saved.Changed), v.m.Take)))
}

// notes are the rows with something wrong or odd.
func (v *View) notes(t data.ImportTrial) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	shown := t.Notes[:min(notesShown, len(t.Notes))]
	for _, n := range shown {
		look := quiet
		if n.Fatal {
			look.Color = theme.Shu
		}
		said := v.w.Say("import.note.row", "row", n.Row, "what", v.w.Say(n.Key))
		if n.Column != "" {
			said = v.w.Say("import.note", "row", n.Row, "column", n.Column, "what", v.w.Say(n.Key))
		}
		parts = append(parts, widgets.Words(said, look))
	}
	if more := t.More + len(t.Notes) - len(shown); more > 0 {
		parts = append(parts, widgets.Words(v.w.Say("import.notes.more", "n", more), quiet))
	}
	return parts
}
