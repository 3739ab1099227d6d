package capture

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/test"
)

// native is a window of some system.
type native struct {
	fyne.Window
	context any
}

func (n native) RunNative(f func(any)) { f(n.context) }

func TestAWindowThatCannotBeLeftOutSaysWhy(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	for _, c := range []struct {
		name string
		w    fyne.Window
		want error
	}{
		{"X11", native{w, driver.X11WindowContext{WindowHandle: 7}}, ErrX11},
		{"Wayland", native{w, driver.WaylandWindowContext{}}, ErrWayland},
		{"Windows, before the window is there", native{w, driver.WindowsWindowContext{}}, ErrWindow},
		{"macOS, before the window is there", native{w, driver.MacWindowContext{}}, ErrWindow},
		{"somewhere else", native{w, driver.UnknownContext{}}, ErrWindow},
		{"no real window", w, ErrWindow},
	} {
		if got := Refuse(c.w); !errors.Is(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
