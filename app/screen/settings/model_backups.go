package settings

import (
	"context"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
)

// Keeper keeps the encrypted backups.
type Keeper interface {
	Backups(context.Context) (data.Backups, error)
	// SetBackupFolder chooses where they go. It takes the passphrase again and
	// does not keep it.
	SetBackupFolder(ctx context.Context, again []byte, folder string) error
	// BackUp writes one now and reads it back.
	BackUp(context.Context) error
}

// BackupState is what the card of the backups shows.
type BackupState int

// The states of the card.
const (
	BackupsLoading BackupState = iota
	BackupsReady
	BackupsWriting // one is being written and read back
	BackupsWritten // it lies there
	BackupsFailed
)

// Backups is the card of the backups.
type Backups struct {
	keeper  Keeper
	ask     again.Ask
	slot    *task.Slot
	state   BackupState
	is      data.Backups
	err     error
	typed   string // the folder, as it stands in the field
	looked  bool   // what is kept has been asked for
	changed func()
}

// State, Err and Is are what the card shows.
func (b *Backups) State() BackupState { return b.state }
func (b *Backups) Err() error         { return b.err }
func (b *Backups) Is() data.Backups   { return b.is }

// Folder is what stands in the field.
func (b *Backups) Folder() string { return b.typed }

// Type takes the folder as it is typed, or as it is suggested before the first
// Refresh.
func (b *Backups) Type(folder string) { b.typed = folder }

// CanChoose reports whether the typed folder is another than the kept one.
func (b *Backups) CanChoose() bool {
	return b.typed != "" && b.typed != b.is.Folder && b.state != BackupsWriting
}

// CanWrite reports whether a backup can be written now.
func (b *Backups) CanWrite() bool {
	return b.is.Folder != "" && b.state != BackupsWriting && b.state != BackupsLoading
}

// Refresh asks again. A backup on its way is left alone.
func (b *Backups) Refresh() {
	if b.state != BackupsWriting {
		task.Ask(b.slot, b.keeper.Backups, b.found(BackupsReady, nil))
	}
}

// found shows what is kept, or why it is not known; err is what went before.
func (b *Backups) found(state BackupState, before error) func(data.Backups, error) {
	return func(is data.Backups, err error) {
		if is.Folder != "" && (!b.looked || b.typed == b.is.Folder) {
			b.typed = is.Folder // what was only suggested, or stood there before
		}
		b.looked = true
		b.is, b.err, b.state = is, before, state
		if b.err == nil {
			b.err = err
		}
		if b.err != nil {
			b.state = BackupsFailed
		}
		b.changed()
	}
}

// Choose takes the typed folder, after the passphrase was typed again, and
// writes the first backup there.
func (b *Backups) Choose() {
	if !b.CanChoose() {
		return
	}
	folder := b.typed
	b.ask(again.Question{
		Why: "settings.backups.sure", Holes: []any{"folder", folder}, Busy: "settings.backups.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, passphrase []byte) error {
				return b.keeper.SetBackupFolder(ctx, passphrase, folder)
			}
		},
		Done: func() { b.is.Folder = folder; b.Write() },
	})
}

// Write writes a backup now.
func (b *Backups) Write() {
	if b.state == BackupsWriting {
		return
	}
	b.state, b.err = BackupsWriting, nil
	b.changed()
	b.slot.Run(func(ctx context.Context) func() {
		err := b.keeper.BackUp(ctx)
		is, look := b.keeper.Backups(ctx)
		if look != nil {
			is = data.Backups{}
		}
		return func() { b.found(BackupsWritten, err)(is, look) }
	})
}

// Stop stops a backup on its way: nothing of it stays, and those before do.
func (b *Backups) Stop() {
	if b.state == BackupsWriting {
		b.slot.Cancel()
		b.state = BackupsReady
		b.changed()
	}
}
