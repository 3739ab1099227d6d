package again

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

var errWrong = &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}

// lock is a thing that opens with one passphrase and remembers the bytes it
// was given.
type lock struct {
	kept  []byte
	tries int
	done  int
	left  int
}

func (l *lock) question() Question {
	return Question{Why: "shops.again", Holes: []any{"shop", "本店"}, Busy: "again.busy", Begin: func() Work {
		l.tries++
		return func(_ context.Context, pass []byte) error {
			l.kept = pass
			if string(pass) != "ひらけごま" {
				return errWrong
			}
			return nil
		}
	}, Done: func() { l.done++ }, Leave: func() { l.left++ }}
}

func (l *lock) wiped(t *testing.T) {
	t.Helper()
	for _, b := range l.kept {
		if b != 0 {
			t.Fatal("the passphrase was not wiped")
		}
	}
}

func TestAWrongPassphraseCanBeTriedAgainAndNoneStays(t *testing.T) {
	m, l := New(task.Inline(t.Context()), func() {}), &lock{}
	m.Ask(l.question())
	m.Try([]byte("まちがい"))
	if m.State() != Refused || data.KeyOf(m.Err()) != "fault.vault.passphrase" {
		t.Fatalf("got %v, %v; want it refused with its reason", m.State(), m.Err())
	}
	l.wiped(t)
	m.Try([]byte("ひらけごま"))
	if m.State() != Closed || l.done != 1 || l.left != 0 || l.tries != 2 {
		t.Errorf("got %v, done %d, left %d, tries %d", m.State(), l.done, l.left, l.tries)
	}
	l.wiped(t)
}

func TestNothingIsDoneWithoutAPassphrase(t *testing.T) {
	m, l := New(task.Inline(t.Context()), func() {}), &lock{}
	m.Try([]byte("ひらけごま"))
	m.Ask(l.question())
	m.Try(nil)
	if l.tries != 0 || m.State() != Asking {
		t.Errorf("got %d tries, %v", l.tries, m.State())
	}
	if !m.Close() || l.left != 1 || l.done != 0 {
		t.Errorf("closed: left %d, done %d", l.left, l.done)
	}
}

func TestWorkThatHasBegunIsNotLeftHalfDone(t *testing.T) {
	var m *Model
	closed := true
	m = New(task.Inline(t.Context()), func() {})
	m.Ask(Question{Begin: func() Work {
		return func(context.Context, []byte) error { closed = m.Close(); return nil }
	}, Done: func() {}})
	m.Try([]byte("x"))
	if closed {
		t.Error("the question closed while its work ran")
	}
}

func room(t *testing.T, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(task.Inline(t.Context()), stage.Words(t, lang))
	below := widgets.Col(12, widgets.NewField("下の部屋"), widgets.NewButton(widgets.Filled, "", "下のボタン", func() { t.Error("what lies below was pressed") }))
	w := stage.Open(t, fyne.NewSize(720, 480), v.Over(widgets.Pad(20, 20, 20, 20, below)))
	return v, w
}

func TestTheKeyboardStaysInTheQuestion(t *testing.T) {
	v, w := room(t, stage.Light, text.Japanese)
	v.Ask((&lock{}).question())
	test.Type(v.field, "x")
	want := []fyne.Focusable{v.no, v.ok, v.field}
	for i, f := range want {
		if w.Canvas().FocusNext(); w.Canvas().Focused() != f {
			t.Errorf("Tab %d: the keyboard is on %T, want %T", i+1, w.Canvas().Focused(), f)
		}
	}
	if w.Canvas().FocusPrevious(); w.Canvas().Focused() != fyne.Focusable(v.ok) {
		t.Errorf("Shift+Tab left the question: %T", w.Canvas().Focused())
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(60, 90))
}

func TestEscTakesTheQuestionAwayAndWipesIt(t *testing.T) {
	v, _ := room(t, stage.Light, text.Japanese)
	l := &lock{}
	v.Ask(l.question())
	test.Type(v.field, "ひら")
	if !v.Back() || v.Open() || v.field.Len() != 0 || l.left != 1 {
		t.Errorf("open %v, %d characters left, left %d", v.Open(), v.field.Len(), l.left)
	}
	if v.Back() {
		t.Error("there was nothing to take away")
	}
}

func TestTheQuestionLooksAsItShould(t *testing.T) {
	v, w := room(t, stage.Light, text.Japanese)
	v.Ask((&lock{}).question())
	test.Type(v.field, "まちがい")
	v.onTry()
	stage.Picture(t, w, "again")
	stage.Golden(t, w, "again")
	v, w = room(t, stage.Dark, text.English)
	v.Ask((&lock{}).question())
	test.Type(v.field, "abcdef")
	stage.Picture(t, w, "again-dark-en")
}
