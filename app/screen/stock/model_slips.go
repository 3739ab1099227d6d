package stock

import (
	"context"
	"image"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/page"
	sheets "nifuda/labels/stock"
)

// Slips is the page of the forms for carriers' slips.
type Slips struct {
	desk    Desk
	press   Press
	slots   slipSlots
	state   State
	err     error
	list    []data.SlipForm
	form    *data.SlipForm // nil while nothing is edited
	at      int            // the field that is edited
	picture picture
	bad     error
	trial   Trial
	changed func()
}

type slipSlots struct{ list, act, try, picture *task.Slot }

// picture is the slip with sample words in its fields.
type picture struct {
	image image.Image
	err   error
}

func newSlips(desk Desk, press Press, run *task.Runner, changed func()) *Slips {
	slot := func() *task.Slot { return task.NewSlot(run) }
	return &Slips{desk: desk, press: press, slots: slipSlots{slot(), slot(), slot(), slot()}, changed: changed}
}

// State, Err, List, Form, At, Image, Bad and Trial are what the page shows.
func (m *Slips) State() State          { return m.state }
func (m *Slips) Err() error            { return m.err }
func (m *Slips) List() []data.SlipForm { return m.list }
func (m *Slips) Form() *data.SlipForm  { return m.form }
func (m *Slips) At() int               { return m.at }
func (m *Slips) Image() image.Image    { return m.picture.image }
func (m *Slips) Trial() Trial          { return m.trial }

// Bad is why the form could not be kept, drawn or tried.
func (m *Slips) Bad() error {
	if m.bad != nil {
		return m.bad
	}
	return m.picture.err
}

// Refresh asks again.
func (m *Slips) Refresh() {
	task.Ask(m.slots.list, m.desk.SlipForms, func(all []data.SlipForm, err error) {
		m.list, m.err, m.state = all, err, Ready
		if err != nil {
			m.state = Failed
		}
		m.changed()
	})
}

// New begins a form of a carrier's common size, with the fields that every slip
// has.
func (m *Slips) New() {
	if m.unsaved() {
		return
	}
	m.edit(&data.SlipForm{Page: data.Size{Width: 240, Height: 114}, Fields: []data.SlipField{
		{Part: data.SlipPostal, X: 15, Y: 12, Width: 30, Lines: 1, Size: 11},
		{Part: data.SlipPhone, X: 55, Y: 12, Width: 40, Lines: 1, Size: 10},
		{Part: data.SlipAddress, X: 15, Y: 20, Width: 80, Lines: 3, Size: 10},
		{Part: data.SlipName, X: 15, Y: 36, Width: 80, Lines: 1, Size: 14},
		{Part: data.SlipFromAddress, X: 15, Y: 56, Width: 80, Lines: 2, Size: 8},
		{Part: data.SlipFromName, X: 15, Y: 66, Width: 80, Lines: 1, Size: 10},
	}})
}

// Edit opens the form on a kept one.
func (m *Slips) Edit(id data.SlipFormID) {
	if m.form != nil && m.form.ID == id || m.unsaved() {
		return
	}
	if i := m.find(id); i >= 0 {
		f := m.list[i]
		f.Fields = slices.Clone(f.Fields)
		m.edit(&f)
	}
}

func (m *Slips) edit(f *data.SlipForm) {
	m.form, m.at, m.bad, m.trial, m.picture = f, 0, nil, TrialNone, picture{}
	m.draw()
}

func (m *Slips) find(id data.SlipFormID) int {
	return slices.IndexFunc(m.list, func(f data.SlipForm) bool { return f.ID == id })
}

// unsaved says that there is something in the form to decide on.
func (m *Slips) unsaved() bool {
	if m.draft() == nil {
		return false
	}
	m.bad = &data.Fault{Kind: data.Invalid, Key: "fault.stock.unsaved"}
	m.changed()
	return true
}

// draft is the form when it holds something that is not kept.
func (m *Slips) draft() *data.SlipForm {
	if m.form == nil {
		return nil
	}
	if i := m.find(m.form.ID); i >= 0 && same(m.list[i], *m.form) {
		return nil
	}
	return m.form
}

func (m *Slips) resume(f *data.SlipForm) {
	if f != nil {
		m.edit(f)
	}
}

func same(a, b data.SlipForm) bool {
	return a.Name == b.Name && a.Page == b.Page && a.Offset == b.Offset && slices.Equal(a.Fields, b.Fields)
}

// Change changes the form: its name, its page, how far it is moved.
func (m *Slips) Change(change func(*data.SlipForm)) {
	if m.form == nil {
		return
	}
	before := *m.form
	change(m.form)
	if !same(before, *m.form) {
		m.bad, m.trial = nil, TrialNone
		m.draw()
	}
}

// Field is the field that is edited, nil when there is none.
func (m *Slips) Field() *data.SlipField {
	if m.form == nil || m.at < 0 || m.at >= len(m.form.Fields) {
		return nil
	}
	return &m.form.Fields[m.at]
}

// ChangeField changes the field that is edited.
func (m *Slips) ChangeField(change func(*data.SlipField)) {
	f := m.Field()
	if f == nil {
		return
	}
	before := *f
	if change(f); *f != before {
		m.bad, m.trial = nil, TrialNone
		m.draw()
	}
}

// Pick edits another field.
func (m *Slips) Pick(i int) {
	if m.form != nil && i >= 0 && i < len(m.form.Fields) && i != m.at {
		m.at = i
		m.changed()
	}
}

// Nudge moves the field that is edited, in mm. It stays on the slip.
func (m *Slips) Nudge(right, down float64) {
	m.ChangeField(func(f *data.SlipField) {
		f.X = tenths(min(max(f.X+right, 0), m.form.Page.Width-f.Width))
		f.Y = tenths(min(max(f.Y+down, 0), m.form.Page.Height-1))
	})
}

// tenths keeps what was added up from drifting.
func tenths(v float64) float64 { return float64(int(max(v, 0)*10+0.5)) / 10 }

// Add puts a further field on the slip, and Take takes the edited one off.
func (m *Slips) Add(part data.SlipPart) {
	m.Change(func(f *data.SlipForm) {
		field := data.SlipField{Part: part, X: tenths(f.Page.Width / 2), Y: 5, Width: tenths(min(40, f.Page.Width/2)), Lines: 1, Size: 10}
		if part == data.SlipText {
			field.Text, field.Width = "✓", 6
		}
		f.Fields = append(slices.Clone(f.Fields), field)
		m.at = len(f.Fields) - 1
	})
}

// Take takes the edited field off the slip.
func (m *Slips) Take() {
	if m.Field() == nil {
		return
	}
	m.Change(func(f *data.SlipForm) { f.Fields = slices.Delete(slices.Clone(f.Fields), m.at, m.at+1) })
	m.at = max(0, min(m.at, len(m.form.Fields)-1))
	m.changed()
}

// slipDPI is fine enough to read small type on the screen.
const slipDPI = 110

// draw makes the picture of the slip again.
func (m *Slips) draw() {
	m.changed()
	f := *m.form
	f.Fields = slices.Clone(f.Fields)
	named := f
	named.Name = "x" // it may be named later
	if err := named.Check(); err != nil {
		m.picture.err = err
		m.changed()
		return
	}
	task.Ask(m.slots.picture, func(context.Context) (image.Image, error) { return m.press.Preview(m.press.SlipPicture(f), slipDPI) },
		func(img image.Image, err error) { m.picture = picture{img, err}; m.changed() })
}

// Save keeps the form.
func (m *Slips) Save() {
	if m.form == nil {
		return
	}
	f := *m.form
	m.act(func(ctx context.Context) error {
		id, err := m.desk.SaveSlipForm(ctx, f)
		f.ID = id
		return err
	}, func() { m.form.ID = f.ID })
}

// Remove takes the kept form away.
func (m *Slips) Remove() {
	if m.form != nil && m.form.ID != 0 {
		id := m.form.ID
		m.act(func(ctx context.Context) error { return m.desk.RemoveSlipForm(ctx, id) }, func() { m.form = nil })
	}
}

// Drop closes the form with what was changed.
func (m *Slips) Drop() { m.form, m.bad, m.trial = nil, nil, TrialNone; m.changed() }

func (m *Slips) act(do func(context.Context) error, done func()) {
	m.slots.act.Run(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if m.bad = err; err == nil {
				done()
				m.Refresh()
				return
			}
			m.changed()
		}
	})
}

// Try prints sample words with a frame around each field, to be held against a
// slip.
func (m *Slips) Try() {
	if m.form == nil || m.trial == TrialPrinting || m.picture.err != nil {
		return
	}
	f := *m.form
	f.Fields = slices.Clone(f.Fields)
	paper := sheets.Own(data.Stock{Name: f.Name, Page: f.Page, Label: f.Page, Grid: data.Grid{Columns: 1, Rows: 1}})
	m.trial, m.bad = TrialPrinting, nil
	m.changed()
	m.slots.try.Run(func(ctx context.Context) func() {
		err := m.press.Try(ctx, func(o data.Offset) page.Page { return m.press.SlipTrial(f, o) }, paper)
		return func() {
			if m.trial, m.bad = TrialDone, err; err != nil {
				m.trial = TrialFailed
			}
			m.changed()
		}
	})
}
