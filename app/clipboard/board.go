package clipboard

import (
	"context"
	"errors"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"nifuda/app/task"
	"nifuda/data"
)

// Keep is how long a copy stays on the clipboard.
const Keep = 10 * time.Second

// Most is as many bytes as one copy may have: the X server takes that much in
// one piece.
const Most = 64 << 10

// clearing is how long a lock waits for the clipboard.
const clearing = 100 * time.Millisecond

// Board is the clipboard, for any number of goroutines.
type Board struct {
	offer offer
	keep  time.Duration

	mu   sync.Mutex
	held *held // nil when nothing of ours lies there, as far as we know
}

// offer puts words on the clipboard of a system. What it gives takes them away
// again if they are still ours.
type offer func(words string) (withdraw func(), err error)

// held is a copy that lies on the clipboard.
type held struct {
	withdraw func()
	timer    *time.Timer
}

// New is the clipboard of this computer.
func New() *Board { return newBoard(system, Keep) }

func newBoard(o offer, keep time.Duration) *Board { return &Board{offer: o, keep: keep} }

// Copy puts words on the clipboard, for Keep. It fails with a data.Fault; then
// what was there before stays.
func (b *Board) Copy(words string) error {
	if len(words) > Most {
		return &data.Fault{Kind: data.Invalid, Key: "fault.clipboard.long"}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	withdraw, err := b.offer(words)
	if err != nil {
		return &data.Fault{Kind: data.Unreachable, Key: "fault.clipboard.refused", Err: err}
	}
	if b.held != nil {
		b.held.timer.Stop() // its words are replaced
	}
	h := &held{withdraw: withdraw}
	h.timer = time.AfterFunc(b.keep, func() { b.end(h) })
	b.held = h
	return nil
}

// CopyFrom copies what a window shows. One that Wayland shows by itself, and
// not through X11, has no part in the clipboard of X11: there nothing is copied.
func (b *Board) CopyFrom(w fyne.Window, words string) error {
	apart := false
	if native, ok := w.(driver.NativeWindow); ok {
		native.RunNative(func(context any) { _, apart = context.(driver.WaylandWindowContext) })
	}
	if apart {
		return &data.Fault{Kind: data.Denied, Key: "fault.clipboard.wayland"}
	}
	return b.Copy(words)
}

// Clear takes away what lies there, if it is ours: at a lock, which waits for a
// system that hangs no longer than clearing.
func (b *Board) Clear() {
	task.Within(clearing, func(context.Context) {
		b.mu.Lock()
		h := b.held
		b.mu.Unlock()
		if h != nil {
			h.timer.Stop()
			b.end(h)
		}
	})
}

func (b *Board) end(h *held) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held == h {
		b.held = nil
		h.withdraw()
	}
}

var errNobody = errors.New("clipboard: somebody else took it at the same time")
