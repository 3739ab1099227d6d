package printer

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Leaves reports whether a session has ended that leaves its job to the next.
func Leaves(ctx context.Context) bool { return errors.Is(context.Cause(ctx), ErrLeave) }

// Whole is ctx for handing a document or a page over. A session that leaves its
// job finishes that first, so that no half of it is printed; any other end cuts
// it off.
func Whole(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	out, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	stop := context.AfterFunc(ctx, func() {
		if !Leaves(ctx) {
			cancel()
		}
	})
	return out, func() { stop(); cancel() }
}

// Handing counts what is being handed over. Its zero value is ready.
type Handing struct {
	mu   sync.Mutex
	n    int
	done chan struct{} // closed when the last is through; nil while there is none
}

// Begin notes one more, until the returned func is called.
func (h *Handing) Begin() (end func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.n++; h.n == 1 {
		h.done = make(chan struct{})
	}
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.n--; h.n == 0 {
			close(h.done)
			h.done = nil
		}
	}
}

// Settle returns when nothing is being handed over, or after limit. The lock
// calls it before the process goes.
func (h *Handing) Settle(limit time.Duration) {
	h.mu.Lock()
	done := h.done
	h.mu.Unlock()
	if done == nil {
		return
	}
	select {
	case <-done:
	case <-time.After(limit):
	}
}
