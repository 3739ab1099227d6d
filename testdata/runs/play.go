package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// person sits before the screen, mends what is wrong with the printer, and looks
// at the paper. It also pulls the plug.
type person struct {
	m      machine
	random *rand.Rand
	where  place
	left   int            // faults that are still to come
	done   map[string]int // faults, by name
	wanted map[string]int // how often each label is to have come out
	asked  int            // how often pages were looked for
	again  int            // pages that were wanted once more
	closed bool

	session *exec.Cmd
	tell    io.WriteCloser
	lines   chan string
}

// run has labels printed until the run is through, however often it breaks.
func (p *person) run(ctx context.Context, dir string) error {
	p.where = p.m.where()
	p.where.Path = filepath.Join(dir, "ledger.db")
	if err := p.where.found(ctx); err != nil {
		return err
	}
	for i := range labelsEach {
		p.wanted[number(i)]++
	}
	p.closed = false
	for !p.closed {
		if err := p.sit(ctx); err != nil {
			return err
		}
	}
	return errors.Join(p.m.mend(), p.m.settled(ctx), p.count())
}

// sit begins a session and stays until it ends, one way or another.
func (p *person) sit(ctx context.Context) error {
	if err := p.begin(ctx); err != nil {
		return err
	}
	defer func() { _ = p.session.Process.Kill(); _ = p.session.Wait() }()
	var next, mended <-chan time.Time // when something goes wrong, when it is mended
	kind := ""
	for {
		select {
		case line, open := <-p.lines:
			if !open {
				if p.closed {
					return nil
				}
				return fmt.Errorf("the session ended by itself: %w", p.session.Wait())
			}
			var word string
			var n, to int
			_, _ = fmt.Sscan(line, &word, &n, &to)
			switch word {
			case "page":
				if p.left > 0 && next == nil && mended == nil && p.random.IntN(3) == 0 {
					next = time.After(time.Duration(p.random.IntN(900)) * time.Millisecond)
				}
			case "stopped":
				mended = nil
				if err := errors.Join(p.m.mend(), p.say("go")); err != nil {
					return err
				}
			case "doubt":
				mended = nil
				if err := p.look(ctx, n, to); err != nil {
					return err
				}
			case "closed":
				if err := p.finish(ctx, n); err != nil {
					return err
				}
			}
		case <-next:
			next = nil
			p.left--
			all := p.m.faults()
			i := p.random.IntN(len(all) + 1)
			if i == len(all) {
				p.done["kill"]++
				return p.kill()
			}
			kind = all[i].name
			p.done[kind]++
			if err := all[i].begin(); err != nil {
				return err
			}
			mended = time.After(time.Duration(500+p.random.IntN(5500)) * time.Millisecond)
		case <-mended:
			mended = nil
			if err := p.m.mend(); err != nil {
				return err
			}
		case <-time.After(90 * time.Second):
			return fmt.Errorf("nothing happens any more, after %q", kind)
		}
	}
}

// begin starts a session of its own process.
func (p *person) begin(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	p.session = exec.CommandContext(ctx, self, "-session")
	p.session.Stderr = os.Stderr
	if p.tell, err = p.session.StdinPipe(); err != nil {
		return err
	}
	out, err := p.session.StdoutPipe()
	if err != nil {
		return err
	}
	if err := p.session.Start(); err != nil {
		return err
	}
	p.lines = make(chan string)
	go func(lines chan<- string) {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			lines <- s.Text()
		}
	}(p.lines)
	where, err := json.Marshal(p.where)
	return errors.Join(err, p.say(string(where)))
}

func (p *person) say(words string) error {
	_, err := io.WriteString(p.tell, words+"\n")
	return err
}

// kill pulls the plug.
func (p *person) kill() error {
	err := p.session.Process.Kill()
	go func() { // what it said last
		for range p.lines {
		}
	}()
	return err
}

// look goes to the printer and says which pages, from one to another, did not
// come out.
func (p *person) look(ctx context.Context, from, to int) error {
	p.asked++
	if err := errors.Join(p.m.mend(), p.m.settled(ctx)); err != nil {
		return err
	}
	out, err := p.m.papers()
	if err != nil {
		return err
	}
	var gone []string
	for page := from; page <= to; page++ {
		came, lost := 0, 0
		for _, n := range p.on(page) {
			if out[n] >= p.wanted[n] {
				came++
			} else {
				lost++
			}
		}
		switch {
		case came > 0 && lost > 0:
			return fmt.Errorf("page %d came out in part: %d of %d labels", page, came, came+lost)
		case lost > 0:
			gone = append(gone, strconv.Itoa(page))
		}
	}
	return p.say(strings.Join(gone, " "))
}

// on are the labels on a page.
func (p *person) on(page int) []string {
	per := 1
	if p.where.Stock == "a4-12" {
		per = 12
	}
	var all []string
	for i := (page - 1) * per; i < min(page*per, labelsEach); i++ {
		all = append(all, number(labelsEach-1-i)) // the newest first
	}
	return all
}

// finish looks at a run that is through; now and then a page is too faint.
func (p *person) finish(ctx context.Context, pages int) error {
	if p.random.IntN(3) > 0 {
		p.closed = true
		return p.say("enough")
	}
	page := 1 + p.random.IntN(pages)
	for _, n := range p.on(page) {
		p.wanted[n]++
	}
	p.again++
	return p.say(fmt.Sprint(page))
}

// count is the end: every label came out as often as it was wanted.
func (p *person) count() error {
	out, err := p.m.papers()
	if err != nil {
		return err
	}
	for n, want := range p.wanted {
		if out[n] != want {
			err = errors.Join(err, fmt.Errorf("label %s came out %d times, want %d", n, out[n], want))
		}
	}
	return err
}
