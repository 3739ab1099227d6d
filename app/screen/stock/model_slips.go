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
	deeds

	desk    Desk
	slots   slipSlots
	state   State
	err     error
	list    []data.SlipForm
	form    *data.SlipForm // nil while nothing is edited
	at      int            // the field that is edited
	picture picture
}

type slipSlots struct{ list, picture *task.Slot }

// picture is the slip with sample words in its fields.
type picture struct {
	image image.Image
	err   error
}

func newSlips(desk Desk, press Press, run *task.Runner, changed func()) *Slips {
	m := &Slips{desk: desk, slots: slipSlots{task.NewSlot(run), task.NewSlot(run)}}
	m.deeds = newDeeds(press, run, m.Refresh, changed)
	return m
}

// State, Err, List, Form, At, Image and Bad are what the page shows.
func (m *Slips) State() State          { return m.state }
func (m *Slips) Err() error            { return m.err }
func (m *Slips) List() []data.SlipForm { return m.list }
func (m *Slips) Form() *data.SlipForm  { return m.form }
func (m *Slips) At() int               { return m.at }
func (m *Slips) Image() image.Image    { return m.picture.image }

// Bad is why the form could not be kept or drawn.
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
	m.form, m.at, m.picture = f, 0, picture{}
	m.anew()
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
		m.anew()
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
		m.anew()
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
	m.do(func(ctx context.Context) error {
		id, err := m.desk.SaveSlipForm(ctx, f)
		f.ID = id
		return err
	}, func() { m.form.ID = f.ID })
}

// Remove takes the kept form away.
func (m *Slips) Remove() {
	if m.form != nil && m.form.ID != 0 {
		id := m.form.ID
		m.do(func(ctx context.Context) error { return m.desk.RemoveSlipForm(ctx, id) }, func() { m.form = nil })
	}
}

// Drop closes the form with what was changed.
func (m *Slips) Drop() {
	m.form = nil
	m.anew()
	m.changed()
}

// Try prints sample words with a frame around each field, to be held against a
// slip.
func (m *Slips) Try() {
	if m.form == nil || m.trial == TrialPrinting || m.picture.err != nil {
		return
	}
	f := *m.form
	f.Fields = slices.Clone(f.Fields)
	m.print(func(o data.Offset) page.Page { return m.press.SlipTrial(f, o) }, sheets.OfForm(f))
}
