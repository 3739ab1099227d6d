package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"nifuda/data"
	"nifuda/data/house"
)

// siege is the third act: everything that calls for the lock, also while the
// application is in the middle of something.
type siege struct {
	*stage
	staff
	bus     system
	slow    *slowShop
	pulse   *pulse
	secrets secrets
	done    toll
}

// toll is the closing line. What is lost, half or found is counted there and is
// an error as well.
type toll struct {
	signals int
	worst   []int // milliseconds from each call for the lock to the new process, and to nothing open on the screen
	screen  []int // to the painted unlock screen
	stopped int   // milliseconds from SIGCONT to the painted unlock screen
	races   int
	lost    int // drafts that did not come back
	halves  int // documents that came out other than whole and once
	memory  int
	spool   int
	starved int // locks that nobody could judge
}

func (t toll) String() string {
	return fmt.Sprintf("locks: ok signals=%d worst_ms=%d screen_ms=%d stopped_ms=%d races=%d lost=%d halves=%d memory=%d spool=%d",
		t.signals, most(t.worst), most(t.screen), t.stopped, t.races, t.lost, t.halves, t.memory, t.spool)
}

func most(all []int) int {
	if len(all) == 0 {
		return 0
	}
	return slices.Max(all)
}

// A place on the rail, at the window's usual size.
const railX, railY = 20, 600

// races is how often each situation is raced against the lock in a full run.
const races = 100

// scene is a part of the act. Each begins locked and ends locked.
type scene struct {
	name string
	play func(*siege, context.Context) error
}

// scenes are in an order that matters to none of them, but that the first ones
// are soonest over.
func scenes() []scene {
	return []scene{
		{"signals", (*siege).everySignal},
		{"sleep", (*siege).sleep},
		{"stopped", (*siege).standStill},
		{"dialogs", (*siege).duringDialogs},
		{"syncs", (*siege).duringSyncs},
		{"prints", (*siege).duringPrints},
		{"spool", (*siege).whilePrinting},
		{"unlocks", (*siege).duringUnlocks},
		{"plugged", (*siege).pluggedIn},
	}
}

// underSiege is the whole act, or one scene of it.
func underSiege(ctx context.Context, program, printing, out, only string) (toll, error) {
	s, err := set(ctx, printing, out)
	if err != nil {
		return toll{}, err
	}
	sg := &siege{stage: s}
	if err = sg.play(ctx, program, only); err != nil {
		_ = s.desk.picture("failed")
	}
	sg.pulse.close()
	return sg.done, errors.Join(err, sg.bus.close(), sg.slow.close(), s.close())
}

func (s *siege) play(ctx context.Context, program, only string) error {
	if err := s.prepare(ctx); err != nil {
		return fmt.Errorf("found the shop: %w", err)
	}
	if err := s.begin(program); err != nil {
		return err
	}
	for _, sc := range scenes() {
		if only != "" && sc.name != only {
			continue
		}
		begun := time.Now()
		if err := sc.play(s, ctx); err != nil {
			return fmt.Errorf("%s: %w", sc.name, err)
		}
		fmt.Printf("locks: %s after %.0f s\n", sc.name, time.Since(begun).Seconds())
	}
	s.kill()
	if m := median(s.done.screen); m > lockLimit {
		return fmt.Errorf("the unlock screen is there after %d ms", m)
	}
	if n := len(s.done.worst); s.done.starved > n/10 {
		return fmt.Errorf("%d of %d locks could not be judged: the machine is too busy", s.done.starved, n+s.done.starved)
	}
	return s.intact(ctx)
}

// prepare founds the business and starts the buses and the slow storefront.
func (s *siege) prepare(ctx context.Context) error {
	var err error
	if s.pulse, err = newPulse(s.dir); err != nil {
		return err
	}
	if s.bus, err = newSystem(); err != nil {
		return err
	}
	s.env = append(s.env, s.bus.env()...)
	if s.slow, err = openSlowShop(); err != nil {
		return err
	}
	if s.staff, err = employ(ctx, s.stage, 4, 4+repeats(races)); err != nil {
		return err
	}
	if err := s.asOwner(ctx, func(in *house.Session) error { return s.furnish(ctx, in) }); err != nil {
		return err
	}
	s.secrets, err = s.needles()
	return err
}

// furnish adds what this act needs: a printer that runs out of paper, and a
// storefront that takes its time.
func (s *siege) furnish(ctx context.Context, in *house.Session) error {
	desk := in.Office()
	proof, err := desk.Prove([]byte(phrase))
	if err != nil {
		return err
	}
	eve := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "Eve", Device: s.bed["NIFUDA_EVE"]}, Name: "作業台のプリンター"}
	_, err = desk.AddShop(ctx, proof, data.NewShop{Brand: data.ColorMe, Name: slowName, BaseURL: s.slow.address(), Token: []byte(s.slow.Token)})
	return errors.Join(err, desk.ListPrinter(ctx, proof, eve))
}

// asOwner opens the house while the application is shut, as the owner could.
func (s *siege) asOwner(ctx context.Context, do func(*house.Session) error) error {
	h := s.house(house.Storefronts(time.Now))
	logins, err := h.Logins()
	if err != nil || len(logins) == 0 {
		return fmt.Errorf("%d logins: %w", len(logins), err)
	}
	in, err := h.Open(ctx, logins[0].ID, []byte(phrase))
	if err != nil {
		return err
	}
	return errors.Join(do(in.Owner), in.Owner.Close())
}

// intact looks at the ledger after it all.
func (s *siege) intact(ctx context.Context) error {
	return s.asOwner(ctx, func(in *house.Session) error {
		if err := errors.Join(in.Check(ctx), in.Office().VerifyEvents(ctx)); err != nil {
			return fmt.Errorf("the ledger: %w", err)
		}
		return nil
	})
}

// begin opens the application, locked.
func (s *siege) begin(program string) error {
	if err := s.start(program); err != nil {
		return err
	}
	return s.spot(tagX, tagY, kraft, 60*time.Second, "the tag is painted")
}

// enter signs in as the owner, without the leisure of a person.
func (s *siege) enter() error {
	if err := s.typePhrase(phrase); err != nil {
		return err
	}
	return s.inside()
}

// typePhrase types a passphrase at the tag.
func (s *siege) typePhrase(passphrase string) error {
	return all(s.settled, func() error {
		return s.desk.do("type", "--delay", "12", "--args", "1", passphrase, "key", "Return")
	})
}

// inside waits for the rail, which is on the screen once the door is open.
func (s *siege) inside() error {
	err := eventually(30*time.Second, "the door opens", func() (bool, error) {
		got, err := s.desk.colour(railX, railY)
		return near(got, rail), err
	})
	return errors.Join(err, s.settled())
}

func (s *siege) settled() error { return s.desk.stillFor(200*time.Millisecond, 20*time.Second) }

// Limits in milliseconds.
const (
	lockLimit = 1000 // from the call for the lock to a process that never held a key, and to a screen without what was open
	stopLimit = 2000 // from SIGCONT to the painted unlock screen
)

// locked calls for the lock and measures how long it takes: until the process
// is another one, until what was open is off the screen, and until the unlock
// screen is painted.
func (s *siege) locked(by alarm) error {
	before, err := s.incarnation()
	if err != nil {
		return err
	}
	begun := time.Now()
	if err := by.raise(); err != nil {
		return fmt.Errorf("%s: %w", by.name, err)
	}
	took, err := s.follow(before, begun)
	if late := max(took.fresh, took.gone) > lockLimit; err == nil && late {
		err = fmt.Errorf("the old process is there for %d ms, and on the screen for %d ms", took.fresh, took.gone)
		if s.pulse.weak(begun) {
			fmt.Println("locks: not judged on a machine that has no turn for anybody:", err)
			s.done.starved++
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", by.name, err)
	}
	s.done.worst = append(s.done.worst, max(took.fresh, took.gone))
	s.done.screen = append(s.done.screen, took.painted)
	return nil
}

// lasted is how long the parts of one lock took, in milliseconds.
type lasted struct {
	fresh   int // until the process is another one
	gone    int // until nothing that was open is on the screen
	painted int // until the unlock screen is there
}

func (s *siege) follow(before []byte, begun time.Time) (took lasted, err error) {
	for _, part := range []struct {
		what string
		ms   *int
		ask  func() (bool, error)
	}{
		{"a new process", &took.fresh, func() (bool, error) {
			// While another thread than the first replaces the process, there is
			// none under its number for a moment.
			now, err := s.incarnation()
			return err == nil && len(now) > 0 && !bytes.Equal(now, before), nil
		}},
		// A screen server clears a dead program's window some moments later: the
		// old one may show a tag too.
		{"what was open is off the screen", &took.gone, func() (bool, error) {
			a, err := s.desk.colour(railX, railY)
			b, err2 := s.desk.colour(tagX, tagY)
			return !near(a, rail) && !near(b, kraft), errors.Join(err, err2)
		}},
		{"the tag is painted", &took.painted, func() (bool, error) {
			got, err := s.desk.colour(tagX, tagY)
			return near(got, kraft), err
		}},
	} {
		if err := soon(time.Millisecond, 20*time.Second, part.what, part.ask); err != nil {
			return took, err
		}
		*part.ms = int(time.Since(begun).Milliseconds())
	}
	return took, nil
}

// forgotten searches the memory of the locked process.
func (s *siege) forgotten() error {
	found, err := searchMemory(s.app.Process.Pid, s.secrets.all())
	if err != nil {
		return fmt.Errorf("scan the locked process: %w", err)
	}
	if s.done.memory += found.total(); len(found) > 0 {
		return fmt.Errorf("found in memory: %v", found)
	}
	return nil
}

// known proves that a search of the open process finds what it looks for.
func (s *siege) known() error {
	found, err := searchMemory(s.app.Process.Pid, s.secrets.all())
	if err != nil {
		return fmt.Errorf("scan the open process: %w", err)
	}
	for _, kind := range []string{"the file key", "customer 1's", "customer 2's", "customer 3's"} {
		if !found.any(kind) {
			return fmt.Errorf("the scan misses %s in the open process: it would prove nothing", kind)
		}
	}
	return nil
}
