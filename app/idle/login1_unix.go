//go:build unix && !darwin

package idle

import (
	"context"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"

	"nifuda/app/process"
)

const (
	loginName  = "org.freedesktop.login1"
	loginPath  = dbus.ObjectPath("/org/freedesktop/login1")
	managerOf  = loginName + ".Manager"
	sessionOf  = loginName + ".Session"
	properties = "org.freedesktop.DBus.Properties"
)

// login1 is the line to what keeps the sessions of a Linux computer (logind,
// elogind): it is told to lock, and it sends the computer to sleep. Before
// sleep it waits for everybody who holds it; we do, from the first moment, so
// that a sleep that begins while something is open finds it locked.
func login1(hold *Hold) Line[Cause] {
	return func(ctx context.Context) (Stream[Cause], error) {
		b, err := dial(ctx, dbus.ConnectSystemBus, []string{loginName},
			rule{dbus.WithMatchSender(loginName), dbus.WithMatchPathNamespace(loginPath)})
		if err != nil {
			return nil, err
		}
		s := &logins{bus: b, hold: hold}
		s.find(ctx)
		s.missed = s.state(ctx)
		s.keepAwake(ctx)
		return s, nil
	}
}

type logins struct {
	bus     *bus
	hold    *Hold
	session dbus.ObjectPath // ours; empty when nobody knows, and then everybody's counts
	missed  Cause           // what was so already when we came; empty for nothing
}

// find looks for our session: as the environment says, as the process was
// started, or as the daemon guesses.
func (l *logins) find(ctx context.Context) {
	for _, ask := range []struct {
		method string
		arg    any
	}{
		{"GetSession", os.Getenv("XDG_SESSION_ID")},
		{"GetSessionByPID", uint32(os.Getpid())},
		{"GetSession", "auto"},
	} {
		if ask.arg == "" {
			continue
		}
		if l.bus.call(ctx, loginName, loginPath, managerOf+"."+ask.method, []any{ask.arg}, &l.session) == nil {
			return
		}
		l.session = ""
	}
}

// state is what a bus that was away could not tell: that the session is locked
// or behind another one.
func (l *logins) state(ctx context.Context) Cause {
	if l.session == "" {
		return ""
	}
	var all map[string]dbus.Variant
	if l.bus.call(ctx, loginName, l.session, properties+".GetAll", []any{sessionOf}, &all) != nil {
		return ""
	}
	return causeOf(all)
}

// causeOf reads properties of a session.
func causeOf(p map[string]dbus.Variant) Cause {
	if locked, ok := p["LockedHint"].Value().(bool); ok && locked {
		return Session
	}
	if active, ok := p["Active"].Value().(bool); ok && !active {
		return Left
	}
	return ""
}

func (l *logins) Next(ctx context.Context) (Cause, error) {
	if c := l.missed; c != "" {
		l.missed = ""
		return c, nil
	}
	for {
		s, err := l.bus.next(ctx)
		if err != nil {
			return "", err
		}
		if c := l.read(ctx, s); c != "" {
			return c, nil
		}
	}
}

// read is what a signal of the daemon means; nothing for most.
func (l *logins) read(ctx context.Context, s *dbus.Signal) Cause {
	switch s.Name {
	case managerOf + ".PrepareForSleep":
		before, ok := truth(s.Body)
		if ok && before {
			return Sleep
		}
		l.keepAwake(ctx) // for the next time
	case managerOf + ".PrepareForShutdown":
		if before, ok := truth(s.Body); ok && before {
			return End
		}
	case sessionOf + ".Lock":
		if l.ours(s.Path) {
			return Session
		}
	case properties + ".PropertiesChanged":
		var of string
		var changed map[string]dbus.Variant
		var stale []string
		if l.ours(s.Path) && dbus.Store(s.Body, &of, &changed, &stale) == nil && of == sessionOf {
			return causeOf(changed)
		}
	}
	return ""
}

func (l *logins) ours(path dbus.ObjectPath) bool {
	if l.session == "" {
		return strings.HasPrefix(string(path), string(loginPath)+"/session/")
	}
	return path == l.session
}

// keepAwake takes the daemon's delay for the next sleep. One that gives none is
// no trouble: the clocks see the sleep afterwards.
func (l *logins) keepAwake(ctx context.Context) {
	_ = l.hold.take(func() (*process.Held, error) {
		var fd dbus.UnixFD
		err := l.bus.call(ctx, loginName, loginPath, managerOf+".Inhibit",
			[]any{"sleep", "Nifuda", "closing the ledger", "delay"}, &fd)
		if err != nil {
			return nil, err
		}
		return process.Hold(int(fd)), nil
	})
}

func (l *logins) Close() error { return l.bus.close() }
