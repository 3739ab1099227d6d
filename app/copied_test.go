package app

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/screen/bench"
	"nifuda/app/screen/consent"
	"nifuda/app/screen/phrase"
	"nifuda/app/widgets"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// copies tries everything by which a person copies on every part of the window
// that takes the keyboard or a press, and gives what came out: on the system's
// clipboard, or handed to the window to be copied. It also says how many parts
// it tried.
func copies(t *testing.T, s *Shell) (out []string, tried int) {
	t.Helper()
	system := fyne.CurrentApp().Clipboard()
	copied := s.c.Machine.Copy
	s.c.Machine.Copy = func(_ fyne.Window, words string) error {
		out = append(out, words)
		return nil
	}
	defer func() { s.c.Machine.Copy = copied }()
	c, window := s.window.Canvas(), stage.Keyed(t, s.window)
	was := c.Focused()
	objects := test.LaidOutObjects(c.Content())
	for _, o := range c.Overlays().List() {
		objects = append(objects, test.LaidOutObjects(o)...)
	}
	for _, o := range objects {
		if twice, ok := o.(fyne.DoubleTappable); ok {
			twice.DoubleTapped(&fyne.PointEvent{})
		}
		if other, ok := o.(fyne.SecondaryTappable); ok {
			other.TappedSecondary(&fyne.PointEvent{})
			out = append(out, "a menu of the other mouse button")
		}
		takes, focusable := o.(fyne.Focusable)
		if !focusable {
			continue
		}
		tried++
		c.Focus(takes)
		to, ok := o.(fyne.Shortcutable)
		if !ok {
			to = window
		}
		system.SetContent("")
		for _, key := range []fyne.Shortcut{&fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{Clipboard: system},
			&fyne.ShortcutSelectAll{}, &fyne.ShortcutCut{Clipboard: system}} {
			to.TypedShortcut(key)
			if got := system.Content(); got != "" {
				out = append(out, got)
			}
		}
	}
	c.Focus(was)
	return out, tried
}

// packersWindow is a packer's window at one of her screens.
type packersWindow struct {
	name string
	open func(t *testing.T) *Shell
	at   func(*Shell) bool
}

func packersWindows() []packersWindow {
	porch := func(renew, rule bool) func(*testing.T) *Shell {
		return func(t *testing.T) *Shell {
			h := staffed()
			h.shift.renew, h.shift.rule = renew, rule
			s, _ := signIn(t, h, "p", stage.Normal, stage.Light)
			return s
		}
	}
	shown := func(is func(screen) bool) func(*Shell) bool { return func(s *Shell) bool { return is(s.shown) } }
	asked := func(s screen) bool { _, ok := s.(*phrase.View); return ok }
	atBench := func(s *Shell) bool { return s.bay != nil && s.shown == nil }
	bench := func(more func(*Shell)) func(*testing.T) *Shell {
		return func(t *testing.T) *Shell {
			s := porch(false, false)(t)
			more(s)
			return s
		}
	}
	return []packersWindow{
		{"a passphrase that is due", porch(true, true), shown(asked)},
		{"the rule", porch(false, true), shown(func(s screen) bool { _, ok := s.(*consent.View); return ok })},
		{"the bench", bench(func(*Shell) {}), atBench},
		{"the bench, typing", bench(func(s *Shell) { test.Type(s.window.Canvas().Focused(), "4901234567894") }), atBench},
		{"a passphrase she wants to change", bench((*Shell).choosePhrase), shown(asked)},
		{"who comes next", bench((*Shell).handOver), func(s *Shell) bool { return s.over != nil }},
	}
}

func TestOnNoScreenOfHersCanAPackerCopy(t *testing.T) {
	for _, c := range packersWindows() {
		s := c.open(t)
		if !c.at(s) {
			t.Errorf("%s: the window shows something else", c.name)
			continue
		}
		typed := s.window.Canvas().Focused()
		if out, tried := copies(t, s); len(out) > 0 || tried == 0 {
			t.Errorf("%s: %d parts tried, %q came out", c.name, tried, out)
		}
		if typed != nil && s.window.Canvas().Focused() != typed {
			t.Errorf("%s: the keyboard went elsewhere", c.name)
		}
	}
}

// TestWhatIsCopiedIsSeen keeps the test above honest: at the owner's desk the
// same tries bring out what stands in a field.
func TestWhatIsCopiedIsSeen(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.goTo(roomOrders)
	s.frame.rooms.orders.Find()
	test.Type(s.window.Canvas().Focused(), "髙橋")
	out, _ := copies(t, s)
	if !strings.Contains(strings.Join(out, "\n"), "髙橋") {
		t.Errorf("got %q", out)
	}
}

func TestAPackersWindowHearsNoWidgetThatWantsToCopy(t *testing.T) {
	s, _ := signIn(t, staffed(), "p", stage.Normal, stage.Light)
	s.c.Machine.Copy = func(fyne.Window, string) error { t.Error("something was copied"); return nil }
	stage.Keyed(t, s.window)
	widgets.Copy(s.bay.view.Object(), "090-0000-0143")
	if _, ok := any(s.bay.view).(*bench.View); !ok {
		t.Fatal("this is no bench")
	}
}

func TestAPackerCanPaste(t *testing.T) {
	s, _ := signIn(t, staffed(), "p", stage.Normal, stage.Light)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("405548424887")
	line, ok := s.window.Canvas().Focused().(*widgets.KeyLine)
	if !ok {
		t.Fatalf("the keyboard is on %T", s.window.Canvas().Focused())
	}
	line.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if line.Text() != "405548424887" {
		t.Errorf("got %q", line.Text())
	}
}

func TestTheOwnersCopyIsSaidAtTheFoot(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.goTo(roomOrders)
	stage.Keyed(t, s.window)
	var got string
	s.c.Machine.Copy = func(_ fyne.Window, words string) error { got = words; return nil }
	widgets.Copy(s.frame.object, "1043")
	if foot := test.RenderObjectToMarkup(s.frame.foot.object); got != "1043" || !strings.Contains(foot, "写しました。10秒で消します") {
		t.Errorf("copied %q, said:\n%s", got, foot)
	}
	stage.Picture(t, s.window, "app-copied")
	s.c.Machine.Copy = func(fyne.Window, string) error {
		return &data.Fault{Kind: data.Unreachable, Key: "fault.clipboard.refused", Err: errors.New("busy")}
	}
	widgets.Copy(s.frame.object, "1043")
	if foot := test.RenderObjectToMarkup(s.frame.foot.object); !strings.Contains(foot, "写せませんでした") {
		t.Errorf("said:\n%s", foot)
	}
}
