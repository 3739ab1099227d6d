//go:build unix && !darwin

package idle

import (
	"context"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// savers are the names under which desktops lock their screen. Some own several
// of them, and their objects stand under various paths; the name of the signal
// is the same with all.
var savers = []string{
	"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.kde.screensaver",
	"org.xfce.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver",
}

// screens is the line to whatever locks the screen of this desktop.
func screens(ctx context.Context) (Stream[Cause], error) {
	rules := make([]rule, len(savers))
	for i, name := range savers {
		rules[i] = rule{dbus.WithMatchSender(name), dbus.WithMatchMember("ActiveChanged")}
	}
	b, err := dial(ctx, sessionBus, savers, rules...)
	if err != nil {
		return nil, err
	}
	return saver{b}, nil
}

// sessionBus reaches the desktop's bus, and starts none.
func sessionBus(o ...dbus.ConnOption) (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup(o...)
	if err != nil {
		return nil, err
	}
	if err := conn.Auth(nil); err != nil {
		_ = conn.Close()
		return nil, err
	}
	if err := conn.Hello(); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

type saver struct{ bus *bus }

func (s saver) Next(ctx context.Context) (Cause, error) {
	for {
		got, err := s.bus.next(ctx)
		if err != nil {
			return "", err
		}
		if on, ok := truth(got.Body); ok && on && activeChanged(got.Name) {
			return Screen, nil
		}
	}
}

func (s saver) Close() error { return s.bus.close() }

func activeChanged(name string) bool {
	of, is := strings.CutSuffix(name, ".ActiveChanged")
	return is && slices.Contains(savers, of)
}

// truth reads a body that is one yes or no.
func truth(body []any) (yes, ok bool) {
	if len(body) != 1 {
		return false, false
	}
	yes, ok = body[0].(bool)
	return yes, ok
}
