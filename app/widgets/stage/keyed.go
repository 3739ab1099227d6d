package stage

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
)

// Keyed lets widgets reach the shortcuts of their window, as they do in the
// real one: the toolkit's window for tests keeps its shortcuts to itself. It
// holds until the end of the test and comes after the window was made.
func Keyed(t *testing.T, w fyne.Window) fyne.Shortcutable {
	t.Helper()
	plain := fyne.CurrentApp()
	inside, ok := reflect.ValueOf(w.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface().(fyne.Shortcutable)
	if !ok {
		t.Fatal("the toolkit's window for tests takes no shortcuts any more")
	}
	c := keyedCanvas{w.Canvas(), inside}
	fyne.SetCurrentApp(keyedApp{plain, keyedDriver{plain.Driver(), c}})
	t.Cleanup(func() { fyne.SetCurrentApp(plain) })
	return c
}

type keyedApp struct {
	fyne.App
	driver fyne.Driver
}

func (a keyedApp) Driver() fyne.Driver { return a.driver }

type keyedDriver struct {
	fyne.Driver
	canvas fyne.Canvas
}

func (d keyedDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.canvas }

type keyedCanvas struct {
	fyne.Canvas
	inside fyne.Shortcutable
}

func (c keyedCanvas) TypedShortcut(s fyne.Shortcut) { c.inside.TypedShortcut(s) }
