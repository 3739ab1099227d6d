package rawtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"

	"nifuda/data"
	"nifuda/labels/raster"
)

// Printer is a label printer on loopback. Its methods may be called from any
// goroutine.
type Printer struct {
	speech  data.Speech
	address string

	mu      sync.Mutex
	server  net.Listener
	conn    net.Conn
	reading bool // from conn
	state   state
	held    []*raster.Bits // read and not printed yet
	labels  []*raster.Bits // on paper
	wrong   []string       // what no printer of the make would understand
	density []int
	canvas  *raster.Bits // of TSPL: what the next PRINT prints; only serve touches it
	dots    int          // bytes of it that were read
	ended   sync.WaitGroup
}

// state is what can be wrong with a printer.
type state struct {
	paper, jam, cut, after int // labels until it happens; -1 for never
	open, ribbon, paused   bool
	silent                 bool
	answer                 []byte // instead of every true answer
}

// New is a printer that is ready, and is switched off when the test ends. It
// fails the test when it was sent what it did not understand.
func New(t testing.TB, s data.Speech) *Printer {
	t.Helper()
	p, err := Listen(s, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Off()
		for _, w := range p.Wrong() {
			t.Errorf("the printer did not understand: %s", w)
		}
	})
	return p
}

// Listen is New for programs of their own, at an address of this computer.
func Listen(s data.Speech, address string) (*Printer, error) {
	p := &Printer{speech: s, address: address, state: state{paper: -1, jam: -1, cut: -1, after: -1}}
	return p, p.On()
}

// On switches the printer on, at the address it had. What it held is forgotten.
func (p *Printer) On() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, err := net.Listen("tcp", p.address)
	if err != nil {
		return fmt.Errorf("rawtest: %w", err)
	}
	p.server, p.address = l, l.Addr().String()
	p.canvas, p.dots = nil, 0
	p.ended.Add(1)
	go p.serve(l)
	return nil
}

// Off switches the printer off: connections break, and what it had read and not
// printed is gone.
func (p *Printer) Off() {
	p.mu.Lock()
	_ = p.server.Close()
	if p.conn != nil {
		_ = p.conn.Close()
	}
	p.held = nil
	p.mu.Unlock()
	p.ended.Wait()
}

// Address is where the printer is: socket://127.0.0.1:port.
func (p *Printer) Address() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return "socket://" + p.address
}

// Labels are the bitmaps that came out, in their order.
func (p *Printer) Labels() []*raster.Bits {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]*raster.Bits(nil), p.labels...)
}

// Held counts the labels it has read and not printed.
func (p *Printer) Held() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.held)
}

// Reading reports whether somebody is connected to it.
func (p *Printer) Reading() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reading
}

// Wrong is what it did not understand, in words without the bytes' meaning.
func (p *Printer) Wrong() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.wrong...)
}

// Density are the darknesses that were set, in its language's own numbers.
func (p *Printer) Density() []int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]int(nil), p.density...)
}

// Paper puts in paper for n labels, without end for -1.
func (p *Printer) Paper(n int) { p.change(func(s *state) { s.paper = n }) }

// Open opens or closes the head.
func (p *Printer) Open(open bool) { p.change(func(s *state) { s.open = open }) }

// Ribbon says whether the ribbon is used up.
func (p *Printer) Ribbon(out bool) { p.change(func(s *state) { s.ribbon = out }) }

// Pause is its button.
func (p *Printer) Pause(paused bool) { p.change(func(s *state) { s.paused = paused }) }

// JamAfter lets n more labels out and jams; -1 clears it. What jammed is printed
// again after that, as these printers do.
func (p *Printer) JamAfter(n int) { p.change(func(s *state) { s.jam = n }) }

// CutAfter reads n more labels and hangs up in the middle of the next.
func (p *Printer) CutAfter(n int) { p.change(func(s *state) { s.cut = n }) }

// HangUpAfter prints n more labels and hangs up before it says so.
func (p *Printer) HangUpAfter(n int) { p.change(func(s *state) { s.after = n }) }

// Silent has it answer no question.
func (p *Printer) Silent(silent bool) { p.change(func(s *state) { s.silent = silent }) }

// Answer has it give these bytes to every question; nil for the truth.
func (p *Printer) Answer(b []byte) { p.change(func(s *state) { s.answer = b }) }

func (p *Printer) change(f func(*state)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(&p.state)
	p.settle()
}

// blocked reports whether nothing can come out.
func (s state) blocked() bool {
	return s.paper == 0 || s.jam == 0 || s.open || s.ribbon || s.paused
}

// settle prints what can be printed.
func (p *Printer) settle() {
	for len(p.held) > 0 && !p.state.blocked() {
		p.labels, p.held = append(p.labels, p.held[0]), p.held[1:]
		down(&p.state.paper)
		down(&p.state.jam)
		if p.speech == data.Brother && p.state.after != 1 {
			p.tell(0x01)
		}
	}
}

// down counts to zero; what never happens stays -1.
func down(n *int) {
	if *n > 0 {
		*n--
	}
}

// errCut is a connection that the printer breaks.
var errCut = errors.New("rawtest: hung up")

// print takes a label that was read whole.
func (p *Printer) print(b *raster.Bits) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = append(p.held, b)
	if p.speech == data.Brother && p.state.blocked() {
		p.tell(0x02)
	}
	p.settle()
	if p.state.after > 0 {
		if p.state.after--; p.state.after == 0 {
			p.state.after = -1
			return errCut
		}
	}
	return nil
}

// half is called in the middle of each label.
func (p *Printer) half() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state.cut == 0 {
		p.state.cut = -1
		return errCut
	}
	down(&p.state.cut)
	return nil
}

// forget drops what it holds.
func (p *Printer) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = nil
}

func (p *Printer) dark(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.density = append(p.density, n)
}

func (p *Printer) misread(format string, args ...any) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong = append(p.wrong, fmt.Sprintf(format, args...))
	return errCut
}

// serve takes one connection after the other, as these printers do.
func (p *Printer) serve(l net.Listener) {
	defer p.ended.Done()
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.conn, p.reading = c, true
		p.mu.Unlock()
		r := &reader{p: p, in: bufio.NewReader(c), out: c}
		for err == nil {
			switch p.speech {
			case data.ZPL:
				err = r.zpl()
			case data.TSPL:
				err = r.tspl()
			default:
				err = r.brother()
			}
		}
		_ = c.Close()
		p.mu.Lock()
		p.reading = false
		p.mu.Unlock()
	}
}

// reader is one connection.
type reader struct {
	p   *Printer
	in  *bufio.Reader
	out io.Writer
	brotherJob
}

// answer gives what a question gets.
func (r *reader) answer(truth func(state, int) []byte) error {
	r.p.mu.Lock()
	defer r.p.mu.Unlock()
	if r.p.state.silent {
		return nil
	}
	b := r.p.state.answer
	if b == nil {
		b = truth(r.p.state, len(r.p.held))
	}
	_, err := r.out.Write(b)
	return err
}
