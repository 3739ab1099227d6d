package staff

import (
	"nifuda/app/again"
	"nifuda/app/task"
)

// State is what a page of the room shows.
type State int

// The states of a page.
const (
	Loading State = iota
	Ready
	Failed
)

// Page is one of the room's pages.
type Page int

// The pages, in the order they stand.
const (
	PagePeople Page = iota
	PageBench
	PageRule
	PageGoods
)

// Pages lists every page, in the order they stand.
func Pages() []Page { return []Page{PagePeople, PageBench, PageRule, PageGoods} }

// Model is the room without its widgets: its pages, and which one is shown.
type Model struct {
	People *People
	Bench  *Bench
	Goods  *Goods
	page   Page
	change func()
}

// New is a room that has asked for nothing yet. ask puts the question for the
// passphrase; changed is told on the window's thread.
func New(desk Desk, press Press, ask again.Ask, run *task.Runner, house House, changed func()) *Model {
	return &Model{
		People: newPeople(desk, sheets{desk, press, house}, ask, run, changed),
		Bench:  newBench(desk, press, ask, run, changed),
		Goods:  newGoods(desk, run, changed),
		change: changed,
	}
}

// Page is the page that is shown.
func (m *Model) Page() Page { return m.page }

// Turn shows another page.
func (m *Model) Turn(p Page) {
	m.page = p
	m.change()
}

// Refresh asks for everything again. What is typed stays.
func (m *Model) Refresh() {
	m.People.Refresh()
	m.Bench.Refresh()
	m.Goods.Refresh()
}

// Back undoes one step on the page that is shown, without losing what was
// typed. It reports whether there was one.
func (m *Model) Back() bool {
	switch m.page {
	case PagePeople:
		return m.People.Back()
	case PageGoods:
		return m.Goods.Back()
	}
	return false
}

// Draft is what is typed and not kept.
type Draft struct {
	Page   Page        `json:"page,omitempty"`
	People PeopleDraft `json:"people,omitzero"`
	Bench  BenchDraft  `json:"bench,omitzero"`
	Goods  *GoodsForm  `json:"goods,omitempty"`
}

// Draft gives what is in progress.
func (m *Model) Draft() Draft {
	return Draft{m.page, m.People.draft(), m.Bench.typed, m.Goods.draft()}
}

// Resume takes up a draft. The next Refresh asks for what it needs.
func (m *Model) Resume(d Draft) {
	m.page = d.Page
	m.People.resume(d.People)
	m.Bench.typed = d.Bench
	m.Goods.form = d.Goods
	m.change()
}
