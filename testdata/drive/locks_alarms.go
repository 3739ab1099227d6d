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

// suspend measures the order of things before sleep: the new process, the
// painted screen, and only then the computer may go.
func (s *siege) suspend(show bool) error {
	inhibitor, err := s.inhibitor()
	if err != nil {
		return err
	}
	time.Sleep(sysbus.Copying) // the fake's own copy is closed
	slept := make(chan time.Time, 1)
	begun := time.Now()
	go func() {
		if is, err := sysbus.Released(inhibitor, 20*time.Second); is && err == nil {
			slept <- time.Now()
		}
		close(slept)
	}()
	sleep := alarm{"suspend", func() error { return s.bus.logind.Sleep(true) }}
	if err := s.locked(sleep); err != nil {
		return err
	}
	painted := time.Now()
	at, ok := <-slept
	switch {
	case !ok:
		return errors.New("the computer is held awake")
	case at.Before(painted):
		return fmt.Errorf("the computer sleeps after %v, and the unlock screen is seen after %v", at.Sub(begun), painted.Sub(begun))
	}
	fmt.Printf("locks: suspend: painted after %d ms, released after %d ms\n", painted.Sub(begun).Milliseconds(), at.Sub(begun).Milliseconds())
	if show {
		err = s.desk.picture("asleep")
	}
	return errors.Join(err, s.bus.logind.Sleep(false), s.forgotten())
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
	if got, err := s.desk.colour(20, 600); err != nil || !near(got, rail) {
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
	if _, err := s.replaced(before); err != nil {
		return err
	}
	if err := s.spot(tagX, tagY, kraft, 20*time.Second, "the tag is painted"); err != nil {
		return err
	}
	s.done.stopped = int(time.Since(begun).Milliseconds())
	if s.done.stopped > stopLimit {
		return fmt.Errorf("locked %d ms after it went on", s.done.stopped)
	}
	return errors.Join(s.desk.picture("stopped"), s.forgotten())
}
