package bench

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// fill puts the state's content into the middle, and gives the part that has to
// be seen, if any.
func (v *View) fill() fyne.CanvasObject {
	var body, marked fyne.CanvasObject
	switch v.m.State() {
	case Loading:
		body = widgets.Words(v.w.Say("orders.loading"), second)
	case Empty:
		body = v.empty()
	case Failed:
		body = widgets.Col(16, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("bench.retry"), v.m.Refresh).WithKey("F5")))
	case Closed:
		body = widgets.Col(16, widgets.Text(v.w.Say("bench.closed"), title), widgets.Words(v.w.Fault(v.m.Err()), large))
	case Choosing:
		body = v.choosing()
	default:
		body, marked = v.packing()
		if p := v.panel(); p != nil {
			body, marked = p, nil
		}
	}
	widgets.Put(v.parts.area, widgets.Pad(20, 24, 20, 24, body))
	return marked
}

func (v *View) empty() fyne.CanvasObject {
	key := "bench.empty"
	if len(v.m.Rows()) > 0 {
		key = "bench.empty.done"
	}
	parts := v.told()
	return widgets.Col(16, append(parts, widgets.Words(v.w.Say(key), large), widgets.Words(v.w.Say("bench.promise"), quiet))...)
}

// told is what became of the parcel before.
func (v *View) told() []fyne.CanvasObject {
	n := v.m.Notice()
	key, tone := "", widgets.Good
	switch n.Kind {
	case Shipped:
		key = "bench.told.shipped"
	case Aside:
		key, tone = "bench.told.aside", widgets.Waits
	case Reported:
		key, tone = "bench.told.reported", widgets.Waits
	case Refused:
		return []fyne.CanvasObject{v.band(widgets.Bad, "close", "", v.w.Fault(n.Err), true)}
	case Unreadable:
		return []fyne.CanvasObject{v.band(widgets.Bad, "close", v.w.Say("bench.unreadable"), v.w.Say("bench.unreadable.do"), true)}
	default:
		return nil
	}
	return []fyne.CanvasObject{v.band(tone, tone.Icon(), v.w.Say(key, "number", n.Number), v.w.Say(key+".then"), true)}
}

// choosing proposes the next parcel.
func (v *View) choosing() fyne.CanvasObject {
	parts := v.told()
	if r, ok := v.m.Next(); ok {
		next := widgets.Col(8,
			widgets.Text(v.w.Say("bench.next"), quiet),
			widgets.Row(16, widgets.Text(v.rowNumber(r), widgets.Type{Size: theme.Giant, Bold: true}), widgets.Text(v.pieces(r.Pieces), second)),
			widgets.Row(0, widgets.NewButton(widgets.Filled, "box", v.w.Say("bench.start"), func() { v.m.Open(r.ID) }).Tall(56).WithKey("Enter")))
		parts = append(parts, widgets.Card(widgets.Pad(20, 20, 20, 20, next)))
	}
	return widgets.Col(16, append(parts, widgets.Words(v.w.Say("bench.choose"), second))...)
}

// packing is the open parcel's items, and the row that has to be seen.
func (v *View) packing() (all, marked fyne.CanvasObject) {
	p, n := v.m.Parcel(), v.m.Notice()
	packed, pieces := data.Pieces(p.Items)
	head := widgets.Row(16, widgets.Grow(widgets.Cut(v.number(p.Number, p.Part, p.Parts), title)),
		widgets.Text(v.w.Say("bench.packed", "n", packed, "all", pieces), second))
	parts := []fyne.CanvasObject{head}
	if len(data.BoxNumbers(p.Number)) > 1 {
		parts = append(parts, widgets.Words(v.w.Say("bench.box", "number", p.Number), second))
	}
	if p.Note != "" {
		parts = append(parts, widgets.Plate(theme.OchreWash, theme.None, 0, 8,
			widgets.Pad(10, 16, 10, 16, widgets.Words(v.w.Say("bench.note", "words", p.Note), widgets.Type{Size: theme.Strong, Color: theme.Ochre}))))
	}
	if b := v.mistake(n); b != nil && n.Item < 0 && v.m.State() == Packing {
		parts = append(parts, b)
		marked = b
	}
	byHand := false
	for i, it := range p.Items {
		row := v.row(i, it)
		parts = append(parts, row)
		if n.Item == i && n.Kind != Nothing {
			marked = row
		}
		byHand = byHand || !it.MustScan
	}
	if byHand && v.m.State() == Packing {
		parts = append(parts, widgets.Words(v.w.Say("bench.byhand"), quiet))
	}
	return widgets.Col(12, parts...), marked
}

// row is one kind of goods, large enough to be read from where the box stands.
func (v *View) row(i int, it data.PackItem) fyne.CanvasObject {
	ground, edge, width := theme.Card, theme.Line, float32(1)
	full := it.Packed >= it.Quantity
	ink := theme.Ink
	if full {
		ground, edge, ink = theme.PineWash, theme.Pine, theme.Pine
	}
	inner := []fyne.CanvasObject{widgets.Pad(12, 20, 12, 16, widgets.Row(16, v.handle(i, it), widgets.Grow(v.name(it)), v.tally(it, full, ink)))}
	if n := v.m.Notice(); n.Item == i {
		if b := v.mistake(n); b != nil {
			inner = append(inner, b)
			width = 3
			if edge = theme.Shu; n.Kind == TooMany || n.Kind == SetHasIt {
				edge = theme.Ochre
			}
		}
	}
	return widgets.Plate(ground, edge, width, 8, widgets.Pad(2, 2, 2, 2, widgets.Col(0, inner...)))
}

// handle is the number by which a row without a code of its own is counted.
func (v *View) handle(i int, it data.PackItem) fyne.CanvasObject {
	if it.MustScan {
		return nil
	}
	t := widgets.Type{Size: theme.Strong, Mono: true, Color: theme.Ink2, Align: fyne.TextAlignCenter}
	return widgets.Fixed(32, 32, widgets.Plate(theme.None, theme.Edge, 1, 16, widgets.Text(strconv.Itoa(i+1), t)))
}

// name is what the goods are called. A long name is set smaller and wraps: it
// is never cut, for two names may differ at their ends.
func (v *View) name(it data.PackItem) fyne.CanvasObject {
	t := widgets.Type{Size: theme.Giant, Bold: true}
	if len([]rune(it.Name)) > 12 {
		t.Size = theme.Title
	}
	parts := []fyne.CanvasObject{widgets.Words(it.Name, t)}
	if it.Option != "" {
		parts = append(parts, widgets.Words(it.Option, widgets.Type{Color: theme.Ink2}))
	}
	if len(it.Set) > 0 && it.Packed < it.Quantity {
		var set []string
		for _, p := range it.Set {
			set = append(set, v.w.Say("bench.setpart", "name", p.Name, "n", p.Scanned, "all", p.Quantity))
		}
		parts = append(parts, widgets.Words(strings.Join(set, "　"), widgets.Type{Color: theme.Ink2}))
	}
	return widgets.Col(0, parts...)
}

// most is how many pieces are drawn as squares.
const most = 6

// tally is a square for each piece, the counter, and the way to take back what
// was counted by hand.
func (v *View) tally(it data.PackItem, full bool, ink fyne.ThemeColorName) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if it.ByHand > 0 && (v.m.State() == Packing || v.m.State() == Tagging) {
		parts = append(parts, widgets.NewButton(widgets.Plain, "back", v.w.Say("bench.uncount"), v.uncount(it)))
	}
	if it.Quantity <= most {
		squares := make([]fyne.CanvasObject, it.Quantity)
		for i := range squares {
			squares[i] = square(i < it.Packed)
		}
		parts = append(parts, widgets.Row(4, squares...))
	}
	if full {
		parts = append(parts, widgets.NewIcon("check", ink, 24))
	}
	count := strconv.Itoa(it.Packed) + "/" + strconv.Itoa(it.Quantity)
	return widgets.Row(12, append(parts, widgets.Text(count, widgets.Type{Size: theme.Meter, Bold: true, Color: ink}))...)
}

// uncount finds the row again when it is pressed: by then the box may have
// changed.
func (v *View) uncount(it data.PackItem) func() {
	return func() {
		for i, now := range v.m.Parcel().Items {
			if now.SKU == it.SKU && now.Name == it.Name && now.ByHand == it.ByHand {
				v.m.Uncount(i)
				return
			}
		}
	}
}

func square(in bool) fyne.CanvasObject {
	fill, edge := theme.None, theme.Edge
	if in {
		fill, edge = theme.Pine, theme.Pine
	}
	return widgets.Fixed(20, 20, widgets.Plate(fill, edge, 2, 4, widgets.Slot()))
}

// mistake says what was wrong with the last scan, nil when nothing was.
func (v *View) mistake(n Notice) fyne.CanvasObject {
	switch n.Kind {
	case Wrong:
		return v.band(widgets.Bad, "close", v.w.Say("bench.wrong"), v.w.Say("bench.wrong.do", "code", short(n.Code)), false)
	case TooMany:
		return v.band(widgets.Waits, "minus", v.w.Say("bench.toomany"), v.w.Say("bench.toomany.do"), false)
	case SetHasIt:
		return v.band(widgets.Waits, "minus", v.w.Say("bench.sethasit"), v.w.Say("bench.sethasit.do"), false)
	case Unreadable:
		return v.band(widgets.Bad, "close", v.w.Say("bench.unreadable"), v.w.Say("bench.unreadable.do"), false)
	case OtherNumber:
		return v.band(widgets.Bad, "close", v.w.Say("bench.othernumber"), v.w.Say("bench.othernumber.do", "code", short(n.Code), "number", v.m.Parcel().Number), false)
	case SameNumber:
		return v.band(widgets.Waits, "help", v.w.Say("bench.samenumber"), v.w.Say("bench.samenumber.do"), false)
	case Refused:
		return v.band(widgets.Bad, "close", "", v.w.Fault(n.Err), true)
	}
	return nil
}

// band is a title and a sentence beside a round sign. It stands under a row, or
// by itself.
func (v *View) band(tone widgets.Tone, icon, head, words string, alone bool) fyne.CanvasObject {
	ink, ground := tone.Colors()
	on := theme.OnShu
	if tone != widgets.Bad {
		on = theme.Card
	}
	sign := widgets.Fixed(40, 40, widgets.Plate(ink, theme.None, 0, 20, widgets.Middle(widgets.NewIcon(icon, on, 24))))
	var lines []fyne.CanvasObject
	if head != "" {
		lines = append(lines, widgets.Words(head, widgets.Type{Size: theme.Title, Bold: true, Color: ink}))
	}
	lines = append(lines, widgets.Words(words, widgets.Type{Size: theme.Strong}))
	radius := float32(5)
	if alone {
		radius = 8
	}
	return widgets.Plate(ground, theme.None, 0, radius, widgets.Pad(12, 18, 12, 18, widgets.Row(16, sign, widgets.Grow(widgets.Col(0, lines...)))))
}

// short keeps a scanned code from filling the screen.
func short(code string) string {
	if r := []rune(code); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return code
}
