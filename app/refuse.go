package app

import (
	"fyne.io/fyne/v2"

	"nifuda/app/prefs"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// Refuse shows in a window of its own why Nifuda cannot start, and gives the
// reason back for the log.
func Refuse(a fyne.App, reason error) error {
	p := prefs.New(a.Preferences())
	words, err := text.Load(p.Lang())
	if err != nil {
		return reason
	}
	a.Settings().SetTheme(theme.New(p.TextSize()).In(p.Look()))
	w := a.NewWindow(words.Say("app.name"))
	w.SetIcon(theme.AppIcon())
	w.SetPadded(false)
	w.SetContent(widgets.Ground(theme.Paper, widgets.Pad(32, 32, 32, 32, widgets.Col(24,
		widgets.Note(widgets.Bad, words.Fault(reason)),
		widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Filled, "", words.Say("close"), w.Close))))))
	w.Resize(fyne.NewSize(560, 340))
	w.ShowAndRun()
	return reason
}

// halt shows why nothing more can be opened now, with the lock as the way out.
func (s *Shell) halt(reason error) {
	lock := widgets.NewButton(widgets.Filled, "lock", s.words.Say("rail.lock"), s.Lock).Tall(48)
	s.fill(halted{widgets.Ground(theme.Paper, widgets.Middle(widgets.Fixed(520, 0, widgets.Col(24,
		widgets.Note(widgets.Bad, s.words.Fault(reason)), widgets.Row(0, widgets.Space(), lock)))))})
}

type halted struct{ object fyne.CanvasObject }

func (h halted) Object() fyne.CanvasObject { return h.object }
func (h halted) Enter()                    {}
func (h halted) Wipe()                     {}
