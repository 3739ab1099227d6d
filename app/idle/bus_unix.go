//go:build unix && !darwin

package idle

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/godbus/dbus/v5"
)

// answering is how long another program on the bus may take to answer.
const answering = 5 * time.Second

const busName = "org.freedesktop.DBus"

// bus is a connection that listens to the owners of some well-known names, and
// to nobody else: anybody on a bus may send us any signal. A forged one could
// only lock, yet whoever shares the computer could then keep a shop from
// packing. The daemon writes who sent a message, and who owns a name.
type bus struct {
	conn   *dbus.Conn
	got    chan *dbus.Signal
	owners map[string]string // the sender behind each name; missing while nobody owns it
}

// rule asks the bus for signals.
type rule []dbus.MatchOption

// dial listens on the bus that connect reaches, to the owners of names.
func dial(ctx context.Context, connect func(...dbus.ConnOption) (*dbus.Conn, error), names []string, rules ...rule) (*bus, error) {
	conn, err := connect(dbus.WithContext(ctx), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil {
		return nil, fmt.Errorf("idle: reach a bus: %w", err)
	}
	b := &bus{conn, make(chan *dbus.Signal, 16), map[string]string{}}
	conn.Signal(b.got)
	if err := b.listen(ctx, names, rules); err != nil {
		return nil, errors.Join(fmt.Errorf("idle: listen on a bus: %w", err), b.close())
	}
	return b, nil
}

// listen asks for the signals first and for the owners second: an owner that
// changes in between is told by a signal that waits already.
func (b *bus) listen(ctx context.Context, names []string, rules []rule) error {
	ctx, cancel := context.WithTimeout(ctx, answering)
	defer cancel()
	for _, n := range names {
		rules = append(rules, rule{dbus.WithMatchSender(busName), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, n)})
	}
	for _, r := range rules {
		if err := b.conn.AddMatchSignalContext(ctx, r...); err != nil {
			return err
		}
	}
	for _, n := range names {
		var owner string
		if b.conn.BusObject().CallWithContext(ctx, busName+".GetNameOwner", 0, n).Store(&owner) == nil {
			b.owners[n] = owner
		}
	}
	return ctx.Err()
}

// next gives the next signal of somebody we listen to.
func (b *bus) next(ctx context.Context) (*dbus.Signal, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case s, ok := <-b.got:
			switch {
			case !ok:
				return nil, errors.New("idle: the bus is gone")
			case s.Sender == busName:
				b.ownerChanged(s)
			case b.known(s.Sender):
				return s, nil
			}
		}
	}
}

func (b *bus) ownerChanged(s *dbus.Signal) {
	var name, before, after string
	if s.Name != busName+".NameOwnerChanged" || dbus.Store(s.Body, &name, &before, &after) != nil {
		return
	}
	if after == "" {
		delete(b.owners, name)
		return
	}
	b.owners[name] = after
}

func (b *bus) known(sender string) bool {
	for _, owner := range b.owners {
		if owner == sender {
			return true
		}
	}
	return false
}

// call asks another program; out are where its answers go.
func (b *bus) call(ctx context.Context, name string, path dbus.ObjectPath, method string, args []any, out ...any) error {
	ctx, cancel := context.WithTimeout(ctx, answering)
	defer cancel()
	return b.conn.Object(name, path).CallWithContext(ctx, method, 0, args...).Store(out...)
}

func (b *bus) close() error { return b.conn.Close() }
