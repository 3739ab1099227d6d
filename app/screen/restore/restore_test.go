package restore

import (
	"context"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeHouse struct {
	paths []string
	err   error
}

func (f *fakeHouse) Restore(_ context.Context, path string) error {
	f.paths = append(f.paths, path)
	return f.err
}

func (f *fakeHouse) FindBackups(_ context.Context, folder string) (all []data.BackupFile, err error) {
	for i := range 5 {
		at := now().AddDate(0, 0, -i)
		all = append(all, data.BackupFile{Path: folder + "/nifuda-k7qfm2xd-" + at.Format("20060102T150405") + ".nifuda-backup", At: at})
	}
	return all, nil
}

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func TestTheNewestBackupsAreOffered(t *testing.T) {
	m := New(&fakeHouse{}, task.Inline(t.Context()), func() {}, func() {})
	m.Look("/home/chihiro/nifuda-backups")
	if f := m.Found(); len(f) != 2 || !f[0].At.Equal(now()) {
		t.Errorf("offered %+v", f)
	}
}

func TestALedgerComesBackFromTheFileThatWasNamed(t *testing.T) {
	house, done := &fakeHouse{}, 0
	m := New(house, task.Inline(t.Context()), func() { done++ }, func() {})
	m.Start()
	m.Name(` "/home/chihiro/控え/nifuda-abc.nifuda-backup" `)
	m.Start()
	if len(house.paths) != 1 || house.paths[0] != "/home/chihiro/控え/nifuda-abc.nifuda-backup" || done != 1 {
		t.Errorf("put back from %q, done %d times; want the named file once", house.paths, done)
	}
}

func TestABackupThatCannotBePutBackIsSaidAndTriedAgain(t *testing.T) {
	house, done := &fakeHouse{err: &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged"}}, 0
	m := New(house, task.Inline(t.Context()), func() { done++ }, func() {})
	m.Name("/a")
	if m.Start(); m.State() != Failed || data.KeyOf(m.Err()) != "fault.backup.damaged" || done != 0 {
		t.Errorf("got state %v, %v, done %d", m.State(), m.Err(), done)
	}
	house.err = nil
	if m.Start(); done != 1 {
		t.Error("the second try did not go through")
	}
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	house := &fakeHouse{err: &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged"}}
	build := func(present bool, lang string) *View {
		left := 0
		return NewView(Config{House: house, Run: task.Inline(t.Context()), Present: present,
			Folder: "/home/chihiro/nifuda-backups", Now: now,
			Done: func() {}, Cancel: func() { left++ }}, stage.Words(t, lang))
	}
	stage.Dress(t, stage.Light)
	v := build(true, text.Japanese)
	w := stage.Open(t, stage.Normal, v.Object())
	v.Enter()
	v.Name(v.m.Found()[0].Path)
	stage.Picture(t, w, "restore")
	stage.Golden(t, w, "restore")
	v.m.Start()
	stage.Picture(t, w, "restore-damaged")
	w = stage.Open(t, stage.Small, v.Object())
	stage.Picture(t, w, "restore-damaged-small")
	stage.Dress(t, stage.Dark)
	v = build(false, text.English)
	w = stage.Open(t, stage.Small, v.Object())
	v.Enter()
	stage.Picture(t, w, "restore-small-dark-en")
}
