package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"

	"nifuda/testdata/sysbus"
)

// system is what the application takes for the computer's own buses.
type system struct {
	daemon  *sysbus.Daemon
	logind  *sysbus.Logind
	desktop sysbus.Peer
}

// savers are the screen savers of the desktops, and where each speaks.
var savers = []struct{ name, path string }{
	{"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
	{"org.freedesktop.ScreenSaver", "/ScreenSaver"},
	{"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"},
	{"org.kde.screensaver", "/ScreenSaver"},
	{"org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"},
	{"org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"},
	{"org.mate.ScreenSaver", "/org/mate/ScreenSaver"},
}

func newSystem() (system, error) {
	var s system
	var err error
	if s.daemon, err = sysbus.New(); err != nil {
		return s, err
	}
	names := make([]string, len(savers))
	for i, saver := range savers {
		names[i] = saver.name
	}
	s.logind, err = s.daemon.Logind(map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(false), "Active": dbus.MakeVariant(true)})
	if err == nil {
		s.desktop, err = s.daemon.Peer(names...)
	}
	return s, err
}

func (s system) env() []string {
	return []string{"DBUS_SYSTEM_BUS_ADDRESS=" + s.daemon.Address, "DBUS_SESSION_BUS_ADDRESS=" + s.daemon.Address, "XDG_SESSION_ID=" + sysbus.OurID}
}

func (s system) close() error {
	if s.daemon == nil {
		return nil
	}
	return s.daemon.Close()
}

// alarm is something that calls for the lock.
type alarm struct {
	name  string
	raise func() error
}

// signals are those of the system: each as the real sender sends it.
func (s *siege) signals() []alarm {
	l := s.bus.logind
	all := []alarm{
		{"Session.Lock", func() error { return l.Emit(sysbus.OurSession, sysbus.Session+".Lock") }},
		{"LockedHint", func() error { return l.Changed(sysbus.OurSession, "LockedHint", true) }},
		{"Active=false", func() error { return l.Changed(sysbus.OurSession, "Active", false) }},
		{"PrepareForSleep", func() error { return l.Sleep(true) }},
		{"PrepareForShutdown", func() error { return l.Emit(sysbus.Login1Path, sysbus.Manager+".PrepareForShutdown", true) }},
	}
	for _, saver := range savers {
		all = append(all, alarm{saver.name + " at " + saver.path, func() error {
			return s.bus.desktop.Emit(dbus.ObjectPath(saver.path), saver.name+".ActiveChanged", true)
		}})
	}
	return all
}

// ctrlL is the person at the keyboard.
func (s *siege) ctrlL() alarm {
	return alarm{"Ctrl+L", func() error { return s.desk.do("key", "ctrl+l") }}
}

// alarms takes turns: a person, the desktop, the screen saver.
func (s *siege) alarms(i int) alarm {
	signals := s.signals()
	return []alarm{s.ctrlL(), signals[0], signals[5]}[i%3]
}

// everySignal sends each signal to an open session, and searches the process
// that is there afterwards.
func (s *siege) everySignal(context.Context) error {
	for i, by := range s.signals() {
		if err := s.enter(); err != nil {
			return fmt.Errorf("before %s: %w", by.name, err)
		}
		if i == 0 {
			if err := all(s.reading, s.known); err != nil {
				return err
			}
		}
		if err := errors.Join(s.locked(by), s.forgotten()); err != nil {
			return err
		}
		s.done.signals++
		if by.name == "PrepareForSleep" {
			if err := s.bus.logind.Sleep(false); err != nil {
				return err
			}
		}
	}
	return s.desk.picture("signalled")
}

// reading shows the orders.
func (s *siege) reading() error {
	return all(func() error { return s.desk.key("ctrl+2") }, s.settled)
}

// sleep suspends the computer with the ledger open: it sleeps only when the
// unlock screen is there, and a second time as the first.
func (s *siege) sleep(context.Context) error {
	for i := range 3 {
		if err := all(s.enter, s.reading); err != nil {
			return err
		}
		if err := s.suspend(i == 0); err != nil {
			return fmt.Errorf("sleep %d: %w", i+1, err)
		}
		s.done.signals++
	}
	return nil
}

// suspend looks at the screen in the moment in which the computer may go: the
// unlock screen is there.
func (s *siege) suspend(show bool) error {
	inhibitor, err := s.inhibitor()
	if err != nil {
		return err
	}
	time.Sleep(sysbus.Copying) // the fake's own copy is closed
	released := make(chan parting, 1)
	begun := time.Now()
	go func() { released <- s.parting(inhibitor) }()
	if err := s.locked(alarm{"suspend", func() error { return s.bus.logind.Sleep(true) }}); err != nil {
		return err
	}
	painted := time.Since(begun)
	at := <-released
	switch {
	case at.err != nil:
		return at.err
	case !near(at.seen, kraft):
		return fmt.Errorf("the computer sleeps after %v with %06x on the screen, and the unlock screen is there after %v", at.when.Sub(begun), at.seen, painted)
	}
	fmt.Printf("locks: suspend: painted after %d ms, released after %d ms\n", painted.Milliseconds(), at.when.Sub(begun).Milliseconds())
	if show {
		err = s.desk.picture("asleep")
	}
	return errors.Join(err, s.bus.logind.Sleep(false), s.forgotten())
}

// parting is the moment from which the computer may sleep, and what is on the
// screen then.
type parting struct {
	when time.Time
	seen uint32
	err  error
}

func (s *siege) parting(inhibitor *os.File) (r parting) {
	free, err := sysbus.Released(inhibitor, 20*time.Second)
	r.when = time.Now()
	if err == nil && !free {
		err = errors.New("the computer is held awake")
	}
	if r.err = err; err == nil {
		r.seen, r.err = s.desk.colour(tagX, tagY)
	}
	return r
}

// inhibitor is our end of what holds the computer awake now.
func (s *siege) inhibitor() (last *os.File, err error) {
	for {
		select {
		case f := <-s.bus.logind.Held:
			if last != nil {
				_ = last.Close()
			}
			last = f
		default:
			if last == nil {
				return nil, errors.New("nothing holds the computer awake")
			}
			return last, nil
		}
	}
}

// standStill stops the process, as a sleep that nobody announced: soon after it
// goes on it is the locked one.
func (s *siege) standStill(context.Context) error {
	long := 22 * time.Second // a gap of the clocks is 20
	if repeats(100) == 100 {
		long = 30 * time.Second
	}
	if err := all(s.enter, s.reading); err != nil {
		return err
	}
	if err := s.app.Process.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	time.Sleep(long)
	if got, err := s.desk.colour(railX, railY); err != nil || !near(got, rail) {
		return errors.Join(errors.New("nothing is open while the process stands still"), err)
	}
	before, err := s.incarnation()
	if err != nil {
		return err
	}
	begun := time.Now()
	if err := s.app.Process.Signal(syscall.SIGCONT); err != nil {
		return err
	}
	took, err := s.follow(before, begun)
	if err != nil {
		return err
	}
	if s.done.stopped = took.painted; took.painted > stopLimit {
		return fmt.Errorf("locked %d ms after it went on", took.painted)
	}
	return errors.Join(s.desk.picture("stopped"), s.forgotten())
}
