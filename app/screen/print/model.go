package print

import (
	"context"
	"crypto/rand"
	"image"
	"io"
	"slices"
	"time"

	"nifuda/app/run"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
)

// State is what the room is doing.
type State int

// The states of the room.
const (
	Loading  State = iota
	Empty          // nothing was asked to be printed
	Failed         // the labels could not be had
	Ready          // looking at the paper
	Asking         // some were printed before: really again?
	Printing       // a run is on its way
	Done           // it came out
	Stopped        // it did not, or not all of it
	Dropping       // give up the rest: really?
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	press   Press
	memory  RoomMemory
	random  io.Reader
	slots   slots
	state   State
	err     error
	orders  []data.OrderID // asked for last
	jobs    []data.LabelJob
	choice  choice
	sheet   sheet
	run     going
	settled map[data.ParcelID]bool // labels a person has looked at and kept
	care    care
	changed func()
}

type slots struct{ load, printers, sheets, image, run, runs, left, save, stretch, doctor, mend *task.Slot }

// sheet is the paper in the middle.
type sheet struct {
	plan   data.RunPlan
	words  words
	jobs   []data.LabelJob // whose parcels are printed
	sheafs []sheaf
	paper  labels.Sheets // of the labels
	front  int           // pages that come before them
	page   int
	image  image.Image
	err    error
	stale  bool // it is being drawn again: what is chosen now is not on it yet
}

// pages are all of them, in the order they come out.
func (s sheet) pages() []page.Page {
	var all []page.Page
	for _, f := range s.sheafs {
		all = append(all, f.pages...)
	}
	return all
}

// going is what the room knows of print runs.
type going struct {
	current
	open []data.Run // all that were left in the middle
	show func(func())

	every   func(time.Duration, func()) (stop func())
	unwatch func()
}

// current is the print run on its way, or the one that was left, and all that is
// forgotten with it.
type current struct {
	id     data.PrintRunID // 0 while there is none: a trial page is no run
	at     run.Progress
	trial  bool
	now    data.Run               // where it stands; its ID is 0 until that is known
	drawn  []run.Drawn            // its pages
	shown  int                    // index of the page that is shown
	again  int                    // number of the page whose reason is asked for; 0 for none
	count  count                  // what a person says of pages nobody saw
	void   map[data.ParcelID]bool // whose orders were cancelled, or that have left
	agreed bool                   // they are printed all the same
	kept   bool                   // where the next run starts was remembered
}

// New is a room that has asked for nothing yet. changed is told on the
// window's thread.
func New(desk Desk, press Press, memory RoomMemory, r *task.Runner, changed func()) *Model {
	slot := func() *task.Slot { return task.NewSlot(r) }
	m := &Model{
		desk: desk, press: press, memory: memory, random: rand.Reader, state: Empty, changed: changed,
		slots: slots{slot(), slot(), slot(), slot(), slot(), slot(), slot(), slot(), slot(), slot(), slot()},
		run:   going{show: r.Show, every: r.Every, unwatch: func() {}},
	}
	m.choice.printer = -1
	m.shelve(nil)
	m.choice.also = map[data.RunKind]also{}
	for _, k := range extras {
		_, on := memory.Also(k)
		m.choice.also[k] = also{on, -1}
	}
	return m
}

// loaded is everything the room opens with.
type loaded struct {
	jobs     []data.LabelJob
	settings data.Settings
	own      []data.Stock
	forms    []data.SlipForm
}

// Open asks for the labels of orders.
func (m *Model) Open(ids []data.OrderID) {
	if m.state == Printing {
		return
	}
	m.state, m.err, m.orders, m.jobs, m.sheet = Loading, nil, slices.Clone(ids), nil, sheet{}
	m.care = care{}
	m.choice.skipped, m.settled = map[data.ParcelID]bool{}, map[data.ParcelID]bool{}
	m.show(0)
	m.changed()
	m.LookForPrinters()
	m.LookForRuns()
	task.Ask(m.slots.load, func(ctx context.Context) (loaded, error) {
		jobs, err := m.desk.Labels(ctx, ids)
		if err != nil {
			return loaded{}, err
		}
		own, err := m.desk.Stocks(ctx)
		if err != nil {
			return loaded{}, err
		}
		forms, err := m.desk.SlipForms(ctx)
		if err != nil {
			return loaded{}, err
		}
		settings, err := m.desk.Settings(ctx)
		return loaded{jobs, settings, own, forms}, err
	}, m.opened)
}

func (m *Model) opened(l loaded, err error) {
	m.jobs, m.choice.settings, m.err, m.state = l.jobs, l.settings, err, Ready
	m.choice.forms, m.choice.form = l.forms, min(m.choice.form, max(len(l.forms)-1, 0))
	switch m.shelve(l.own); {
	case err != nil:
		m.state = Failed
	case len(l.jobs) == 0:
		m.state = Empty
	}
	m.lay()
	m.examine()
}

// laid is the paper of a plan.
type laid struct {
	words  words
	sheafs []sheaf
}

// lay draws the sheets again.
func (m *Model) lay() {
	if m.state == Asking { // it was asked about another paper
		m.state = Ready
	}
	m.sheet.stale = m.state == Ready
	m.changed()
	if m.state != Ready {
		return
	}
	jobs := slices.DeleteFunc(slices.Clone(m.jobs), func(j data.LabelJob) bool { return m.choice.skipped[j.Parcel] })
	plan := m.planned(jobs)
	if len(jobs) == 0 || len(plan.Parts) == 0 {
		m.sheet = sheet{}
		m.changed()
		return
	}
	task.Ask(m.slots.sheets, func(ctx context.Context) (laid, error) {
		w, err := wordsOf(ctx, m.desk, plan)
		if err != nil {
			return laid{}, err
		}
		sheafs, err := bind(m.press, plan, w)
		return laid{w, sheafs}, err
	}, func(l laid, err error) {
		s := sheet{plan: plan, words: l.words, jobs: jobs, sheafs: l.sheafs, image: m.sheet.image, err: err}
		for _, f := range l.sheafs {
			if f.part.Kind == data.RunLabels {
				s.paper = f.labels
			} else {
				s.front += len(f.pages)
			}
		}
		s.page = min(m.sheet.page, max(len(s.pages())-1, 0))
		m.sheet = s
		m.draw()
	})
}

// previewDPI gives twice the pixels of the usual size on screen.
const previewDPI = 102

// draw makes the picture of the page that is shown.
func (m *Model) draw() {
	m.changed()
	all := m.sheet.pages()
	if m.sheet.page >= len(all) {
		return
	}
	p := all[m.sheet.page]
	if f, ok := m.sheafShown(); ok {
		o := m.choice.settings.Offsets[f.part.Printer.Device]
		p = p.Moved(o.Right, o.Down)
	}
	m.picture(p)
}

// sheafShown is the part whose page is shown.
func (m *Model) sheafShown() (sheaf, bool) {
	at := m.sheet.page
	for _, f := range m.sheet.sheafs {
		if at < len(f.pages) {
			return f, true
		}
		at -= len(f.pages)
	}
	return sheaf{}, false
}

func (m *Model) picture(p page.Page) {
	task.Ask(m.slots.image, func(context.Context) (image.Image, error) { return m.press.Preview(p, previewDPI) },
		func(img image.Image, err error) {
			m.sheet.image, m.sheet.err = img, err
			m.changed()
		})
}

// Turn shows another page.
func (m *Model) Turn(by int) {
	if m.Running() {
		m.ShowPage(m.run.shown + 1 + by)
		return
	}
	to := m.sheet.page + by
	if to >= 0 && to < len(m.sheet.pages()) {
		m.sheet.page, m.sheet.image = to, nil
		m.draw()
	}
}

// State, Err, Page, Pages, Image and SheetErr are what the room shows.
func (m *Model) State() State       { return m.state }
func (m *Model) Err() error         { return m.err }
func (m *Model) Image() image.Image { return m.sheet.image }
func (m *Model) SheetErr() error    { return m.sheet.err }

// Page is the index of the page that is shown, of as many Pages.
func (m *Model) Page() int {
	if m.Running() {
		return m.run.shown
	}
	return m.sheet.page
}

// Pages is how many pages there are to look at.
func (m *Model) Pages() int {
	if m.Running() {
		return len(m.run.drawn)
	}
	return len(m.sheet.pages())
}

// Labels is how many labels are printed, of how many orders.
func (m *Model) Labels() (n, orders int) {
	seen := map[data.OrderID]bool{}
	for _, j := range m.sheet.jobs {
		if !seen[j.Order] {
			orders += len(data.BoxNumbers(j.Number))
		}
		seen[j.Order] = true
	}
	return len(m.sheet.jobs), orders
}
