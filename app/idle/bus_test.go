//go:build linux

package idle

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"nifuda/testdata/sysbus"
)

// realBus is a bus of the test's own, run by the real daemon; both the system's
// and the desktop's as far as this process is told.
type realBus struct {
	*sysbus.Daemon
	t *testing.T
}

func startBus(t *testing.T) realBus {
	t.Helper()
	if _, err := exec.LookPath(sysbus.Program); err != nil {
		t.Skip("dbus-daemon is not installed")
	}
	d, err := sysbus.New()
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", d.Address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", d.Address)
	t.Setenv("XDG_SESSION_ID", sysbus.OurID)
	return realBus{d, t}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// peer is another program on the bus, which owns some names.
type peer struct {
	sysbus.Peer
	t *testing.T
}

func (b realBus) peer(names ...string) peer {
	b.t.Helper()
	p, err := b.Peer(names...)
	must(b.t, err)
	b.t.Cleanup(func() { _ = p.Close() })
	return peer{p, b.t}
}

// logind is a fake of the daemon that keeps the sessions.
type logind struct {
	peer
	*sysbus.Logind
}

func (b realBus) logind(about map[string]dbus.Variant) logind {
	b.t.Helper()
	l, err := b.Logind(about)
	must(b.t, err)
	b.t.Cleanup(func() { _ = l.Close() })
	return logind{peer{l.Peer, b.t}, l}
}

// released waits for nobody holding an inhibitor any more.
func released(t *testing.T, f *os.File, limit time.Duration) bool {
	t.Helper()
	is, err := sysbus.Released(f, limit)
	must(t, err)
	return is
}

func (p peer) emit(path dbus.ObjectPath, name string, body ...any) func() {
	return func() { p.t.Helper(); must(p.t, p.Emit(path, name, body...)) }
}

func (l logind) changed(path dbus.ObjectPath, name string, v any) func() {
	return func() { l.t.Helper(); must(l.t, l.Changed(path, name, v)) }
}

// heard opens both lines and gives what they tell.
func heard(t *testing.T, hold *Hold) <-chan Cause {
	t.Helper()
	all := make(chan Cause, 100)
	for _, line := range []Line[Cause]{login1(hold), screens} {
		s, err := line(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				c, err := s.Next(t.Context())
				if err != nil {
					return
				}
				all <- c
			}
		}()
	}
	return all
}

func within(t *testing.T, name string, all <-chan Cause, want Cause) {
	t.Helper()
	select {
	case got := <-all:
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	case <-time.After(time.Second):
		t.Errorf("%s: not heard within a second", name)
	}
}

func TestEverySignalOfTheBusesIsHeardWithinASecond(t *testing.T) {
	b := startBus(t)
	l := b.logind(map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(false), "Active": dbus.MakeVariant(true)})
	desktop := b.peer(savers...)
	all := heard(t, new(Hold))
	type sent struct {
		name string
		emit func()
		want Cause
	}
	cases := []sent{
		{"the desktop was told to lock", l.emit(sysbus.OurSession, sessionOf+".Lock"), Session},
		{"the desktop says that it is locked", l.changed(sysbus.OurSession, "LockedHint", true), Session},
		{"another person's desktop in front", l.changed(sysbus.OurSession, "Active", false), Left},
		{"going to sleep", l.emit(loginPath, managerOf+".PrepareForSleep", true), Sleep},
		{"switching off", l.emit(loginPath, managerOf+".PrepareForShutdown", true), End},
	}
	for _, name := range savers {
		for _, path := range []string{"/" + strings.ReplaceAll(name, ".", "/"), "/ScreenSaver"} {
			cases = append(cases, sent{name + " at " + path, desktop.emit(dbus.ObjectPath(path), name+".ActiveChanged", true), Screen})
		}
	}
	for _, c := range cases {
		c.emit()
		within(t, c.name, all, c.want)
	}
}

func TestWhatIsNoReasonToLock(t *testing.T) {
	b := startBus(t)
	l := b.logind(nil)
	desktop := b.peer("org.gnome.ScreenSaver")
	stranger := b.peer()
	all := heard(t, new(Hold))
	for _, emit := range []func(){
		l.emit(sysbus.OtherSession, sessionOf+".Lock"),
		l.changed(sysbus.OtherSession, "LockedHint", true),
		l.changed(sysbus.OurSession, "LockedHint", false),
		l.changed(sysbus.OurSession, "Active", true),
		l.changed(sysbus.OurSession, "IdleHint", true),
		l.emit(sysbus.OurSession, properties+".PropertiesChanged", "odd"),
		l.emit(loginPath, managerOf+".PrepareForSleep", "true"),
		desktop.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", false),
		// Anybody may send these; their sender is not who owns the name.
		stranger.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true),
		stranger.emit(sysbus.OurSession, sessionOf+".Lock"),
		stranger.emit(loginPath, managerOf+".PrepareForSleep", true),
	} {
		emit()
	}
	// And these are sent to us alone, which no rule of the bus holds back.
	var names []string
	if err := stranger.BusObject().Call(busName+".ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n, ":") {
			m := &dbus.Message{Type: dbus.TypeSignal, Headers: map[dbus.HeaderField]dbus.Variant{
				dbus.FieldDestination: dbus.MakeVariant(n), dbus.FieldPath: dbus.MakeVariant(sysbus.OurSession),
				dbus.FieldInterface: dbus.MakeVariant(sessionOf), dbus.FieldMember: dbus.MakeVariant("Lock")}}
			stranger.Send(m, nil)
		}
	}
	l.emit(loginPath, managerOf+".PrepareForShutdown", true)() // the last, so that all others were read before
	within(t, "switching off", all, End)
	desktop.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true)()
	within(t, "the screen's own", all, Screen)
	select {
	case c := <-all:
		t.Errorf("got %q, want nothing", c)
	case <-time.After(200 * time.Millisecond):
	}
}

func TestAScreenSaverThatBeginsAnewIsHeardAndTheOldOneIsNot(t *testing.T) {
	b := startBus(t)
	old := b.peer("org.xfce.ScreenSaver")
	all := heard(t, new(Hold))
	fresh := b.peer("org.xfce.ScreenSaver", "org.mate.ScreenSaver")
	const path, name = "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver.ActiveChanged"
	old.emit(path, name, true)()
	fresh.emit(path, name, true)()
	within(t, "the new one", all, Screen)
	select {
	case <-all:
		t.Error("the old one is still heard")
	case <-time.After(200 * time.Millisecond):
	}
}

func TestALockNobodyCouldTellUsOfIsSeenAfterwards(t *testing.T) {
	for _, c := range []struct {
		about map[string]dbus.Variant
		want  Cause
	}{
		{map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(true), "Active": dbus.MakeVariant(true)}, Session},
		{map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(false), "Active": dbus.MakeVariant(false)}, Left},
	} {
		b := startBus(t)
		b.logind(c.about)
		within(t, fmt.Sprint(c.about), heard(t, new(Hold)), c.want)
	}
}

func TestABusThatIsNotThereOrBeginsAnewIsNoTrouble(t *testing.T) {
	b := startBus(t)
	b.Stop()
	all := make(chan Cause, 100)
	for _, line := range []Line[Cause]{login1(new(Hold)), screens} {
		Follow(t.Context(), line, func(c Cause) { all <- c })
	}
	for range 2 {
		must(t, b.Start())
		l, desktop := b.logind(nil), b.peer("org.kde.screensaver")
		lock := l.emit(sysbus.OurSession, sessionOf+".Lock")
		saver := desktop.emit("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", true)
		got := map[Cause]bool{}
		for limit := time.After(20 * time.Second); len(got) < 2; {
			lock()
			saver()
			select {
			case c := <-all:
				got[c] = true
			case <-time.After(100 * time.Millisecond):
			case <-limit:
				t.Fatalf("heard only %v", got)
			}
		}
		b.Stop()
	}
}

func TestTheComputerIsHeldAwakeFromTheFirstMomentAndAgainAfterEachSleep(t *testing.T) {
	b := startBus(t)
	l := b.logind(nil)
	hold := new(Hold)
	all := heard(t, hold)
	for range 2 {
		var ours *os.File
		select {
		case ours = <-l.Held:
		case <-time.After(time.Second):
			t.Fatal("nothing holds the computer")
		}
		if hold.Held() == nil {
			time.Sleep(100 * time.Millisecond) // the answer is on its way
		}
		l.emit(loginPath, managerOf+".PrepareForSleep", true)()
		within(t, "going to sleep", all, Sleep)
		if released(t, ours, 500*time.Millisecond) {
			t.Fatal("released before the lock was done")
		}
		hold.Release()
		if !released(t, ours, time.Second) {
			t.Fatal("the computer cannot sleep")
		}
		l.emit(loginPath, managerOf+".PrepareForSleep", false)()
	}
}

func TestWithoutASessionOfOursEveryLockCounts(t *testing.T) {
	b := startBus(t)
	t.Setenv("XDG_SESSION_ID", "not ours")
	l := b.logind(nil)
	all := heard(t, new(Hold))
	l.emit(sysbus.OtherSession, sessionOf+".Lock")()
	within(t, "somebody's desktop was told to lock", all, Session)
}

func TestNothingHangsOnABusThatDoesNotAnswer(t *testing.T) {
	b := startBus(t)
	b.peer(loginName) // it owns the name and knows no method
	ctx, cancel := context.WithTimeout(t.Context(), 2*answering)
	defer cancel()
	s, err := login1(new(Hold))(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Next(ctx); err == nil {
		t.Error("a line that is closed still tells")
	}
}
