//go:build linux

package idle

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// realBus is a bus of the test's own, run by the real daemon; both the system's
// and the desktop's as far as this process is told.
type realBus struct {
	t       *testing.T
	address string
	config  string
	daemon  *exec.Cmd
}

const openToAll = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>%s</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*" eavesdrop="false"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>`

func startBus(t *testing.T) *realBus {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("dbus-daemon is not installed")
	}
	dir, err := os.MkdirTemp("", "bus") // short: a socket's path is
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	b := &realBus{t: t, address: "unix:path=" + filepath.Join(dir, "s"), config: filepath.Join(dir, "c")}
	if err := os.WriteFile(b.config, fmt.Appendf(nil, openToAll, b.address), 0o600); err != nil {
		t.Fatal(err)
	}
	b.start()
	t.Cleanup(b.stop)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", b.address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", b.address)
	t.Setenv("XDG_SESSION_ID", "7")
	return b
}

func (b *realBus) start() {
	b.t.Helper()
	b.daemon = exec.Command("dbus-daemon", "--config-file="+b.config, "--nofork", "--print-address")
	out, err := b.daemon.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.daemon.Start(); err != nil {
		b.t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it prints once it listens
		b.t.Fatal(err)
	}
}

func (b *realBus) stop() {
	_ = b.daemon.Process.Kill()
	_ = b.daemon.Wait()
}

// peer is another program on the bus, which owns some names.
type peer struct {
	*dbus.Conn
	t *testing.T
}

func (b *realBus) peer(names ...string) peer {
	b.t.Helper()
	conn, err := dbus.Connect(b.address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = conn.Close() })
	p := peer{conn, b.t}
	p.own(names...)
	return p
}

func (p peer) own(names ...string) {
	p.t.Helper()
	for _, n := range names {
		if got, err := p.RequestName(n, dbus.NameFlagReplaceExisting|dbus.NameFlagAllowReplacement); err != nil || got != dbus.RequestNameReplyPrimaryOwner {
			p.t.Fatalf("own %s: %v, %v", n, got, err)
		}
	}
}

// logind is a fake of the daemon that keeps the sessions.
type logind struct {
	peer
	held  chan *os.File // our ends of the inhibitors: at their end once they are released
	about map[string]dbus.Variant
}

const (
	ourSession   = dbus.ObjectPath("/org/freedesktop/login1/session/_37")
	otherSession = dbus.ObjectPath("/org/freedesktop/login1/session/_39")
)

func (b *realBus) logind(about map[string]dbus.Variant) *logind {
	b.t.Helper()
	l := &logind{b.peer(), make(chan *os.File, 9), about}
	for _, err := range []error{
		l.ExportMethodTable(map[string]any{
			"GetSession": func(id string) (dbus.ObjectPath, *dbus.Error) {
				if id != "7" {
					return "/", dbus.NewError("org.freedesktop.login1.NoSuchSession", nil)
				}
				return ourSession, nil
			},
			"Inhibit": l.inhibit,
		}, loginPath, managerOf),
		l.ExportMethodTable(map[string]any{
			"GetAll": func(string) (map[string]dbus.Variant, *dbus.Error) { return l.about, nil },
		}, ourSession, properties),
	} {
		if err != nil {
			b.t.Fatal(err)
		}
	}
	l.own(loginName)
	return l
}

func (l *logind) inhibit(what, who, why, mode string) (dbus.UnixFD, *dbus.Error) {
	if what != "sleep" || mode != "delay" || who == "" || why == "" {
		return 0, dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil)
	}
	ours, theirs, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	l.held <- ours
	// The answer holds the descriptor until it is sent; only then the copy that
	// the other end has is the last one.
	l.t.Cleanup(func() { _ = ours.Close() })
	go func() { time.Sleep(300 * time.Millisecond); _ = theirs.Close() }()
	return dbus.UnixFD(theirs.Fd()), nil
}

// released waits for nobody holding an inhibitor any more.
func released(t *testing.T, f *os.File, limit time.Duration) bool {
	t.Helper()
	if err := f.SetReadDeadline(time.Now().Add(limit)); err != nil {
		t.Fatal(err)
	}
	_, err := f.Read(make([]byte, 1))
	return err == io.EOF
}

func (p peer) emit(path dbus.ObjectPath, name string, body ...any) func() {
	return func() {
		if err := p.Emit(path, name, body...); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p peer) changed(path dbus.ObjectPath, name string, v any) func() {
	return p.emit(path, properties+".PropertiesChanged", sessionOf, map[string]dbus.Variant{name: dbus.MakeVariant(v)}, []string{})
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
		{"the desktop was told to lock", l.emit(ourSession, sessionOf+".Lock"), Session},
		{"the desktop says that it is locked", l.changed(ourSession, "LockedHint", true), Session},
		{"another person's desktop in front", l.changed(ourSession, "Active", false), Left},
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
		l.emit(otherSession, sessionOf+".Lock"),
		l.changed(otherSession, "LockedHint", true),
		l.changed(ourSession, "LockedHint", false),
		l.changed(ourSession, "Active", true),
		l.changed(ourSession, "IdleHint", true),
		l.emit(ourSession, properties+".PropertiesChanged", "odd"),
		l.emit(loginPath, managerOf+".PrepareForSleep", "true"),
		desktop.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", false),
		// Anybody may send these; their sender is not who owns the name.
		stranger.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true),
		stranger.emit(ourSession, sessionOf+".Lock"),
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
				dbus.FieldDestination: dbus.MakeVariant(n), dbus.FieldPath: dbus.MakeVariant(ourSession),
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
	b.stop()
	all := make(chan Cause, 100)
	for _, line := range []Line[Cause]{login1(new(Hold)), screens} {
		Follow(t.Context(), line, func(c Cause) { all <- c })
	}
	for range 2 {
		b.start()
		l, desktop := b.logind(nil), b.peer("org.kde.screensaver")
		lock := l.emit(ourSession, sessionOf+".Lock")
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
		b.stop()
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
		case ours = <-l.held:
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
	l.emit(otherSession, sessionOf+".Lock")()
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
