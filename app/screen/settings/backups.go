package settings

import (
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/widgets"
)

// backupCard is the form of where backups go, filled by showBackups.
type backupCard struct {
	folder *widgets.Field
	choose *widgets.Button
	said   *fyne.Container
}

func (v *View) newBackupCard() backupCard {
	c := backupCard{folder: widgets.NewField(v.screen.Safe), said: widgets.Slot()}
	c.folder.OnChanged = func(s string) { v.m.Backups.Type(s); c.choose.Enable(v.m.Backups.CanChoose()) }
	c.choose = widgets.NewButton(widgets.Outlined, "lock", v.w.Say("settings.backups.choose"), v.m.Backups.Choose)
	c.folder.OnSubmitted = func(string) { v.m.Backups.Choose() }
	return c
}

func (v *View) backupSection() fyne.CanvasObject {
	c := v.backups
	return v.section("settings.backups", widgets.Words(v.w.Say("settings.backups.why"), quiet), c.said,
		widgets.Labelled(v.w.Say("settings.backups.folder"), c.folder), widgets.Row(0, widgets.Space(), c.choose))
}

// showBackups shows how the backups stand.
func (v *View) showBackups() {
	b, c := v.m.Backups, v.backups
	if f := b.Folder(); c.folder.Text != f {
		c.folder.SetText(f)
	}
	c.choose.Enable(b.CanChoose())
	var rows []fyne.CanvasObject
	is := b.Is()
	switch {
	case b.State() == BackupsWriting:
		rows = append(rows, widgets.Note(widgets.Chosen, v.w.Say("settings.backups.writing")))
	case b.State() == BackupsFailed:
		rows = append(rows, widgets.Note(widgets.Bad, v.w.Fault(b.Err())))
	case b.State() == BackupsWritten:
		rows = append(rows, widgets.Note(widgets.Good, v.w.Say("settings.backups.written")))
	case is.Fault != "":
		rows = append(rows, widgets.Note(widgets.Waits, v.w.Trouble(is.Fault)))
	}
	if !is.Last.IsZero() {
		rows = append(rows, widgets.Words(v.w.Say("settings.backups.last", "ago", v.w.Ago(is.Last, v.now()), "n", is.Count), widgets.Type{}))
	} else if is.Folder == "" {
		rows = append(rows, widgets.Said(widgets.Waits, "warn", v.w.Say("settings.backups.none")))
	}
	switch {
	case b.State() == BackupsWriting:
		rows = append(rows, widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Outlined, "close", v.w.Say("cancel"), b.Stop)))
	case b.CanWrite():
		rows = append(rows, widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Outlined, "document", v.w.Say("settings.backups.write"), b.Write)))
	}
	widgets.Put(c.said, widgets.Col(10, rows...))
}

// now is the clock for "three hours ago".
func (v *View) now() time.Time { return v.screen.Now() }
