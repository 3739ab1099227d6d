package sysbus

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"
)

// Names of the daemon that keeps the sessions.
const (
	Login1     = "org.freedesktop.login1"
	Login1Path = dbus.ObjectPath("/org/freedesktop/login1")
	Manager    = Login1 + ".Manager"
	Session    = Login1 + ".Session"
	Properties = "org.freedesktop.DBus.Properties"
)

// The two sessions of the fake: its caller's, and another person's.
const (
	OurID        = "7" // for XDG_SESSION_ID
	OurSession   = dbus.ObjectPath("/org/freedesktop/login1/session/_37")
	OtherSession = dbus.ObjectPath("/org/freedesktop/login1/session/_39")
)

// Logind is a fake of the daemon that keeps the sessions.
type Logind struct {
	Peer
	// Held are our ends of the inhibitors: at their end once nobody has them.
	Held chan *os.File

	asleep atomic.Bool
}

// Logind connects the fake. about are the properties of our session.
func (d *Daemon) Logind(about map[string]dbus.Variant) (*Logind, error) {
	p, err := d.Peer()
	if err != nil {
		return nil, err
	}
	l := &Logind{Peer: p, Held: make(chan *os.File, 99)}
	err = errors.Join(
		l.ExportMethodTable(map[string]any{
			"GetSession": func(id string) (dbus.ObjectPath, *dbus.Error) {
				if id != OurID {
					return "/", dbus.NewError(Login1+".NoSuchSession", nil)
				}
				return OurSession, nil
			},
			"Inhibit": l.inhibit,
		}, Login1Path, Manager),
		l.ExportMethodTable(map[string]any{
			"GetAll": func(string) (map[string]dbus.Variant, *dbus.Error) { return about, nil },
		}, OurSession, Properties),
		l.Own(Login1), // last: who sees the name finds its methods
	)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Logind) inhibit(what, who, why, mode string) (dbus.UnixFD, *dbus.Error) {
	if what != "sleep" || mode != "delay" || who == "" || why == "" {
		return 0, dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil)
	}
	if l.asleep.Load() {
		return 0, dbus.NewError(Login1+".OperationInProgress", nil)
	}
	ours, theirs, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	select {
	case l.Held <- ours:
	default:
		_ = ours.Close() // nobody looks at so many
	}
	// The answer holds the descriptor until it is sent; only then the copy that
	// the other end has is the last one.
	time.AfterFunc(Copying, func() { _ = theirs.Close() })
	return dbus.UnixFD(theirs.Fd()), nil
}

// Copying is how long the fake has a copy of an inhibitor of its own.
const Copying = 300 * time.Millisecond

// Released waits for nobody holding an inhibitor any more.
func Released(f *os.File, limit time.Duration) (bool, error) {
	if err := f.SetReadDeadline(time.Now().Add(limit)); err != nil {
		return false, err
	}
	_, err := f.Read(make([]byte, 1))
	return err == io.EOF, nil
}

// Sleep says that the computer is about to sleep, or is awake again. In between
// nobody can ask for a delay any more.
func (l *Logind) Sleep(begins bool) error {
	l.asleep.Store(begins)
	return l.Emit(Login1Path, Manager+".PrepareForSleep", begins)
}

// Changed says that a property of a session is another one now.
func (l *Logind) Changed(session dbus.ObjectPath, name string, v any) error {
	return l.Emit(session, Properties+".PropertiesChanged", Session, map[string]dbus.Variant{name: dbus.MakeVariant(v)}, []string{})
}
