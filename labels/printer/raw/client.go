package raw

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// Config is how time passes. The zero value is real time.
type Config struct {
	Wait     func(context.Context, time.Duration) error // sleeps; nil for real time
	Silence  time.Duration                              // how long an answer may take; 0 for 2 s
	Patience time.Duration                              // how long a printer that answered before may be silent; 0 for 30 s
}

// poll is how often a printer is asked how it is.
const poll = 200 * time.Millisecond

// slow is how long handing one page over may take, reach how long a connection.
const (
	slow  = time.Minute
	reach = 5 * time.Second
)

// Client prints on label printers over TCP. It is safe for use by several
// goroutines.
type Client struct {
	cfg     Config
	handing printer.Handing
	mu      sync.Mutex
	cut     map[string]int // by address: bytes of a page that did not arrive whole, or may not have
}

// New is a client; it opens no connection.
func New(cfg Config) *Client {
	if cfg.Wait == nil {
		cfg.Wait = printer.Sleep
	}
	if cfg.Silence == 0 {
		cfg.Silence = 2 * time.Second
	}
	if cfg.Patience == 0 {
		cfg.Patience = 30 * time.Second
	}
	return &Client{cfg: cfg, cut: map[string]int{}}
}

// Settle returns when no page is being handed over, or after limit. The lock
// calls it before the process goes.
func (c *Client) Settle(limit time.Duration) { c.handing.Settle(limit) }

// Host is where a socket:// address leads, with its port.
func Host(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "socket" || u.Hostname() == "" || u.User != nil || u.Path != "" && u.Path != "/" {
		return "", printer.Fault(printer.Gone, errors.New("raw: an address that is no socket's"))
	}
	if u.Port() == "" {
		return net.JoinHostPort(u.Hostname(), "9100"), nil
	}
	return u.Host, nil
}

// Job is what to print where.
type Job struct {
	Address string // socket://host:port
	Manner  data.Manner
	Pages   int
	Mute    bool // it has just been asked and says nothing: it is not asked again
	// Draw gives a page, counted from 0, drawn at Dots(Manner), and its size.
	Draw func(i int) (*raster.Bits, Paper, error)
}

// Print hands the pages over one by one, each after the printer has said that
// the one before came out. While it is out of paper or open, it waits, and tell
// hears the fault's key; it goes on by itself when that is over.
//
// With an error, which is always a *data.Fault, the outcome tells how many pages
// came out and how many more may have. A printer that never answers gets all
// pages; the fault is Unsure, and the outcome Mute. When ctx ends, the page that is under way comes
// out; the printer forgets one that it could not print.
func (c *Client) Print(ctx context.Context, j Job, tell func(printer.Progress)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true} // no copy is ever on this computer
	if tell == nil {
		tell = func(printer.Progress) {}
	}
	if err := j.Manner.Check(); err != nil {
		return nothing, err
	}
	l, err := languageOf(j.Manner.Speaks)
	if err != nil {
		return nothing, err
	}
	if !data.LeadsToPaper(j.Address) {
		return nothing, printer.Fault(printer.FileLike, nil)
	}
	r := &run{c: c, l: l, j: j, tell: tell, mute: j.Mute, at: printer.Outcome{Purged: true}}
	defer r.hangUp()
	if err := r.call(ctx); err != nil {
		return nothing, err
	}
	for i := range j.Pages {
		if err := r.page(ctx, i); err != nil {
			if data.KeyOf(err) == printer.Gone && r.at.Sent { // it is not true any more that nothing was printed
				err = printer.Fault(printer.Unsure, err)
			}
			return r.at, err
		}
	}
	if r.mute && j.Pages > 0 {
		r.at.Mute = true
		return r.at, printer.Fault(printer.Unsure, nil)
	}
	return r.at, nil
}

// Ask is how a printer is: nil when it is ready, the fault that keeps it from
// printing, or Unsure when it takes the connection and says nothing.
func (c *Client) Ask(ctx context.Context, address string, s data.Speech) error {
	l, err := languageOf(s)
	if err != nil {
		return err
	}
	r := &run{c: c, l: l, j: Job{Address: address}}
	defer r.hangUp()
	if err := r.call(ctx); err != nil {
		return err
	}
	now, err := r.ask(ctx)
	switch {
	case errors.Is(err, errSilent):
		return printer.Fault(printer.Unsure, err)
	case err != nil:
		return err
	case now.trouble != "":
		return printer.Fault(now.trouble, nil)
	}
	return nil
}

// call connects, again when there was a connection.
func (r *run) call(ctx context.Context) error {
	r.hangUp()
	host, err := Host(r.j.Address)
	if err != nil {
		return err
	}
	d := net.Dialer{Timeout: reach}
	if r.conn, err = d.DialContext(ctx, "tcp", host); err != nil {
		r.conn = nil
		if ctx.Err() != nil {
			return printer.Fault(printer.Halted, context.Cause(ctx))
		}
		return printer.Fault(printer.Gone, fmt.Errorf("raw: nobody answers: %w", op(err)))
	}
	r.in, r.late = bufio.NewReaderSize(r.conn, 4096), false
	return r.mend(ctx)
}

// mend ends a page that was cut off in an earlier connection, before anything is
// asked: the printer would take the question for a part of that page.
func (r *run) mend(ctx context.Context) error {
	r.c.mu.Lock()
	lacking := r.c.cut[r.j.Address]
	r.c.mu.Unlock()
	if lacking == 0 {
		return nil
	}
	_ = r.conn.SetDeadline(time.Now().Add(slow))
	defer context.AfterFunc(ctx, func() { _ = r.conn.SetDeadline(time.Unix(1, 0)) })()
	if _, err := r.conn.Write(r.l.rest(lacking)); err != nil {
		if ctx.Err() != nil {
			return printer.Fault(printer.Halted, context.Cause(ctx))
		}
		return printer.Fault(printer.Gone, op(err))
	}
	return nil
}

// note remembers a page of which up to so many bytes may be lacking at an
// address, and forgets it with 0.
func (c *Client) note(address string, lacking int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if lacking == 0 {
		delete(c.cut, address)
		return
	}
	c.cut[address] = max(c.cut[address], lacking)
}

// op leaves the address out of a network error.
func op(err error) error {
	var at *net.OpError
	if errors.As(err, &at) {
		return at.Err
	}
	return errors.New("raw: no connection")
}

func (r *run) hangUp() {
	if r.conn != nil {
		_ = r.conn.Close()
		r.conn = nil
	}
}
