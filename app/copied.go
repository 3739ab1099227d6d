package app

import (
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/clipboard"
	"nifuda/app/widgets"
)

// copied is what a widget wants on the clipboard. Nothing goes there from a
// packer's window: she has nothing to copy, and should a widget ever offer it,
// it is not heard.
func (s *Shell) copied(shortcut fyne.Shortcut) {
	words, ok := shortcut.(widgets.Copied)
	if !ok || s.life.shift != nil {
		return
	}
	s.stirred()
	err := s.c.Machine.Copy(s.window, words.Words)
	switch {
	case s.frame == nil: // the setup has no place to say it
	case err != nil:
		s.frame.foot.fault(err)
	default:
		s.frame.foot.say(widgets.Good, s.words.Say("foot.copied", "n", int(clipboard.Keep/time.Second)))
	}
}
