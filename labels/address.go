package labels

import (
	"strings"

	"nifuda/data"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// AddressLabel draws the label of one parcel on a page of a label's size. The
// reports say what is not as it was written; their Job is 0.
//
// Long words first shrink a little, then take more lines, then everything above
// the sender is set smaller. Where even that does not do, first the bars go,
// then the sender, and at last lines of the address: each with its report. On
// labels that have hardly room for an address the sender and the number go
// before the address becomes hard to read.
func (p *Pen) AddressLabel(j data.LabelJob, s stock.Stock) (page.Page, []Report) {
	w := &writer{fonts: p.fonts}
	words := w.wordsOf(j)
	if s.Split > 0 {
		return p.frame(w, words, s), w.reports
	}
	room, inset := s.Room()
	l := &layout{
		form: formOf(stock.Size{Width: room.Width, Height: room.Height}, inset), fonts: p.fonts, words: words,
		width: room.Width, height: room.Height,
	}
	if l.form.modules == nil {
		l.words.bars = nil
	}
	l.givePost(w, inset)
	l.give(w)
	if words.bars != nil && l.bars.Widths == nil {
		w.report(Number, ReportNoCode, words.number)
	}
	w.reportHead(l.head)
	out := page.Page{Width: s.Label.Width, Height: s.Label.Height}
	out.Add(l.draw().Moved(room.Left, room.Top).Items...)
	return out, w.reports
}

// give leaves off part after part until the label is full and not more.
func (l *layout) give(w *writer) {
	tiny := l.form.comfort > leastPt
	gone := ReportCut
	if tiny {
		gone = ReportLeft
	}
	if !l.fit(l.form.comfort) && l.words.bars != nil {
		l.words.bars = nil
		l.fit(l.form.comfort)
	}
	if !l.fits && len(l.words.sender) > 0 {
		w.report(Sender, gone, strings.Join(l.words.sender, " "))
		l.words.sender = nil
		l.fit(l.form.comfort)
	}
	if !l.fits && tiny && l.words.number != "" {
		w.report(Number, gone, l.words.number)
		l.words.number = ""
		l.fit(l.form.comfort)
	}
	if !l.fits && tiny && l.words.wanted != "" {
		w.report(Wanted, gone, l.words.wanted)
		l.words.wanted = ""
		l.fit(l.form.comfort)
	}
	if !l.fits {
		l.fit(leastPt)
	}
	for !l.fits {
		field, text, ok := l.head.cut()
		if !ok {
			break
		}
		w.report(field, ReportCut, text)
		l.fits = l.room() >= 0
	}
}

// reportHead tells what was wrapped and what became small.
func (w *writer) reportHead(head column) {
	for _, f := range head.wraps {
		w.report(f, ReportWrapped, "")
	}
	told := map[Field]bool{}
	for _, l := range head.lines {
		if l.size < smallPt && !told[l.field] {
			told[l.field] = true
			w.report(l.field, ReportSmall, "")
		}
	}
}

// layout is one label being arranged: whom it goes to above, who sends it and
// the order number below.
type layout struct {
	form          form
	fonts         page.Fonts
	words         words
	width, height float64 // mm, of the label
	head          column
	noteX         float64 // mm, where the note stands beside the postal code; 0 when it stands below
	from          column
	bars          page.Bars // without Widths when there are none
	side          bool      // bars beside the sender, not below
	post          post      // without bars when there are none
	fits          bool
}

func (l *layout) inner() float64 { return l.width - 2*l.form.pad }

// fit arranges everything at the largest size at which it fits, with an address
// of least pt if it never does.
func (l *layout) fit(least float64) bool {
	const step = 0.95
	for scale := 1.0; ; scale *= step {
		l.arrange(scale)
		if l.fits = l.room() >= 0; l.fits || l.form.address*scale*step < least {
			return l.fits
		}
	}
}

// arrange sets every part with the upper ones scaled.
func (l *layout) arrange(scale float64) {
	f := l.form
	pt := func(size float64) float64 { return max(size*scale, leastPt) }
	set := func(field Field, role page.Role, size, lead float64) style {
		return style{field, role, pt(size), max(pt(size)*f.tight, leastPt), lead}
	}
	l.head = column{fonts: l.fonts, width: l.inner()}
	l.head.add(set(Postal, page.Regular, f.address, 0), l.words.postal)
	note := set(Wanted, page.Bold, f.note, pt(f.note)*0.2*page.MMPerPt)
	l.noteX = 0
	if x, fits := l.head.beside(note, l.note()); fits && !f.stacked {
		l.noteX = x
	}
	l.head.add(set(Address, page.Regular, f.address, 0), l.words.address...)
	l.head.add(set(Company, page.Regular, f.address*0.95, 0.4*scale), l.words.company)
	l.head.add(set(Name, page.Bold, f.name, f.name*0.25*page.MMPerPt*scale), l.words.name)
	l.arrangePost()
	if !f.stacked && l.noteX == 0 {
		l.head.add(note, l.note())
	}
	l.arrangeBars()
	l.arrangeFrom(scale)
}

// note is what the carrier has to know besides the address.
func (l *layout) note() string {
	return strings.TrimSpace(l.words.wanted + "　" + l.words.part)
}

// arrangeBars chooses the widest bars that leave room for the sender.
func (l *layout) arrangeBars() {
	l.bars = page.Bars{}
	for _, beside := range []bool{true, false} {
		limit := l.inner()
		if beside {
			limit *= sideShare
		}
		if beside && l.form.stacked {
			continue
		}
		for _, m := range l.form.modules {
			b := page.Bars{Widths: l.words.bars, Module: m, Height: l.form.bars}
			if l.words.bars != nil && b.Width() <= limit && l.quiet(m) {
				l.bars, l.side = b, beside
				return
			}
		}
	}
	l.side = !l.form.stacked
}

// quiet reports whether the margin of the label leaves the bars the blank
// space they need; on a page of labels the next label begins behind it.
func (l *layout) quiet(module float64) bool {
	return l.form.pad >= barcode.QuietModules*module || l.form.stacked
}

// arrangeFrom sets the sender beside or above the bars.
func (l *layout) arrangeFrom(scale float64) {
	const gap = 4       // mm, also the quiet zone of the bars
	const shrunk = 0.86 // the scale of the head from which the sender shrinks too
	width := l.inner()
	if l.side {
		width -= max(l.bars.Width(), l.numberWidth()) + gap
	}
	size := l.form.from
	if scale < shrunk {
		size = max(size*scale/shrunk, leastPt)
	}
	l.from = column{fonts: l.fonts, width: width}
	l.from.add(style{Sender, page.Regular, size, max(size*l.form.tight, leastPt), 0}, l.words.sender...)
}

func (l *layout) numberWidth() float64 {
	return page.Width(l.fonts, page.Mono, l.numberSize(), l.words.number)
}

// numberSize shrinks a long number to the width of the label, as far as that
// goes.
func (l *layout) numberSize() float64 {
	size := l.form.number
	limit := l.inner()
	if l.side {
		limit *= sideShare
	}
	if w := page.Width(l.fonts, page.Mono, size, l.words.number); w > limit {
		size *= limit / w
	}
	return size
}
