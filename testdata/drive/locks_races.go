package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// keys presses keys one after the other, and looks up after the last.
func (s *siege) keys(keys ...string) func() error {
	return func() error { return errors.Join(s.desk.key(keys...), s.settled()) }
}

func (s *siege) types(text string) func() error {
	return func() error { return errors.Join(s.desk.do("type", "--delay", "10", text), s.settled()) }
}

func (s *siege) clicks(x, y int) func() error {
	return func() error { return errors.Join(s.desk.click(x, y), s.settled()) }
}

// dialog is something that lies over a room and wants an answer.
type dialog struct {
	name string
	room func(*siege) error // what is in progress below it
	open func(*siege) error
}

// dialogs are all kinds there are: our question for the passphrase, half
// answered; the toolkit's own list; and what fills the window.
func dialogs() []dialog {
	return []dialog{
		{"the passphrase again", (*siege).halfASetting, func(s *siege) error {
			return all(s.clicks(600, 664), s.types(phrase[:9]))
		}},
		{"the list of a choice", (*siege).halfASetting, func(s *siege) error { return s.clicks(397, 164)() }},
		{"who comes next", (*siege).halfASearch, func(s *siege) error { return s.keys("ctrl+h")() }},
		{"the keys", (*siege).halfASearch, func(s *siege) error { return s.keys("F1")() }},
	}
}

// halfASetting types into the settings and saves nothing.
func (s *siege) halfASetting() error {
	return all(s.keys("ctrl+7"), s.clicks(860, 397), s.types("12"))
}

// halfASearch looks for orders and marks those that were found.
func (s *siege) halfASearch() error {
	return all(func() error { return s.orders("B-50") }, s.keys("ctrl+a"))
}

// orders looks for orders, with nothing marked.
func (s *siege) orders(text string) error {
	return all(s.keys("ctrl+2"), s.keys("Escape", "Escape", "Escape"), s.keys("ctrl+f"), s.types(text), s.keys("Return"))
}

// duringDialogs locks with something open over a room. What was in progress
// below it comes back, and the question does not.
func (s *siege) duringDialogs(context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	for i := range repeats(races) {
		d := dialogs()[i%len(dialogs())]
		if err := s.duringDialog(d, s.alarms(i/len(dialogs())), i < len(dialogs())); err != nil {
			return fmt.Errorf("%d, %s: %w", i+1, d.name, err)
		}
		s.done.races++
	}
	return s.locked(s.ctrlL())
}

func (s *siege) duringDialog(d dialog, by alarm, show bool) error {
	if err := d.room(s); err != nil {
		return err
	}
	was, err := s.desk.look(room)
	if err != nil {
		return err
	}
	for range 3 { // a click that falls into the one before is a double click, and opens nothing
		if err := d.open(s); err != nil {
			return err
		}
		err = eventually(10*time.Second, "something lies over the room", func() (bool, error) {
			over, err := s.desk.look(room)
			return apart(was, over) > ring, err
		})
		if err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	if show {
		if err := s.desk.picture("dialog"); err != nil {
			return err
		}
	}
	if err := s.locked(by); err != nil {
		return err
	}
	if show {
		if err := s.forgotten(); err != nil {
			return err
		}
	}
	return all(s.enter, func() error { return s.came("what was in progress", room, was) })
}

// duringSyncs locks while a storefront takes its time. What came down before
// stays, and in the end every order is there once.
func (s *siege) duringSyncs(ctx context.Context) error {
	n := repeats(races)
	for i := range n {
		s.slow.Advance(2 * time.Hour)
		asked := s.slow.asked.Load()
		err := all(s.enter, s.keys("F5"), func() error {
			return eventually(20*time.Second, "the storefront is asked", func() (bool, error) { return s.slow.asked.Load() > asked, nil })
		}, func() error {
			time.Sleep(time.Duration(i) * 2 * slowness / time.Duration(n))
			return s.locked(s.alarms(i))
		})
		if err != nil {
			return fmt.Errorf("%d: %w", i+1, err)
		}
		s.done.races++
	}
	if err := s.forgotten(); err != nil {
		return err
	}
	return all(s.enter, s.keys("F5"), func() error {
		return eventually(60*time.Second, "every order comes down once", func() (bool, error) { return s.caughtUp(ctx) })
	}, func() error { return s.desk.picture("synced") }, func() error { return s.locked(s.ctrlL()) })
}

// caughtUp reports whether the slow shop's orders are all in the ledger. One
// that is there twice is an error.
func (s *siege) caughtUp(ctx context.Context) (bool, error) {
	time.Sleep(slowness) // each look costs a copy of the ledger
	there := 0
	err := s.peek(func(_ context.Context, l *ledger.Ledger, _ *vault.Keys) error {
		rows, err := l.Orders(ctx, data.OrderQuery{Tab: data.TabAll, Limit: 10_000})
		seen := map[string]bool{}
		for _, r := range rows {
			if r.ShopName != slowName {
				continue
			}
			if there++; seen[r.Number] {
				return fmt.Errorf("order %s is there twice", r.Number)
			}
			seen[r.Number] = true
		}
		return err
	})
	return there == s.slow.Len(), err
}

// duringUnlocks locks while the key of a passphrase is being derived. What
// would have opened is not opened, and the passphrase is gone with the process.
func (s *siege) duringUnlocks(ctx context.Context) error {
	s.kill()
	aside := filepath.Join(s.dir, "aside")
	data := filepath.Dir(s.vaults())
	if err := errors.Join(os.Rename(data, aside), os.Mkdir(data, 0o700)); err != nil {
		return err
	}
	known := s.secrets
	if err := s.elsewhere(ctx); err != nil {
		return fmt.Errorf("in a house with a slow door: %w", err)
	}
	s.kill()
	s.secrets = known
	return errors.Join(os.RemoveAll(data), os.Rename(aside, data), s.begin(s.program))
}

// slowDoor is what a passphrase costs in the race against its unlock.
const slowDoor = 1500 * time.Millisecond

// opening waits until the button on the tag is out of use: the key is being
// derived.
func (s *siege) opening() error {
	return soon(time.Millisecond, 10*time.Second, "the passphrase is tried", func() (bool, error) {
		got, err := s.desk.colour(buttonX, buttonY)
		return !near(got, ai), err
	})
}

// A place on the button of the tag, beside its words.
const buttonX, buttonY = 445, 536

func (s *siege) elsewhere(ctx context.Context) error {
	kdf := vault.Calibrate(slowDoor, time.Now)
	h := house.New(house.Config{Root: s.vaults(), Now: time.Now, KDF: func() vault.KDF { return kdf }, Adapters: house.Storefronts(time.Now)})
	if err := furnishDemo(ctx, h); err != nil {
		return err
	}
	key, err := s.fileKey()
	if err != nil {
		return err
	}
	s.secrets = secrets{keys: append(phraseNeedles(phrase), keyNeedles(key)...)}
	if err := s.begin(s.program); err != nil {
		return err
	}
	n := repeats(races)
	for i := range n {
		if err := all(func() error { return s.typePhrase(phrase) }, s.opening); err != nil {
			return err
		}
		time.Sleep(time.Duration(i) * slowDoor / 2 / time.Duration(n))
		err := s.locked(s.alarms(i))
		if err == nil && i%3 == 0 {
			err = s.forgotten()
		}
		if err != nil {
			return fmt.Errorf("%d: %w", i+1, err)
		}
		s.done.races++
	}
	time.Sleep(2 * slowDoor) // longer than any unlock takes
	if got, err := s.desk.colour(tagX, tagY); err != nil || !near(got, kraft) {
		return errors.Join(errors.New("an unlock from before the lock has opened the door"), err)
	}
	return all(s.enter, func() error { return s.desk.picture("unlocked-after-races") }, func() error { return s.locked(s.ctrlL()) })
}
