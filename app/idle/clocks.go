package idle

import (
	"context"
	"time"
)

// tick is how often the clocks and the system's input are looked at; a gap is
// what a clock may jump before it counts as sleep.
const (
	tick = time.Second
	gap  = 20 * time.Second
)

// Clocks is the line that sees sleep afterwards, on any system: the computer's
// or this process's own. It needs the runtime's timers and nothing else. A
// machine so busy that a process of ours gets no turn for a whole gap locks
// too: nobody can tell that from sleep, and nobody was using it.
func Clocks(now func() time.Time) Line[Cause] {
	return func(context.Context) (Stream[Cause], error) {
		return &clocks{now: now, last: now(), ticker: time.NewTicker(tick)}, nil
	}
}

type clocks struct {
	now    func() time.Time // with its monotonic reading
	last   time.Time
	ticker *time.Ticker
}

func (c *clocks) Next(ctx context.Context) (Cause, error) {
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-c.ticker.C:
			now, last := c.now(), c.last
			c.last = now
			if slept(now.Round(0).Sub(last.Round(0)), now.Sub(last)) {
				return Slept, nil
			}
		}
	}
}

func (c *clocks) Close() error {
	c.ticker.Stop()
	return nil
}

// slept compares how far both clocks went since the last look: the monotonic
// one stands still while the computer sleeps. A process that was stopped, and a
// wall clock set back, count too.
func slept(wall, mono time.Duration) bool {
	d := wall - mono
	return d > gap || d < -gap || mono > gap
}
