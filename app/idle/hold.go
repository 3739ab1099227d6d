package idle

import (
	"sync"
	"time"

	"nifuda/app/process"
)

// Painting is how long the computer is kept from sleeping for a window that
// does not appear. Systems grant about five seconds for everything.
const Painting = 3 * time.Second

// Hold keeps the computer awake for the moment that a lock needs before sleep,
// where the system gives one. It is a descriptor: whoever has it open holds the
// computer, and the system sees it closed even when the process just ends. The
// zero Hold holds nothing. Windows waits for an answer instead, which is given
// once the Hold is released.
type Hold struct {
	mu     sync.Mutex
	asked  []chan struct{} // closed by Release
	taken  *process.Held   // for the next sleep
	handed *process.Held   // by the process before, for the sleep that has begun
}

// Adopt goes on holding what the process before this one held, until Painted
// or Painting is over. nil is nothing.
func (h *Hold) Adopt(f *process.Held) {
	if f == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.handed = f
	time.AfterFunc(Painting, h.Painted)
}

// Painted says that the window shows a locked Nifuda: the computer may sleep.
func (h *Hold) Painted() {
	h.mu.Lock()
	defer h.mu.Unlock()
	release(&h.handed)
}

// Handed reports whether the process before waits for Painted.
func (h *Hold) Handed() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.handed != nil
}

// Release lets the computer sleep now: nothing was open.
func (h *Hold) Release() {
	h.mu.Lock()
	defer h.mu.Unlock()
	release(&h.handed)
	release(&h.taken)
	for _, c := range h.asked {
		close(c)
	}
	h.asked = nil
}

// released is closed by the next Release.
func (h *Hold) released() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan struct{})
	h.asked = append(h.asked, c)
	return c
}

// Held is what the process after this one must go on holding; nil for nothing.
func (h *Hold) Held() *process.Held {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.taken != nil {
		return h.taken
	}
	return h.handed
}

// take holds the computer with what ask gives, unless it is held already. A
// lock never waits for the answer.
func (h *Hold) take(ask func() (*process.Held, error)) error {
	h.mu.Lock()
	has := h.taken != nil
	h.mu.Unlock()
	if has {
		return nil
	}
	f, err := ask()
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.taken = f
	return nil
}

func release(f **process.Held) {
	if *f != nil {
		_ = (*f).Close() // it is only held open
	}
	*f = nil
}
