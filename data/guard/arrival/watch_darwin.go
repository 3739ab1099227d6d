package arrival

import (
	"context"
	"fmt"
	"os"
	"time"

	"nifuda/data"
)

// Watch looks at the folder of the volumes.
type Watch struct {
	dir   string
	known map[string]bool
}

// every is how often it looks.
const every = time.Second

// New begins to watch: what is mounted from now on is told by Next.
func New(func() time.Time) (*Watch, error) {
	w := &Watch{dir: "/Volumes"}
	if _, err := w.look(); err != nil {
		return nil, err
	}
	return w, nil
}

// Next waits for the next arrival. It ends with ctx's error, or when the folder
// cannot be read any more. One goroutine at a time may call it.
func (w *Watch) Next(ctx context.Context) (data.Arrival, error) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		fresh, err := w.look()
		if err != nil || fresh != "" {
			return data.Arrival{What: data.Storage, Name: tidy(fresh)}, err
		}
		select {
		case <-ctx.Done():
			return data.Arrival{}, ctx.Err()
		case <-tick.C:
		}
	}
}

// look gives a volume that was not there at the last look, all of them having
// been there at the first.
func (w *Watch) look() (string, error) {
	there, err := os.ReadDir(w.dir)
	if err != nil {
		return "", fmt.Errorf("arrival: look at the volumes: %w", err)
	}
	now, fresh := map[string]bool{}, ""
	for _, e := range there {
		name := e.Name()
		switch {
		case w.known == nil || w.known[name]:
			now[name] = true
		case fresh == "":
			fresh, now[name] = name, true
		}
	}
	w.known = now
	return fresh, nil
}

// Close ends the watch.
func (w *Watch) Close() error { return nil }
