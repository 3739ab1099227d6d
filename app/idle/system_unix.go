//go:build unix && !darwin

package idle

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"
)

// Lines are the lines of this system: the clocks, the sessions, the screen.
func Lines(hold *Hold, now func() time.Time) []Line[Cause] {
	return []Line[Cause]{Clocks(now), login1(hold), screens}
}

// System is the source of this desktop: GNOME's own monitor under Wayland, the
// X server's otherwise. Other Wayland desktops tell nobody, and the error says
// so: KDE has a call for it, but answers 0 under Wayland, which would keep the
// door open for ever.
func System() (Source, error) {
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		return newMutter()
	}
	if os.Getenv("DISPLAY") != "" {
		return newX11()
	}
	return nil, errors.New("idle: no desktop to ask")
}

// x11 asks the X server's screen saver.
type x11 struct {
	conn *xgb.Conn
	root xproto.Drawable
}

func newX11() (Source, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("idle: reach the X server: %w", err)
	}
	if err := screensaver.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("idle: the X server has no screen saver: %w", err)
	}
	return &x11{conn, xproto.Drawable(xproto.Setup(conn).DefaultScreen(conn).Root)}, nil
}

func (x *x11) Idle() (time.Duration, error) {
	info, err := screensaver.QueryInfo(x.conn, x.root).Reply()
	if err != nil {
		return 0, fmt.Errorf("idle: ask the X server: %w", err)
	}
	return time.Duration(info.MsSinceUserInput) * time.Millisecond, nil
}

func (x *x11) Close() { x.conn.Close() }

// mutter asks GNOME's compositor.
type mutter struct {
	conn   *dbus.Conn
	object dbus.BusObject
}

func newMutter() (Source, error) {
	conn, err := sessionBus()
	if err != nil {
		return nil, fmt.Errorf("idle: reach the session bus: %w", err)
	}
	m := &mutter{conn, conn.Object("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")}
	if _, err := m.Idle(); err != nil {
		conn.Close()
		return nil, err
	}
	return m, nil
}

func (m *mutter) Idle() (time.Duration, error) {
	var ms uint64
	if err := m.object.Call("org.gnome.Mutter.IdleMonitor.GetIdletime", 0).Store(&ms); err != nil {
		return 0, fmt.Errorf("idle: ask the compositor: %w", err)
	}
	return time.Duration(ms) * time.Millisecond, nil
}

func (m *mutter) Close() { m.conn.Close() }
