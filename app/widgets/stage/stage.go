package stage

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"nifuda/app/text"
	"nifuda/app/theme"
)

// The windows that are looked at.
var (
	Normal = fyne.NewSize(1180, 760)
	Small  = fyne.NewSize(960, 640)
)

// What a room of the frame has of them, without rail and foot.
var (
	Room      = fyne.NewSize(1044, 728)
	RoomSmall = fyne.NewSize(888, 608)
)

// The two sets of colours.
const (
	Light = base.VariantLight
	Dark  = base.VariantDark
)

// Dress prepares a toolkit without a screen, in our theme.
func Dress(t *testing.T, variant fyne.ThemeVariant) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Fixed(theme.Standard, variant))
}

// Words are the words of a language.
func Words(t *testing.T, lang string) *text.Words {
	t.Helper()
	w, err := text.Load(lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Open shows a part in a window. Dress comes first, then the part is made.
func Open(t *testing.T, size fyne.Size, part fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, part)
	w.SetPadded(false)
	w.Resize(size)
	return w
}

// Picture writes what a window shows, if somebody wants to look.
func Picture(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("NIFUDA_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// Golden compares what a window shows with testdata/name.xml.
func Golden(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
}
