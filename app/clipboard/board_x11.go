//go:build unix && !darwin

package clipboard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"nifuda/app/task"
)

// lingering is how long the empty clipboard is answered for after a copy was
// taken away. Some desktops keep a copy of their own, and give it back when its
// owner is gone; of an owner with nothing they keep nothing.
const lingering = time.Second

// refusing is how the hint of KDE says no; other desktops heed it too.
const refusing = "secret"

func system(words string) (withdraw func(), err error) {
	o, err := own(words)
	if err != nil {
		return nil, err
	}
	task.Aside(o.serve)
	return o.withdraw, nil
}

// owner answers for one copy, on a connection of its own.
type owner struct {
	conn   *xgb.Conn
	window xproto.Window
	atoms  map[string]xproto.Atom
	since  xproto.Timestamp

	mu    sync.Mutex
	words []byte
}

// The names that the X server is asked for. In the order of plain they are
// offered to whoever pastes.
const (
	clipboardName = "CLIPBOARD"
	targetsName   = "TARGETS"
	timeName      = "TIMESTAMP"
	hintName      = "x-kde-passwordManagerHint"
	latinName     = "STRING"
)

var plain = []string{"UTF8_STRING", "text/plain;charset=utf-8"}

// own makes a window that nobody sees the owner of the clipboard.
func own(words string) (*owner, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("clipboard: reach the X server: %w", err)
	}
	o := &owner{conn: conn, words: []byte(words), atoms: map[string]xproto.Atom{}}
	if err := o.take(); err != nil {
		conn.Close()
		return nil, err
	}
	return o, nil
}

func (o *owner) take() error {
	for _, name := range append([]string{clipboardName, targetsName, timeName, hintName, latinName}, plain...) {
		a, err := xproto.InternAtom(o.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return fmt.Errorf("clipboard: ask the X server for a name: %w", err)
		}
		o.atoms[name] = a.Atom
	}
	window, err := xproto.NewWindowId(o.conn)
	if err != nil {
		return fmt.Errorf("clipboard: number a window: %w", err)
	}
	o.window = window
	screen := xproto.Setup(o.conn).DefaultScreen(o.conn)
	err = xproto.CreateWindowChecked(o.conn, 0, window, screen.Root, -1, -1, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	if err != nil {
		return fmt.Errorf("clipboard: open a window: %w", err)
	}
	if o.since, err = o.now(); err != nil {
		return err
	}
	xproto.SetSelectionOwner(o.conn, window, o.atoms[clipboardName], o.since)
	got, err := xproto.GetSelectionOwner(o.conn, o.atoms[clipboardName]).Reply()
	switch {
	case err != nil:
		return fmt.Errorf("clipboard: own the selection: %w", err)
	case got.Owner != window:
		return errNobody
	}
	return nil
}

// now is the X server's time, which it tells with a change of a property alone.
func (o *owner) now() (xproto.Timestamp, error) {
	xproto.ChangeProperty(o.conn, xproto.PropModeAppend, o.window, o.atoms[timeName], xproto.AtomInteger, 32, 0, nil)
	for {
		event, err := o.conn.WaitForEvent()
		switch e := event.(type) {
		case xproto.PropertyNotifyEvent:
			return e.Time, nil
		case nil:
			if err == nil {
				return 0, errors.New("clipboard: the X server is gone")
			}
			return 0, fmt.Errorf("clipboard: ask for the time: %w", err)
		}
	}
}

// serve answers until the selection is somebody else's or the connection is
// closed.
func (o *owner) serve() {
	defer o.forget()
	for {
		event, err := o.conn.WaitForEvent()
		switch e := event.(type) {
		case xproto.SelectionRequestEvent:
			o.answer(e)
		case xproto.SelectionClearEvent:
			o.conn.Close()
			return
		case nil:
			if err == nil {
				return
			} // otherwise it is about a window that wanted to paste and is gone
		}
	}
}

func (o *owner) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.words)
	o.words = nil
}

// answer gives whoever pastes what was asked for, or nothing.
func (o *owner) answer(e xproto.SelectionRequestEvent) {
	property := e.Property
	if property == xproto.AtomNone {
		property = e.Target // as old programs mean it
	}
	kind, format, value := o.value(e.Target)
	if kind == xproto.AtomNone || e.Selection != o.atoms[clipboardName] || e.Time != xproto.TimeCurrentTime && e.Time < o.since {
		property = xproto.AtomNone
	} else {
		xproto.ChangeProperty(o.conn, xproto.PropModeReplace, e.Requestor, property, kind, format, uint32(len(value))/uint32(format/8), value)
	}
	told := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: property}
	xproto.SendEvent(o.conn, false, e.Requestor, 0, string(told.Bytes()))
}

// value is what is given for a target; its kind is none for what is not given.
func (o *owner) value(target xproto.Atom) (kind xproto.Atom, format byte, value []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	latin, isLatin := latin1(o.words)
	switch target {
	case o.atoms[targetsName]:
		names := append([]string{targetsName, timeName, hintName}, plain...)
		if isLatin {
			names = append(names, latinName)
		}
		for _, name := range names {
			value = binary.LittleEndian.AppendUint32(value, uint32(o.atoms[name]))
		}
		return xproto.AtomAtom, 32, value
	case o.atoms[timeName]:
		return xproto.AtomInteger, 32, binary.LittleEndian.AppendUint32(nil, uint32(o.since))
	case o.atoms[hintName]:
		return target, 8, []byte(refusing)
	case o.atoms[latinName]:
		if isLatin {
			return target, 8, latin
		}
	case o.atoms[plain[0]], o.atoms[plain[1]]:
		return target, 8, slices.Clone(o.words)
	}
	return xproto.AtomNone, 8, nil
}

// latin1 is words as old programs read them. Japanese cannot be said in it, and
// is not offered rather than turned into something else.
func latin1(words []byte) ([]byte, bool) {
	out := make([]byte, 0, len(words))
	for _, r := range string(words) {
		if r > 0xff {
			return nil, false
		}
		out = append(out, byte(r))
	}
	return out, true
}

// withdraw leaves an empty clipboard if it is still ours. Nobody can take it in
// between: what somebody else copies is never touched.
func (o *owner) withdraw() {
	o.forget()
	xproto.GrabServer(o.conn)
	got, err := xproto.GetSelectionOwner(o.conn, o.atoms[clipboardName]).Reply()
	if err == nil && got.Owner == o.window {
		xproto.SetSelectionOwner(o.conn, o.window, o.atoms[clipboardName], xproto.TimeCurrentTime)
	}
	xproto.UngrabServer(o.conn)
	o.conn.Sync()
	time.AfterFunc(lingering, o.conn.Close)
}
