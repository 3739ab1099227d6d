package capture

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Why a window could not be left out.
var (
	ErrX11     = errors.New("capture: X11 lets every program of the same person read the screen")
	ErrWayland = errors.New("capture: Wayland leaves it to the desktop")
	ErrWindow  = errors.New("capture: there is no window to leave out")
)

// Refuse asks the system to leave a window out of screenshots. The window must
// have been shown. It belongs on the window's thread.
func Refuse(w fyne.Window) error {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return ErrWindow
	}
	err := ErrWindow
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.WindowsWindowContext:
			err = exclude(c.HWND)
		case driver.MacWindowContext:
			err = exclude(c.NSWindow)
		case driver.X11WindowContext:
			err = ErrX11
		case driver.WaylandWindowContext:
			err = ErrWayland
		}
	})
	return err
}
