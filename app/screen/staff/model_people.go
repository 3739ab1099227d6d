package staff

import (
	"context"
	"maps"
	"slices"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
)

// People is the page of who has a login.
type People struct {
	desk     Roll
	sheets   sheets
	ask      again.Ask
	slots    slots
	state    State
	err      error
	list     []data.Person
	shown    shown
	typed    map[string]Change // by login, until it is kept
	newcomer *Newcomer         // nil while nobody is being added
	paper    paper
	changed  func()
}

type slots struct{ list, paper *task.Slot }

// shown is who stands open at the right.
type shown struct {
	login   string // empty when nobody does
	parting bool   // what removing her means is being read
}

// Change is what can be typed of a person.
type Change struct {
	Name     string       `json:"name"`
	InCharge bool         `json:"charge,omitempty"`
	May      data.Permits `json:"may,omitzero"`
}

// PeopleDraft is what is in progress on the page.
type PeopleDraft struct {
	Open     string            `json:"open,omitempty"`
	Typed    map[string]Change `json:"typed,omitempty"`
	Newcomer *Newcomer         `json:"newcomer,omitempty"`
}

func newPeople(desk Desk, s sheets, ask again.Ask, run *task.Runner, changed func()) *People {
	return &People{desk: desk, sheets: s, ask: ask, slots: slots{task.NewSlot(run), task.NewSlot(run)},
		typed: map[string]Change{}, changed: changed}
}

// State, Err, Newcomer and Parting are what the page shows.
func (p *People) State() State        { return p.state }
func (p *People) Err() error          { return p.err }
func (p *People) Newcomer() *Newcomer { return p.newcomer }
func (p *People) Parting() bool       { return p.shown.parting }

// Here are those who have a login, Left those who had one.
func (p *People) Here() []data.Person { return p.those(false) }
func (p *People) Left() []data.Person { return p.those(true) }

func (p *People) those(gone bool) []data.Person {
	var all []data.Person
	for _, one := range p.list {
		if one.Gone.IsZero() != gone {
			all = append(all, one)
		}
	}
	return all
}

// Refresh asks who there is. The old list stays until the answer comes.
func (p *People) Refresh() {
	task.Ask(p.slots.list, p.desk.People, func(all []data.Person, err error) {
		p.state, p.err = Ready, err
		if err != nil {
			p.state = Failed
		} else {
			p.list = all
			p.drop()
		}
		p.changed()
	})
}

// drop forgets what was typed of people who cannot be changed any more.
func (p *People) drop() {
	maps.DeleteFunc(p.typed, func(login string, c Change) bool {
		one, ok := p.find(login)
		return !ok || !one.Gone.IsZero() || c == changeOf(one)
	})
	if _, ok := p.find(p.shown.login); !ok {
		p.shown = shown{}
	}
}

func (p *People) find(login string) (data.Person, bool) {
	i := slices.IndexFunc(p.list, func(one data.Person) bool { return one.Login == login })
	if i < 0 {
		return data.Person{}, false
	}
	return p.list[i], true
}

// Open shows somebody at the right; what was typed of another one stays.
func (p *People) Open(login string) {
	p.shown, p.paper = shown{login: login}, paper{}
	p.putAside()
	p.changed()
}

// Shown is who stands at the right, as she is kept.
func (p *People) Shown() (data.Person, bool) { return p.find(p.shown.login) }

func changeOf(one data.Person) Change { return Change{one.Name, one.InCharge, one.May} }

// Typed is what the form at the right shows: what was typed, or what is kept.
func (p *People) Typed() Change {
	if c, ok := p.typed[p.shown.login]; ok {
		return c
	}
	one, _ := p.Shown()
	return changeOf(one)
}

// Type takes the form as it is typed.
func (p *People) Type(c Change) {
	one, ok := p.Shown()
	if !ok || !one.Gone.IsZero() {
		return
	}
	delete(p.typed, one.Login)
	if c != changeOf(one) {
		p.typed[one.Login] = c
	}
}

// CanSave reports whether something was typed that can be kept.
func (p *People) CanSave() bool {
	c, ok := p.typed[p.shown.login]
	return ok && c.Name != ""
}

// Save keeps what was typed of the one at the right.
func (p *People) Save() {
	one, ok := p.Shown()
	if !ok || !p.CanSave() {
		return
	}
	c := p.Typed()
	one.Name, one.InCharge, one.May = c.Name, c.InCharge, c.May
	p.ask(again.Question{
		Why: "staff.again.save", Holes: []any{"name", one.Name}, Busy: "again.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error { return p.desk.ChangePerson(ctx, pass, one) }
		},
		Done: func() {
			delete(p.typed, one.Login)
			p.Refresh()
		},
	})
}

// Stays says why the one at the right cannot be removed, as a translation key;
// empty when she can.
func (p *People) Stays() string { return data.Stays(p.shown.login, p.list) }

// Part shows what removing the one at the right means, or puts it away.
func (p *People) Part(on bool) {
	p.shown.parting = on && p.Stays() == ""
	p.changed()
}

// Remove takes her login away.
func (p *People) Remove() {
	one, ok := p.Shown()
	if !ok || !p.shown.parting {
		return
	}
	p.ask(again.Question{
		Why: "staff.again.remove", Holes: []any{"name", one.Name}, Busy: "staff.busy.remove",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error { return p.desk.RemovePerson(ctx, pass, one.Login) }
		},
		Done: func() {
			p.shown.parting = false
			p.Refresh()
		},
	})
}

// Back undoes one step and keeps what was typed.
func (p *People) Back() bool {
	switch {
	case p.shown.parting:
		p.shown.parting = false
	case p.newcomer != nil && p.newcomer.Shown:
		p.putAside()
	case p.shown.login != "":
		p.shown = shown{}
	default:
		return false
	}
	p.changed()
	return true
}

func (p *People) draft() PeopleDraft {
	d := PeopleDraft{Open: p.shown.login, Typed: maps.Clone(p.typed)}
	if p.newcomer != nil && p.newcomer.blank() {
		return d
	}
	d.Newcomer = p.newcomer
	return d
}

func (p *People) resume(d PeopleDraft) {
	p.shown = shown{login: d.Open}
	p.newcomer = d.Newcomer
	clear(p.typed)
	maps.Copy(p.typed, d.Typed)
}
