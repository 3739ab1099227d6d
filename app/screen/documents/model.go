package documents

import (
	"bytes"
	"context"
	"image"
	"time"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/page"
)

// State is what a part of the room shows.
type State int

// The states of the list and of the paper.
const (
	Loading State = iota
	Ready
	Empty // there is nothing
	Failed
)

// Period narrows the list to a time.
type Period int

// The periods, in the order they are offered.
const (
	AnyTime Period = iota
	ThisMonth
	LastMonth
	ThisYear
)

// Periods lists every period.
func Periods() []Period { return []Period{AnyTime, ThisMonth, LastMonth, ThisYear} }

// shown is how many documents the list shows at most; the search finds others.
const shown = 500

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	press   Press
	memory  Memory
	now     func() time.Time
	slots   slots
	list    list
	period  Period
	open    opened
	sheet   sheet
	asking  asking
	prints  prints
	changed func()
}

type slots struct{ rows, open, draft, image, issue, printers, print *task.Slot }

// list is the issued documents.
type list struct {
	state State
	err   error
	query data.DocumentQuery
	rows  []data.DocumentRow
}

// opened is the issued document that is shown.
type opened struct {
	id    data.DocumentID // 0 while none is
	state State
	err   error
	doc   data.Document
	same  bool // its drawing is the one it was issued with
}

// sheet is the paper in the middle.
type sheet struct {
	pages []page.Page
	at    int
	image image.Image
	err   error
}

// New is a room that has asked for nothing yet. changed is told on the window's
// thread.
func New(desk Desk, press Press, memory Memory, r *task.Runner, now func() time.Time, changed func()) *Model {
	slot := func() *task.Slot { return task.NewSlot(r) }
	return &Model{desk: desk, press: press, memory: memory, now: now, changed: changed,
		slots:  slots{slot(), slot(), slot(), slot(), slot(), slot(), slot()},
		list:   list{query: data.DocumentQuery{Limit: shown}},
		prints: prints{chosen: -1, show: r.Show}}
}

// State, Err, Rows, Query, Period and Opened are what the room shows of what was
// issued.
func (m *Model) State() State              { return m.list.state }
func (m *Model) Err() error                { return m.list.err }
func (m *Model) Rows() []data.DocumentRow  { return m.list.rows }
func (m *Model) Query() data.DocumentQuery { return m.list.query }
func (m *Model) Period() Period            { return m.period }
func (m *Model) Opened() data.DocumentID   { return m.open.id }

// Document is the one that is shown, and whether its drawing is the same as
// when it was issued.
func (m *Model) Document() (d data.Document, same bool, s State, err error) {
	return m.open.doc, m.open.same, m.open.state, m.open.err
}

// Refresh asks again and keeps what is open.
func (m *Model) Refresh() {
	m.find()
	m.LookForPrinters()
	if m.open.id != 0 && !m.Asking() {
		m.Show(m.open.id)
	}
}

// Search narrows the list to a number or a name.
func (m *Model) Search(text string) { m.list.query.Text = text; m.find() }

// Narrow shows one kind, or all when it is empty.
func (m *Model) Narrow(kind data.PaperKind) { m.list.query.Kind = kind; m.find() }

// During shows a period.
func (m *Model) During(p Period) { m.period = p; m.find() }

func (m *Model) find() {
	q := m.list.query
	q.From, q.To = spanOf(m.period, m.now())
	m.list.query = q
	task.Ask(m.slots.rows, func(ctx context.Context) ([]data.DocumentRow, error) { return m.desk.Documents(ctx, q) },
		func(rows []data.DocumentRow, err error) {
			m.list.rows, m.list.err, m.list.state = rows, err, Ready
			switch {
			case err != nil:
				m.list.state = Failed
			case len(rows) == 0:
				m.list.state = Empty
			}
			m.changed()
		})
}

// spanOf is the time of a period, from its first day to the day after its last.
func spanOf(p Period, now time.Time) (from, to time.Time) {
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	switch p {
	case ThisMonth:
		return month, month.AddDate(0, 1, 0)
	case LastMonth:
		return month.AddDate(0, -1, 0), month
	case ThisYear:
		year := time.Date(now.Year(), 1, 1, 0, 0, 0, 0, now.Location())
		return year, year.AddDate(1, 0, 0)
	}
	return time.Time{}, time.Time{}
}

// Show opens an issued document.
func (m *Model) Show(id data.DocumentID) {
	if m.prints.state == Printing {
		return
	}
	m.prints.state, m.prints.err = NotPrinting, nil
	if m.open.id != id {
		m.open, m.sheet = opened{id: id}, sheet{}
	}
	m.changed()
	type drawn struct {
		doc   data.Document
		pages []page.Page
		same  bool
	}
	task.Ask(m.slots.open, func(ctx context.Context) (drawn, error) {
		d, err := m.desk.Document(ctx, id)
		if err != nil {
			return drawn{}, err
		}
		pages, _ := m.press.Draw(d.Paper, false)
		digest := page.Digest(pages)
		return drawn{d, pages, bytes.Equal(digest[:], d.Digest)}, nil
	}, func(got drawn, err error) {
		m.open = opened{id: id, state: Ready, err: err, doc: got.doc, same: got.same}
		if err != nil {
			m.open.state = Failed
		}
		m.lay(got.pages)
	})
}

// Close shows none.
func (m *Model) Close() {
	if m.prints.state == Printing {
		return
	}
	m.open, m.sheet = opened{}, sheet{}
	m.slots.open.Cancel()
	m.prints.state, m.prints.err = NotPrinting, nil
	m.changed()
}

// lay puts pages into the middle, at the page that was shown where there is one.
func (m *Model) lay(pages []page.Page) {
	m.sheet = sheet{pages: pages, at: min(m.sheet.at, max(len(pages)-1, 0)), image: m.sheet.image}
	m.draw()
}

// previewDPI gives twice the pixels of the usual size on screen.
const previewDPI = 102

func (m *Model) draw() {
	if m.sheet.at >= len(m.sheet.pages) {
		m.sheet.image = nil
		m.changed()
		return
	}
	m.changed()
	p := m.sheet.pages[m.sheet.at]
	task.Ask(m.slots.image, func(context.Context) (image.Image, error) { return m.press.Preview(p, previewDPI) },
		func(img image.Image, err error) {
			m.sheet.image, m.sheet.err = img, err
			m.changed()
		})
}

// Turn shows another page.
func (m *Model) Turn(by int) {
	if to := m.sheet.at + by; to >= 0 && to < len(m.sheet.pages) {
		m.sheet.at, m.sheet.image = to, nil
		m.draw()
	}
}

// Page, Pages, Image and SheetErr are the paper in the middle.
func (m *Model) Page() int          { return m.sheet.at }
func (m *Model) Pages() int         { return len(m.sheet.pages) }
func (m *Model) Image() image.Image { return m.sheet.image }
func (m *Model) SheetErr() error    { return m.sheet.err }
