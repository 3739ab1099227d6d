package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/widgets/stage"
)

func TestALineTakesAsMuchAsAScannerSendsAndNoMore(t *testing.T) {
	stage.Dress(t, stage.Light)
	var sent string
	k := NewKeyLine("", 64, 22)
	k.OnSubmit = func(s string) { sent = s }
	for range longest + 20 {
		k.TypedRune('9')
	}
	k.TypedRune('\x1d')
	k.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnter})
	if len(sent) != longest {
		t.Errorf("got %d characters, want %d", len(sent), longest)
	}
	k.Enable(false)
	k.SetText("")
	k.TypedRune('1')
	k.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnter})
	if k.Text() != "" || len(sent) != longest {
		t.Error("a line that is switched off was typed into")
	}
}

func TestAWatermarkTakesNoTapsAndFillsItsRoom(t *testing.T) {
	stage.Dress(t, stage.Light)
	w := NewWatermark("小川 美咲 11/22 20:14")
	if _, taps := any(w).(fyne.Tappable); taps {
		t.Error("it takes taps")
	}
	win := test.NewTempWindow(t, w)
	win.Resize(fyne.NewSize(856, 728))
	if got := len(test.TempWidgetRenderer(t, w).Objects()); got < 15 {
		t.Errorf("got the words %d times, want a photograph of any part to hold them", got)
	}
}
