package bench

import (
	"context"
	"slices"
	"strconv"
	"time"

	"nifuda/data"
)

// NoticeKind says what a notice is about.
type NoticeKind int

// The kinds of notice.
const (
	Nothing     NoticeKind = iota
	Wrong                  // Code does not belong into this parcel
	TooMany                // all of Item is in the box already
	SetHasIt               // the set of Item that is put together now has this part
	Unreadable             // no code looks like this
	OtherNumber            // Code is the number of another parcel
	SameNumber             // Code is the number of this parcel
	Refused                // Err says why
	Shipped                // Number is out of the door
	Aside                  // Number was put aside
	Reported               // Number is held for the owner
	WaitLabel              // the number is sent as soon as the label is out
	NoNumber               // a bare Enter sends nothing
)

// Notice is what the room says about the last gesture.
type Notice struct {
	Kind   NoticeKind
	Item   int // which row it stands at; -1 for none
	Code   string
	Number string
	Err    error
}

// after is the state of the parcel it tells of.
func (n Notice) after() data.BenchState {
	switch n.Kind {
	case Shipped:
		return data.BenchShipped
	case Reported:
		return data.BenchProblem
	}
	return data.BenchAside
}

// bounce is how soon after a scan a second Enter is the scanner's own.
const bounce = 100 * time.Millisecond

// Scan takes what was scanned or typed into the scan field. The same again
// within 100 ms is the scanner that fired twice. Between the pieces of one
// parcel a number of one or two digits counts that row by hand.
func (m *Model) Scan(text string) {
	at, code := m.now(), data.TidyScan(text)
	since := at.Sub(m.box.last.at)
	m.box.last.at = at
	switch {
	case text == "" && since >= 0 && since <= bounce:
		return // the second half of an Enter
	case text == "":
		m.turn(m.enter)
		return
	case m.box.last.fired.Fired(code, at):
		return
	}
	m.turn(func() { m.take(code) })
}

// enter is a bare Enter: it opens what is proposed, which can be undone, and
// does nothing else.
func (m *Model) enter() {
	if _, ok := m.Next(); ok {
		id := m.shelf.chosen
		m.open(func(context.Context) (data.ParcelID, error) { return id, nil }, func() {})
	}
}

// take is a code's turn.
func (m *Model) take(code string) {
	switch {
	case m.state == Loading, m.state == Failed, m.state == Closed:
		return
	case code == "":
		m.tell(Notice{Kind: Unreadable, Item: m.firstOpen()}, data.ScanUnreadable)
		return
	case m.box.parcel.ID == 0:
		m.open(func(ctx context.Context) (data.ParcelID, error) { return m.p.Desk.Find(ctx, code) }, func() {})
		return
	}
	if row, ok := m.rowNumber(code); ok {
		m.count(row)
		return
	}
	if n, ok := m.numbered(code); ok {
		m.tell(n, data.ScanWrong)
		return
	}
	id := m.box.parcel.ID
	m.ask(-1, func(ctx context.Context) (data.Scanned, error) { return m.p.Desk.Scan(ctx, id, code) })
}

// rowNumber reads a row's number, from 0. A code of the parcel that looks like
// one is a code.
func (m *Model) rowNumber(code string) (int, bool) {
	n, err := strconv.Atoi(code)
	if err != nil || n < 1 || len(code) > 2 {
		return 0, false
	}
	// On a copy: whether the code belongs to the parcel is a rule of data.
	items := slices.Clone(m.box.parcel.Items)
	for i := range items {
		items[i].Set = slices.Clone(items[i].Set)
	}
	result, _ := data.Pack(items, code)
	return n - 1, result == data.ScanWrong
}

// numbered tells the number of a parcel from the code of goods.
func (m *Model) numbered(code string) (Notice, bool) {
	n := Notice{Kind: OtherNumber, Item: m.firstOpen(), Code: code}
	if data.Numbered(m.box.parcel.Number, code) {
		n.Kind = SameNumber
		return n, true
	}
	return n, slices.ContainsFunc(m.shelf.rows, func(r data.BenchRow) bool {
		return data.Numbered(r.Number, code)
	})
}

// ask puts a piece into the box, by hand into a row or, with -1, by its code,
// and tells how it went.
func (m *Model) ask(row int, put func(context.Context) (data.Scanned, error)) {
	var s data.Scanned
	m.work(func(ctx context.Context) (err error) { s, err = put(ctx); return err }, func(err error) {
		if err != nil {
			m.p.Voice.Say(data.ScanWrong)
			m.refuse(err)
			return
		}
		if counted := s.Result == data.ScanTicked || s.Result == data.ScanComplete; row >= 0 && counted {
			m.box.hand = append(m.box.hand, row)
		}
		m.scanned(s)
	})
}

func (m *Model) scanned(s data.Scanned) {
	if s.Parcel.ID == m.box.parcel.ID {
		m.box.parcel = s.Parcel
	}
	switch s.Result {
	case data.ScanWrong:
		m.box.notice = Notice{Kind: Wrong, Item: m.firstOpen(), Code: s.Code}
	case data.ScanUnreadable:
		m.box.notice = Notice{Kind: Unreadable, Item: m.firstOpen()}
	case data.ScanTooMany:
		m.box.notice = Notice{Kind: TooMany, Item: s.Item}
		if it, ok := m.item(s.Item); ok && it.Packed < it.Quantity {
			m.box.notice.Kind = SetHasIt
		}
	default:
		m.box.notice = Notice{}
	}
	if m.box.notice.Kind != Nothing {
		m.box.mistakes++
	}
	m.p.Voice.Say(s.Result)
	if s.Result == data.ScanComplete {
		m.full()
	}
}

// full brings the label out by itself, unless it came out before.
func (m *Model) full() {
	if m.box.parcel.Labels > 0 {
		m.state = Tagging
		return
	}
	m.print("")
}

func (m *Model) item(i int) (data.PackItem, bool) {
	if i < 0 || i >= len(m.box.parcel.Items) {
		return data.PackItem{}, false
	}
	return m.box.parcel.Items[i], true
}

// firstOpen is the first row that is not full, -1 when all are.
func (m *Model) firstOpen() int {
	return slices.IndexFunc(m.box.parcel.Items, func(it data.PackItem) bool { return it.Packed < it.Quantity })
}

func (m *Model) tell(n Notice, r data.ScanResult) {
	m.box.notice = n
	m.box.mistakes++
	m.p.Voice.Say(r)
	m.changed()
}

// CountFirst counts one piece of the first row without a code of its own.
func (m *Model) CountFirst() {
	m.turn(func() {
		i := slices.IndexFunc(m.box.parcel.Items, func(it data.PackItem) bool { return !it.MustScan && it.Packed < it.Quantity })
		if i >= 0 {
			m.count(i)
		}
	})
}

// count counts one piece of a row by hand.
func (m *Model) count(row int) {
	if m.state != Packing {
		return
	}
	id := m.box.parcel.ID
	m.ask(row, func(ctx context.Context) (data.Scanned, error) { return m.p.Desk.Count(ctx, id, row) })
}

// Uncount takes back the last piece counted by hand, of the row or, with -1, of
// all. A box that was full is open again.
func (m *Model) Uncount(row int) {
	m.turn(func() {
		if m.state != Packing && m.state != Tagging {
			return
		}
		if row < 0 {
			row = m.lastByHand()
		}
		if row < 0 {
			return
		}
		id := m.box.parcel.ID
		var p data.BenchParcel
		m.work(func(ctx context.Context) (err error) { p, err = m.p.Desk.Uncount(ctx, id, row); return err }, func(err error) {
			if err != nil {
				m.refuse(err)
				return
			}
			m.box.parcel, m.box.notice, m.state = p, Notice{}, Packing
			for i := len(m.box.hand) - 1; i >= 0; i-- {
				if m.box.hand[i] == row {
					m.box.hand = slices.Delete(m.box.hand, i, i+1)
					break
				}
			}
		})
	})
}

// lastByHand is the row counted by hand last, -1 when none was.
func (m *Model) lastByHand() int {
	for i := len(m.box.hand) - 1; i >= 0; i-- {
		if it, ok := m.item(m.box.hand[i]); ok && it.ByHand > 0 {
			return m.box.hand[i]
		}
	}
	last := -1 // it was counted before this sitting
	for i, it := range m.box.parcel.Items {
		if it.ByHand > 0 {
			last = i
		}
	}
	return last
}
