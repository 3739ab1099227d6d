package secret

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/theme"
)

func open(t *testing.T, f *Field) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Standard))
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(400, 80))
	w.Canvas().Focus(f)
	return w
}

func TestAFieldTakesWhatIsTyped(t *testing.T) {
	f := NewField()
	open(t, f)
	submitted := 0
	f.OnSubmit = func() { submitted++ }
	test.Type(f, "ひらけ ごま")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	f.TypedRune('!')
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if submitted != 1 {
		t.Errorf("Enter: got %d, want 1", submitted)
	}
	if got := f.Len(); got != 6 {
		t.Errorf("length: got %d, want 6", got)
	}
	got := f.Take()
	if want := []byte("ひらけ ご!"); !bytes.Equal(got, want) {
		t.Errorf("took %q, want %q", got, want)
	}
	wantWiped(t, f.buf)
}

func TestPasteIsTakenAndCopyIsNot(t *testing.T) {
	f := NewField()
	open(t, f)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("pasted\n words")
	f.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	clip.SetContent("before")
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	f.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if got := clip.Content(); got != "before" {
		t.Errorf("clipboard: got %q, want it untouched", got)
	}
	if got := f.Take(); !bytes.Equal(got, []byte("pasted words")) {
		t.Errorf("took %q, want %q", got, "pasted words")
	}
}

func TestEscClearsAndLeavesNoByte(t *testing.T) {
	f := NewField()
	open(t, f)
	test.Type(f, "something long and secret")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantWiped(t, f.buf)
	left := false
	f.OnEsc = func() { left = true }
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Esc in an empty field: got nothing, want to leave")
	}
}

func TestTheBufferNeverGrows(t *testing.T) {
	b := NewBuffer(8)
	for range 20 {
		b.Put('語')
	}
	if got := b.Len(); got != 2 {
		t.Errorf("got %d characters, want the 2 that fit", got)
	}
	b.Wipe()
	wantWiped(t, b)
}

func TestACodeIsFoldedToCapitals(t *testing.T) {
	f := NewField()
	f.Accept, f.Limit = Code, 8
	open(t, f)
	test.Type(f, "k7qf-m２ｘd 9trb")
	if got := f.Take(); !bytes.Equal(got, []byte("K7QFM2XD")) {
		t.Errorf("took %q, want K7QFM2XD", got)
	}
}

func TestTheWindowsKeysPassThrough(t *testing.T) {
	f := NewField()
	w := open(t, f)
	keys := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { keys++ })
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if keys != 1 {
		t.Errorf("F1: got %d, want it handed to the window", keys)
	}
}

func TestAPictureIsWipedWithItsDrawing(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Standard))
	p := NewPicture(28)
	p.Set([]byte("K7QF"))
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(120, 60))
	w.Canvas().Capture()
	drawn := p.last
	if drawn == nil || allZero(drawn.Pix) {
		t.Fatal("nothing was drawn")
	}
	p.Wipe()
	if !allZero(drawn.Pix) {
		t.Error("the drawing is still there after Wipe")
	}
	wantWiped(t, p.buf)
}

func wantWiped(t *testing.T, b *Buffer) {
	t.Helper()
	if b.Len() != 0 || !allZero(b.bytes) {
		t.Error("got bytes left in the buffer, want none")
	}
}

func allZero(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}
