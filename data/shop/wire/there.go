package wire

import (
	"net/http"
	"sync"
	"time"
)

// there is the storefront's clock as its answers tell it.
type there struct {
	mu    sync.Mutex
	ahead time.Duration // of our clock
}

// beyond is how far off a storefront's clock can be and still be believed; one
// that is further off is not set at all.
const beyond = 24 * time.Hour

// seen takes the Date header of an answer in.
func (t *there) seen(header string, now time.Time) {
	at, err := http.ParseTime(header)
	if err != nil {
		return
	}
	if ahead := at.Sub(now); ahead.Abs() <= beyond {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.ahead = ahead
	}
}

// There is the storefront's own time, to the second: what its answers said last,
// and our own clock before the first answer or where they do not say. What is
// asked for by date is asked by this clock, so ours may be wrong.
func (c *Client) There() time.Time {
	c.there.mu.Lock()
	defer c.there.mu.Unlock()
	return c.clock.Now().Add(c.there.ahead).UTC().Truncate(time.Second)
}
