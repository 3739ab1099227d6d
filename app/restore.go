package app

import (
	"fyne.io/fyne/v2"

	"nifuda/app/screen/restore"
)

// dropped names a file that was dropped on a room that reads one: Japan Post's
// table on the settings, orders on the intake.
func (s *Shell) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || s.frame == nil || s.shown != nil {
		return
	}
	switch path := files[0].Path(); s.frame.at {
	case roomSettings:
		s.frame.rooms.settings.Named(path)
	case roomIntake:
		s.frame.rooms.intake.Named(path)
	}
}

// toRestore shows where a ledger is put back from a backup. present is whether
// one is there, which is moved aside then.
func (s *Shell) toRestore(present bool) {
	s.tell = nil
	view := restore.NewView(restore.Config{House: s.c.House, Run: s.life.run, Present: present, Now: s.c.Now,
		Folder: s.c.Safe, Done: s.first, Cancel: s.first}, s.words)
	s.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 && s.shown == screen(view) {
			view.Name(files[0].Path())
		}
	})
	s.fill(view)
}
