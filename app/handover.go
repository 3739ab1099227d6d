package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/task"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// handOver asks who comes next: a digit locks, and her unlock screen is there.
// Each signs in with a passphrase of her own, in a process that is new.
func (s *Shell) handOver() {
	switch {
	case s.hall == nil || s.shown != nil:
	case s.life.session == nil:
		s.askNext()
	default: // who was added since the sign-in has a name too
		task.Ask(task.NewSlot(s.life.run), s.life.session.Office().People, func(people []data.Person, _ error) {
			s.nameThem(people)
			s.askNext()
		})
	}
}

func (s *Shell) askNext() {
	if s.over != nil {
		return
	}
	people := s.others()
	w := s.words
	parts := []fyne.CanvasObject{widgets.Text(w.Say("handover.title"), widgets.Type{Size: theme.Title, Bold: true})}
	if len(people) == 0 {
		parts = append(parts, widgets.Words(w.Say("handover.nobody"), widgets.Type{}))
	}
	for i, p := range people {
		parts = append(parts, widgets.Pressable(widgets.Fixed(0, 48, widgets.Plate(theme.Paper, theme.Edge, 1, 8, widgets.Pad(0, 16, 0, 16, widgets.Row(16,
			widgets.Text(string(rune('1'+i)), widgets.Type{Size: theme.Strong, Bold: true, Mono: true, Color: theme.Ai}),
			widgets.Grow(widgets.Cut(p.Name, widgets.Type{Size: theme.Strong})), roleOf(s, p))))), func() { s.handTo(p) }))
	}
	parts = append(parts, widgets.Words(w.Say("handover.why"), widgets.Type{Size: theme.Small, Color: theme.Ink2}))
	card := widgets.Fixed(440, 0, widgets.Plate(theme.Card, theme.Edge, 1, 8, widgets.Pad(20, 24, 20, 24, widgets.Col(12, parts...))))
	s.over = newChooser(widgets.Pressable(widgets.Middle(card), s.stay), func(n int) {
		if n < len(people) {
			s.handTo(people[n])
		}
	}, s.stay)
	c := s.window.Canvas()
	c.Overlays().Add(s.over)
	s.over.Resize(c.Size())
	c.Focus(s.over)
}

func roleOf(s *Shell, p Login) fyne.CanvasObject {
	key := "role.owner"
	if p.Packer {
		key = "role.packer"
	}
	return widgets.Text(s.words.Say(key), widgets.Type{Size: theme.Small, Color: theme.Ink2})
}

// others are the people who could come next, at most nine.
func (s *Shell) others() []Login {
	all, err := s.c.House.Logins()
	if err != nil {
		return nil // the lock is there all the same
	}
	var out []Login
	for _, l := range all {
		if l.Recovery || l.ID == s.life.login || len(out) == 9 {
			continue
		}
		l.Name = s.nameOf(l)
		out = append(out, l)
	}
	return out
}

// nameOf is the name to show for a login while nothing is open.
func (s *Shell) nameOf(l Login) string {
	for _, name := range []string{l.Name, s.prefs.Name(l.ID)} {
		if name != "" {
			return name
		}
	}
	if l.Packer {
		return s.words.Say("role.packer")
	}
	return s.words.Say("role.owner")
}

// handTo locks, so that the next one's unlock screen comes up.
func (s *Shell) handTo(p Login) {
	s.prefs.SetLast(p.ID)
	s.Lock()
}

// stay closes the question.
func (s *Shell) stay() {
	if s.over == nil {
		return
	}
	s.window.Canvas().Overlays().Remove(s.over)
	s.over = nil
}

// chooser takes one digit, or Esc.
type chooser struct {
	widget.BaseWidget
	inside fyne.CanvasObject
	pick   func(n int)
	leave  func()
}

func newChooser(inside fyne.CanvasObject, pick func(int), leave func()) *chooser {
	c := &chooser{inside: inside, pick: pick, leave: leave}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer draws what is inside.
func (c *chooser) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.inside) }

// FocusGained, FocusLost, TypedRune and TypedKey make it take the keyboard.
func (c *chooser) FocusGained() {}
func (c *chooser) FocusLost()   {}
func (c *chooser) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		c.pick(int(r - '1'))
	}
}
func (c *chooser) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		c.leave()
	}
}
