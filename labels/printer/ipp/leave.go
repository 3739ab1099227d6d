package ipp

import (
	"context"
	"errors"
	"sync"
	"time"

	"nifuda/labels/printer"
)

// leaves reports whether the session has ended and leaves its job to the next.
func leaves(ctx context.Context) bool { return errors.Is(context.Cause(ctx), printer.ErrLeave) }

// whole is ctx for handing a document over. A session that leaves its job
// finishes that first, so that no half of a document is printed; any other end
// cuts it off.
func whole(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithTimeout(context.WithoutCancel(ctx), slow)
	stop := context.AfterFunc(ctx, func() {
		if !leaves(ctx) {
			cancel()
		}
	})
	return out, func() { stop(); cancel() }
}

// begin notes a job of this session, until the returned func is called.
func (c *Client) begin(name string) (end func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live[name] = true
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.live, name)
	}
}

func (c *Client) lives(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.live[name]
}

// Settle returns when no document is being handed over, or after limit. The
// lock calls it before the process goes.
func (c *Client) Settle(limit time.Duration) { c.uploads.wait(limit) }

// uploads counts documents that are being handed over.
type uploads struct {
	mu   sync.Mutex
	n    int
	done chan struct{} // closed when the last is through; nil while there is none
}

func (u *uploads) begin() (end func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.n++; u.n == 1 {
		u.done = make(chan struct{})
	}
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		if u.n--; u.n == 0 {
			close(u.done)
			u.done = nil
		}
	}
}

func (u *uploads) wait(limit time.Duration) {
	u.mu.Lock()
	done := u.done
	u.mu.Unlock()
	if done == nil {
		return
	}
	select {
	case <-done:
	case <-time.After(limit):
	}
}
