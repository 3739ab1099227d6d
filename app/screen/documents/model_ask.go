package documents

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
)

// AskState is how far documents are that are about to be issued.
type AskState int

// The states of asking.
const (
	NotAsking AskState = iota
	Drafting
	Drafted
	Issuing
	Issued
)

// Item is one document that is about to be issued.
type Item struct {
	Ask     data.DocumentAsk
	Paper   data.Paper // of one that is refused the order's number alone
	Notes   []data.PaperNote
	Reports []labels.Report   // what could not be drawn as it is written
	Goods   []data.Returnable // of a return: what can be given back by the piece
	Err     error             // why it is refused
	Kept    bool              // somebody looked at the reports
	Done    data.DocumentID   // once it is issued
	Out     bool              // it was printed from here
}

// Blocked reports whether somebody has to look at what cannot be drawn first.
func (it Item) Blocked() bool {
	return it.Err == nil && it.Done == 0 && !it.Kept && slices.ContainsFunc(it.Reports, labels.Report.Blocks)
}

// ready reports whether it can be issued now.
func (it Item) ready() bool { return it.Err == nil && it.Done == 0 && !it.Blocked() }

// asking is what is about to be issued.
type asking struct {
	state  AskState
	kind   data.PaperKind
	orders []data.OrderID
	items  []Item
	at     int
}

// Kinds are what can be asked for of orders.
func Kinds() []data.PaperKind {
	return []data.PaperKind{data.PaperSlip, data.PaperGift, data.PaperInvoice, data.PaperReceipt, data.PaperReturn}
}

// Asking reports whether documents are about to be issued; AskState, AskKind,
// Items and At are what is shown of them.
func (m *Model) Asking() bool            { return m.asking.state != NotAsking }
func (m *Model) AskState() AskState      { return m.asking.state }
func (m *Model) AskKind() data.PaperKind { return m.asking.kind }
func (m *Model) Items() []Item           { return m.asking.items }
func (m *Model) At() int                 { return m.asking.at }

// Item is the one that is shown.
func (m *Model) Item() (Item, bool) {
	if a := m.asking; m.Asking() && a.at < len(a.items) {
		return a.items[a.at], true
	}
	return Item{}, false
}

// Ask makes drafts of a kind for orders.
func (m *Model) Ask(kind data.PaperKind, ids []data.OrderID) {
	if m.busy() || len(ids) == 0 {
		return
	}
	asks := make([]data.DocumentAsk, len(ids))
	for i, id := range ids {
		asks[i] = data.DocumentAsk{Kind: kind, Order: id}
	}
	m.asking = asking{kind: kind, orders: slices.Clone(ids)}
	m.prints.state, m.prints.err = NotPrinting, nil
	m.drafts(asks)
}

// AskKindOf makes drafts of another kind for the same orders.
func (m *Model) AskKindOf(kind data.PaperKind) {
	if m.Asking() && kind != m.asking.kind && m.asking.state != Issuing {
		m.Ask(kind, m.asking.orders)
	}
}

// Correct makes a draft that takes the place of the document that is shown,
// with the words it had.
func (m *Model) Correct() {
	d := m.open.doc
	if m.busy() || m.open.state != Ready || m.open.id == 0 || d.Corrected != "" {
		return
	}
	ask := data.DocumentAsk{Kind: d.Paper.Kind, Order: d.Order, Parcel: d.Parcel, Corrects: d.ID,
		Name: d.Paper.To.Name, Proviso: d.Paper.Words.Proviso, Remarks: d.Paper.Words.Remarks}
	for _, it := range d.Paper.Items {
		switch {
		case d.Paper.Kind != data.PaperReturn || d.Paper.Words.Whole:
		case it.Line > 0:
			ask.Goods = append(ask.Goods, data.GoodsBack{Line: it.Line - 1, Quantity: it.Quantity})
		default:
			ask.Back = append(ask.Back, data.Refund{Words: it.Name, RateBP: it.RateBP, Amount: it.Amount})
		}
	}
	m.asking = asking{kind: d.Paper.Kind, orders: []data.OrderID{d.Order}}
	m.drafts([]data.DocumentAsk{ask})
}

// Correcting is the number of the document whose place the draft takes, empty
// when it takes none's.
func (m *Model) Correcting() string {
	if it, ok := m.Item(); ok && it.Ask.Corrects != 0 && m.open.id == it.Ask.Corrects {
		return m.open.doc.Paper.Number
	}
	return ""
}

func (m *Model) busy() bool { return m.asking.state == Issuing || m.prints.state == Printing }

func (m *Model) drafts(asks []data.DocumentAsk) {
	m.asking.state, m.asking.at, m.sheet = Drafting, 0, sheet{}
	m.slots.open.Cancel()
	m.changed()
	task.Ask(m.slots.draft, func(ctx context.Context) ([]Item, error) {
		items := make([]Item, len(asks))
		for i, ask := range asks {
			items[i] = m.draft(ctx, ask)
		}
		return items, ctx.Err()
	}, func(items []Item, _ error) {
		m.asking.items, m.asking.state = items, Drafted
		m.layItem()
	})
}

// draft runs aside: it touches nothing of the model but its ports.
func (m *Model) draft(ctx context.Context, ask data.DocumentAsk) Item {
	it := Item{Ask: ask}
	it.Paper, it.Notes, it.Err = m.desk.Draft(ctx, ask)
	if it.Err == nil {
		_, it.Reports = m.press.Draw(it.Paper, false)
	}
	if ask.Kind == data.PaperReturn {
		it.Goods, _ = m.desk.Returnable(ctx, ask.Order, ask.Corrects) // without them amounts can be typed
	}
	return it
}

// layItem shows the paper of the draft, or of what it became.
func (m *Model) layItem() {
	it, ok := m.Item()
	if !ok || it.Err != nil {
		m.sheet = sheet{}
		m.changed()
		return
	}
	pages, _ := m.press.Draw(it.Paper, false)
	m.lay(pages)
}

// ShowItem shows another draft.
func (m *Model) ShowItem(i int) {
	if i >= 0 && i < len(m.asking.items) && i != m.asking.at {
		m.asking.at, m.sheet = i, sheet{}
		m.layItem()
	}
}

// Typed is what is written into a draft.
type Typed struct{ Name, Proviso, Remarks string }

// Type takes what is written into the draft that is shown, and draws it anew.
func (m *Model) Type(t Typed) {
	m.again(func(ask *data.DocumentAsk) {
		ask.Name, ask.Proviso, ask.Remarks = strings.TrimSpace(t.Name), strings.TrimSpace(t.Proviso), t.Remarks
	})
}

// yen reads an amount as people type it: in full width, with ¥, 円 or commas.
// asked is false of an empty field alone. What is no amount is 0, which nobody
// can give back.
func yen(typed string) (amount data.Money, asked bool) {
	plain := strings.NewReplacer(",", "", "、", "", "¥", "", "円", "", " ", "").Replace(norm.NFKC.String(strings.ToValidUTF8(typed, "?")))
	if strings.TrimSpace(plain) == "" {
		return 0, strings.TrimSpace(typed) != ""
	}
	n, err := strconv.ParseInt(plain, 10, 64)
	if err != nil {
		return 0, true
	}
	return data.Money(n), true
}

// GiveBack sets how much is given back at a rate, in yen as it is typed. With
// the fields of all rates empty, all of the order is given back; what is typed
// and is no amount blocks, lest it passes for empty.
func (m *Model) GiveBack(rateBP int, typed string) {
	amount, asked := yen(typed)
	m.again(func(ask *data.DocumentAsk) {
		ask.Back = slices.DeleteFunc(slices.Clone(ask.Back), func(r data.Refund) bool { return r.RateBP == rateBP })
		if asked {
			ask.Back = append(ask.Back, data.Refund{RateBP: rateBP, Amount: amount})
		}
		slices.SortFunc(ask.Back, func(a, b data.Refund) int { return b.RateBP - a.RateBP })
	})
}

// GiveGoods sets how many pieces of a line of the order are given back.
func (m *Model) GiveGoods(line, pieces int) {
	m.again(func(ask *data.DocumentAsk) {
		ask.Goods = slices.DeleteFunc(slices.Clone(ask.Goods), func(g data.GoodsBack) bool { return g.Line == line })
		if pieces > 0 {
			ask.Goods = append(ask.Goods, data.GoodsBack{Line: line, Quantity: pieces})
		}
		slices.SortFunc(ask.Goods, func(a, b data.GoodsBack) int { return a.Line - b.Line })
	})
}

// Given is how many pieces of a line the draft gives back.
func (it Item) Given(line int) int {
	for _, g := range it.Ask.Goods {
		if g.Line == line {
			return g.Quantity
		}
	}
	return 0
}

// again drafts the document that is shown with another wish.
func (m *Model) again(change func(*data.DocumentAsk)) {
	it, ok := m.Item()
	if !ok || m.asking.state != Drafted || it.Done != 0 {
		return
	}
	ask, at := it.Ask, m.asking.at
	change(&ask)
	m.asking.items[at].Ask = ask
	task.Ask(m.slots.draft, func(ctx context.Context) (Item, error) { return m.draft(ctx, ask), ctx.Err() },
		func(fresh Item, _ error) {
			if at < len(m.asking.items) && m.asking.items[at].Ask.Order == ask.Order {
				m.asking.items[at] = fresh
				m.layItem()
			}
		})
}

// Keep lets the draft that is shown be issued with what could not be drawn.
func (m *Model) Keep() {
	if it, ok := m.Item(); ok && it.Blocked() {
		m.asking.items[m.asking.at].Kept = true
		m.changed()
	}
}

// ToIssue counts the drafts that can be issued, Done those that were.
func (m *Model) ToIssue() (ready, done int) {
	for _, it := range m.asking.items {
		if it.ready() {
			ready++
		}
		if it.Done != 0 {
			done++
		}
	}
	return ready, done
}

// Issue issues every draft that can be. What cannot stays, with its reason.
func (m *Model) Issue() {
	if ready, _ := m.ToIssue(); m.asking.state != Drafted || ready == 0 {
		return
	}
	items := slices.Clone(m.asking.items)
	m.asking.state = Issuing
	m.changed()
	m.slots.issue.Run(func(ctx context.Context) func() {
		for i, it := range items {
			if !it.ready() || ctx.Err() != nil {
				continue
			}
			d, err := m.desk.Issue(ctx, it.Ask, m.digest)
			if err != nil {
				items[i].Err = err
				continue
			}
			items[i].Done, items[i].Paper = d.ID, d.Paper
		}
		return func() {
			m.asking.items, m.asking.state = items, Issued
			m.find()
			m.layItem()
		}
	})
}

// digest is the SHA-256 of a document's drawing.
func (m *Model) digest(p data.Paper) ([]byte, error) {
	pages, _ := m.press.Draw(p, false)
	sum := page.Digest(pages)
	return sum[:], nil
}

// Leave ends asking. What was issued is in the list, and the first of it is
// shown.
func (m *Model) Leave() {
	if m.busy() {
		return
	}
	var first data.DocumentID
	for _, it := range m.asking.items {
		if it.Done != 0 && first == 0 {
			first = it.Done
		}
	}
	if first == 0 {
		first = m.open.id
	}
	m.asking, m.sheet = asking{}, sheet{}
	m.slots.draft.Cancel()
	m.prints.state, m.prints.err = NotPrinting, nil
	if first != 0 {
		m.Show(first)
	}
	m.changed()
}

// Draft is what is about to be issued, to take up again later.
type Draft struct {
	Kind   data.PaperKind `json:"kind,omitempty"`
	Orders []data.OrderID `json:"orders,omitempty"`
}

// Draft gives what is in progress; nothing once it was issued.
func (m *Model) Draft() Draft {
	if s := m.asking.state; s == NotAsking || s == Issued {
		return Draft{}
	}
	return Draft{m.asking.kind, slices.Clone(m.asking.orders)}
}

// Resume makes the same drafts again.
func (m *Model) Resume(d Draft) {
	if slices.Contains(Kinds(), d.Kind) {
		m.Ask(d.Kind, d.Orders)
	}
}
