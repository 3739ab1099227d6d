package widgets

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Type is how words look.
type Type struct {
	Size  float32             // theme.Small and its like; 0 is theme.Body
	Color fyne.ThemeColorName // empty is theme.Ink
	Bold  bool
	Mono  bool // digits that stand in columns
	Align fyne.TextAlign
}

func (t Type) text(s string) *canvas.Text {
	c := canvas.NewText(s, nil)
	t.dress(c)
	return c
}

func (t Type) dress(c *canvas.Text) {
	size, name := t.Size, t.Color
	if size == 0 {
		size = theme.Body
	}
	if name == "" {
		name = theme.Ink
	}
	c.TextSize, c.Color, c.Alignment = theme.Px(size), theme.Of(name), t.Align
	c.TextStyle = fyne.TextStyle{Bold: t.Bold, Monospace: t.Mono}
}

// line is the height of one line of this type.
func (t Type) line() float32 {
	switch t.Size {
	case theme.Small:
		return theme.Px(20)
	case theme.Strong:
		return theme.Px(28)
	case theme.Title:
		return theme.Px(32)
	case theme.Giant:
		return theme.Px(36)
	case theme.Meter:
		return theme.Px(40)
	case theme.Number:
		return theme.Px(52)
	}
	return theme.Px(24)
}

// width of some words in this type.
func (t Type) width(s string) float32 { return t.text(s).MinSize().Width }

// Label is one line of text. It asks for the room its words need, unless it
// may be cut: then what does not fit ends in an ellipsis.
type Label struct {
	widget.BaseWidget
	Text string
	Type Type
	Cut  bool
	Ends bool // what is cut keeps its end, which is what tells numbers apart

	shown *canvas.Text
	fits  string  // the text that shown was last fitted for
	room  float32 // and the width
}

// Text is a label that keeps its full width.
func Text(s string, t Type) *Label { return newLabel(s, t, false) }

// Cut is a label that may be cut short.
func Cut(s string, t Type) *Label { return newLabel(s, t, true) }

// End is a label that may be cut short, and keeps its end.
func End(s string, t Type) *Label {
	l := Cut(s, t)
	l.Ends = true
	return l
}

func newLabel(s string, t Type, cut bool) *Label {
	l := &Label{Text: s, Type: t, Cut: cut}
	l.ExtendBaseWidget(l)
	return l
}

// SetText changes the words.
func (l *Label) SetText(s string) {
	if l.Text != s {
		l.Text = s
		l.Refresh()
	}
}

// CreateRenderer is for the toolkit.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	l.shown = l.Type.text(l.Text)
	return &drawing{
		parts:  []fyne.CanvasObject{l.shown},
		layout: func(s fyne.Size) { l.fit(s.Width); put(l.shown, 0, 0, s.Width, s.Height) },
		min: func() fyne.Size {
			if l.Cut {
				return fyne.NewSize(0, l.Type.line())
			}
			return fyne.NewSize(l.Type.width(l.Text), l.Type.line())
		},
		paint: func() { l.Type.dress(l.shown); l.fits = ""; l.fit(l.Size().Width) },
	}
}

func (l *Label) fit(width float32) {
	if l.fits == l.Text && l.room == width && l.Text != "" {
		return
	}
	l.fits, l.room = l.Text, width
	l.shown.Text = l.Text
	if l.Cut && l.shown.MinSize().Width > width+0.5 {
		l.shown.Text = Shorten(l.Text, width, l.Type)
		if l.Ends {
			l.shown.Text = turned(Shorten(turned(l.Text), width, l.Type))
		}
	}
}

// turned is a text from its end to its beginning.
func turned(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// Shorten cuts words to a width, ending in an ellipsis.
func Shorten(s string, width float32, t Type) string {
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if t.width(string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " 　") + "…"
}

// Paragraph is text over several lines. It breaks where a phrase ends, never
// before 。 or 、, and its height follows the width it is given.
type Paragraph struct {
	widget.BaseWidget
	Text string
	Type Type

	lines []*canvas.Text
	room  float32
}

// Words is a paragraph.
func Words(s string, t Type) *Paragraph {
	p := &Paragraph{Text: s, Type: t, room: theme.Px(320)}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the words.
func (p *Paragraph) SetText(s string) {
	if p.Text != s {
		p.Text = s
		p.Refresh()
	}
}

// HeightFor is the height the words need at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	return p.Type.line() * float32(len(p.broken(width)))
}

func (p *Paragraph) broken(width float32) []string {
	return Break(p.Text, func(s string) bool { return p.Type.width(s) <= width })
}

// CreateRenderer is for the toolkit.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{}
	d.layout = func(s fyne.Size) {
		p.room = s.Width
		p.set(d, s.Width)
	}
	d.min = func() fyne.Size { return fyne.NewSize(0, p.HeightFor(p.room)) }
	d.paint = func() { p.set(d, p.Size().Width) }
	p.set(d, p.room)
	return d
}

func (p *Paragraph) set(d *drawing, width float32) {
	d.parts, p.lines = d.parts[:0], p.lines[:0]
	for i, s := range p.broken(width) {
		t := p.Type.text(s)
		put(t, 0, float32(i)*p.Type.line(), width, p.Type.line())
		p.lines = append(p.lines, t)
		d.parts = append(d.parts, t)
	}
}

// Break puts words on lines that fit. Newlines stay.
func Break(s string, fits func(string) bool) []string {
	var lines []string
	for _, part := range strings.Split(s, "\n") {
		line := ""
		for _, phrase := range phrases(part) {
			if line != "" && !fits(strings.TrimRight(line+phrase, " ")) {
				lines = append(lines, strings.TrimRight(line, " "))
				line = ""
			}
			for line == "" && !fits(phrase) && len([]rune(phrase)) > 1 {
				head, rest := chop(phrase, fits)
				lines = append(lines, head)
				phrase = rest
			}
			line += phrase
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// chop takes off as much of one long phrase as fits, at least one character,
// and never leaves punctuation at the head of the rest.
func chop(phrase string, fits func(string) bool) (head, rest string) {
	runes := []rune(phrase)
	n := 1
	for n < len(runes) && fits(string(runes[:n+1])) {
		n++
	}
	for n > 1 && n < len(runes) && closing(runes[n]) {
		n--
	}
	for _, at := range []func([]rune, int) int{wordAt, numberAt} {
		if start := at(runes, n); start > 0 {
			n = start
		}
	}
	return string(runes[:n]), string(runes[n:])
}

// numberAt is where the number or Latin word begins that a cut before n would
// go through: 3-14-2 in an address. n itself when it goes through none.
func numberAt(runes []rune, n int) int {
	for n > 0 && n < len(runes) && numeral(runes[n]) && numeral(runes[n-1]) {
		n--
	}
	return n
}

func numeral(r rune) bool {
	return r == '-' || r == '－' || r < 0x80 && unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wordAt is where the run of kana begins that a cut before n would go through;
// n itself when it goes through none.
func wordAt(runes []rune, n int) int {
	for n > 0 && n < len(runes) && kana(runes[n]) && sameKana(runes[n-1], runes[n]) {
		n--
	}
	return n
}

func kana(r rune) bool { return r == 'ー' || unicode.In(r, unicode.Hiragana, unicode.Katakana) }

func sameKana(a, b rune) bool {
	return kana(a) && (a == 'ー' || b == 'ー' || unicode.Is(unicode.Hiragana, a) == unicode.Is(unicode.Hiragana, b))
}

// ends reports whether a word can end with one hiragana after kanji: with a
// particle, or an ending that stands before a noun (来た人, 使う人). Others
// join two halves of one word: 読み取れない, 書き換え.
func ends(r rune) bool {
	return strings.ContainsRune("がのをにへとはもやかでてたばずうくぐすつぬぶむる", r)
}

// phrases cuts a sentence where a reader would breathe: after a space, after
// punctuation, and where kana ends and a new word begins.
func phrases(s string) []string {
	var all []string
	runes := []rune(s)
	start := 0
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		if closing(after) || after == ' ' || opening(before) {
			continue
		}
		newWord := unicode.Is(unicode.Hiragana, before) && !unicode.Is(unicode.Hiragana, after) && after != 'ー'
		if newWord && unicode.Is(unicode.Han, after) && i > 1 && unicode.Is(unicode.Han, runes[i-2]) && !ends(before) {
			newWord = false // one hiragana between kanji
		}
		if before == ' ' || before == '　' || closing(before) && !ascii(before) || opening(after) && !ascii(after) || newWord {
			all = append(all, string(runes[start:i]))
			start = i
		}
	}
	return append(all, string(runes[start:]))
}

func closing(r rune) bool {
	return strings.ContainsRune("。、，．」』）〉》】・：；！？…,.!?)]}:;%％", r)
}
func opening(r rune) bool { return strings.ContainsRune("「『（〈《【([{", r) }
func ascii(r rune) bool   { return r < 0x80 }
