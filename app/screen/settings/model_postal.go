package settings

import (
	"context"
	"strings"

	"nifuda/app/task"
	"nifuda/data"
)

// Atlas keeps the table of postal codes.
type Atlas interface {
	PostalTable(context.Context) (data.PostalTable, error)
	// FindPostal lists files in a folder that are called as Japan Post's are.
	FindPostal(ctx context.Context, folder string) ([]string, error)
	// ReadPostal reads a file of Japan Post's and says what it would change.
	ReadPostal(ctx context.Context, path string) (data.PostalNews, error)
	// TakePostal uses the file that was read last; sum names it.
	TakePostal(ctx context.Context, sum string) error
	// DropPostal goes back to the table of the program.
	DropPostal(context.Context) error
}

// PostalState is what the card of the postal codes shows.
type PostalState int

// The states of the card.
const (
	PostalLoading PostalState = iota
	PostalReady
	PostalReading // a file is being read
	PostalRead    // what it would change is shown
	PostalTaking  // it is being taken, or the program's own again
	PostalTaken
	PostalFailed // and what was used before still is
)

// Postal is the card of the postal codes.
type Postal struct {
	atlas   Atlas
	slot    *task.Slot
	look    *task.Slot
	state   PostalState
	is      data.PostalTable
	news    data.PostalNews
	found   []string
	path    string
	err     error
	changed func()
}

// State, Err, Is, News and Path are what the card shows.
func (p *Postal) State() PostalState    { return p.state }
func (p *Postal) Err() error            { return p.err }
func (p *Postal) Is() data.PostalTable  { return p.is }
func (p *Postal) News() data.PostalNews { return p.news }
func (p *Postal) Path() string          { return p.path }
func (p *Postal) busy() bool            { return p.state == PostalReading || p.state == PostalTaking }
func (p *Postal) CanRead() bool         { return p.path != "" && !p.busy() }
func (p *Postal) CanGoBack() bool {
	return (p.is.Own || p.is.Fault != "") && !p.busy() && p.state != PostalRead
}
func (p *Postal) show(s PostalState, err error) {
	p.state, p.err = s, err
	p.changed()
}

// Refresh asks again which table is used. What is on its way is left alone.
func (p *Postal) Refresh() {
	if p.busy() || p.state == PostalRead {
		return
	}
	task.Ask(p.slot, p.atlas.PostalTable, func(is data.PostalTable, err error) {
		p.is = is
		p.settle(PostalReady, err)
	})
}

func (p *Postal) settle(s PostalState, err error) {
	if err != nil {
		s = PostalFailed
	}
	p.show(s, err)
}

// Look looks for Japan Post's file where downloads lie, and suggests it.
func (p *Postal) Look(folders []string) {
	task.Ask(p.look, func(ctx context.Context) ([]string, error) {
		var all []string
		for _, folder := range folders {
			found, err := p.atlas.FindPostal(ctx, folder)
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
		return all, nil
	}, func(all []string, err error) {
		if err == nil && len(all) > 0 && p.path == "" { // else the path is typed
			p.path = all[len(all)-1]
			p.changed()
		}
	})
}

// Type takes the path of the file, as typed, pasted or dropped. Quotation marks
// around it, as file managers copy them, are left out.
func (p *Postal) Type(path string) {
	if path = strings.Trim(strings.TrimSpace(path), `"'`); path != p.path {
		p.path = path
		p.changed()
	}
}

// Read reads the file and shows what it would change.
func (p *Postal) Read() {
	if !p.CanRead() {
		return
	}
	path := p.path
	p.show(PostalReading, nil)
	task.Ask(p.slot, func(ctx context.Context) (data.PostalNews, error) { return p.atlas.ReadPostal(ctx, path) },
		func(news data.PostalNews, err error) {
			p.news = news
			p.settle(PostalRead, err)
		})
}

// Leave keeps the table that is used.
func (p *Postal) Leave() {
	if p.state == PostalRead {
		p.news = data.PostalNews{}
		p.show(PostalReady, nil)
	}
}

// Take uses the file that was read.
func (p *Postal) Take() {
	if p.state != PostalRead {
		return
	}
	sum := p.news.Sum
	p.act(func(ctx context.Context) error { return p.atlas.TakePostal(ctx, sum) })
}

// GoBack uses the table of the program again.
func (p *Postal) GoBack() {
	if p.CanGoBack() {
		p.act(p.atlas.DropPostal)
	}
}

// act does one thing and asks what is used then.
func (p *Postal) act(do func(context.Context) error) {
	p.show(PostalTaking, nil)
	task.Ask(p.slot, func(ctx context.Context) (data.PostalTable, error) {
		if err := do(ctx); err != nil {
			return p.is, err
		}
		return p.atlas.PostalTable(ctx)
	}, func(is data.PostalTable, err error) {
		p.is, p.news = is, data.PostalNews{}
		p.settle(PostalTaken, err)
	})
}
