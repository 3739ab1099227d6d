//go:build !linux && !windows && !darwin

package arrival

import (
	"context"
	"errors"
	"time"

	"nifuda/data"
)

// Watch cannot be had on this system.
type Watch struct{}

var errNone = errors.New("arrival: this system is not asked")

// New says that this system is not asked.
func New(func() time.Time) (*Watch, error) { return nil, errNone }

// Next is never reached.
func (*Watch) Next(context.Context) (data.Arrival, error) { return data.Arrival{}, errNone }

// Close is never reached.
func (*Watch) Close() error { return nil }
