package printer

import (
	"context"
	"sync"
	"time"
)

// Sleep waits, or returns at once with ctx's error when that ends.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Jobs is what a process knows of its jobs by their names: which of them it is
// at, and how those of earlier sessions ended that it removed. Its zero value is
// ready.
type Jobs struct {
	mu    sync.Mutex
	live  map[string]bool
	ended map[string]JobState
}

// Begin notes a job of this session, until the returned func is called.
func (j *Jobs) Begin(name string) (end func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.live == nil {
		j.live = map[string]bool{}
	}
	j.live[name] = true
	return func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		delete(j.live, name)
	}
}

// Live reports whether this session is at a job.
func (j *Jobs) Live(name string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.live[name]
}

// Note remembers how a job of an earlier session ended, before it is removed. One
// that is cut off has been cancelled. What was noted first stays: a job that would
// not go is tried again, cancelled by then.
func (j *Jobs) Note(name string, state JobState) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !state.Ended() {
		state = JobCancelled
	}
	if j.ended == nil {
		j.ended = map[string]JobState{}
	}
	if _, known := j.ended[name]; !known {
		j.ended[name] = state
	}
}

// Ended gives what was noted of a job.
func (j *Jobs) Ended(name string) (state JobState, known bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	state, known = j.ended[name]
	return state, known
}
