package staff

import (
	"context"

	"nifuda/app/again"
	"nifuda/data"
)

// Newcomer is somebody who is being added. Her first passphrase is not here:
// it stays in the field it is typed into.
type Newcomer struct {
	Name  string       `json:"name,omitempty"`
	Role  data.Role    `json:"role"`
	May   data.Permits `json:"may,omitzero"`
	Shown bool         `json:"shown,omitempty"` // the form is open, and not only remembered
	Added bool         `json:"-"`               // she has a login now; her passphrase may still have to be handed over
}

func (n *Newcomer) blank() bool { return n.Added || n.Name == "" && n.May == (data.Permits{}) }

// Add opens the form for somebody new, as it was left.
func (p *People) Add() {
	p.shown = shown{}
	if p.newcomer == nil || p.newcomer.Added {
		p.newcomer = &Newcomer{Role: data.RolePacker}
	}
	p.newcomer.Shown = true
	p.changed()
}

// putAside closes the form and keeps what was typed in it.
func (p *People) putAside() {
	switch n := p.newcomer; {
	case n == nil:
	case n.Added:
		p.newcomer = nil
	default:
		n.Shown = false
	}
}

// TypeNew takes the form as it is typed.
func (p *People) TypeNew(name string, role data.Role, may data.Permits) {
	if n := p.newcomer; n != nil && !n.Added {
		n.Name, n.Role, n.May = name, role, may
	}
}

// Join gives her a login. take hands out a copy of her first passphrase, for
// each try anew; the copy is wiped here.
func (p *People) Join(take func() []byte) {
	n := p.newcomer
	if n == nil || n.Added || n.Name == "" {
		return
	}
	one := data.NewPerson{Name: n.Name, Role: n.Role}
	if n.Role == data.RolePacker {
		one.May = n.May
	}
	p.ask(again.Question{
		Why: "staff.again.join", Holes: []any{"name", n.Name}, Busy: "staff.busy.join",
		Begin: func() again.Work {
			first := take()
			return func(ctx context.Context, pass []byte) error {
				defer clear(first)
				return p.desk.AddPerson(ctx, pass, one, first)
			}
		},
		Done: func() {
			n.Added = true
			p.Refresh()
			p.changed()
		},
	})
}

// Joined closes the form once the passphrase was handed over.
func (p *People) Joined() {
	p.newcomer = nil
	p.changed()
}
