package ipp

import "time"

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
func (c *Client) Settle(limit time.Duration) { c.uploads.Settle(limit) }
