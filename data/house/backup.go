package house

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/backup"
	"nifuda/data/guard"
	"nifuda/data/office"
	"nifuda/data/store"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// backupEnd is how the name of a backup ends.
const backupEnd = ".nifuda-backup"

// What stands in the vault's folder while a backup is made.
const (
	copyName  = "ledger.copy"
	checkName = "ledger.check"
)

// backing lets one backup be written at a time.
type backing struct {
	sync.Mutex
	tried time.Time // when the last one was begun
}

// retry is when a backup that could not be written is tried again.
const retry = time.Hour

// Backups is how the backups stand: where, how many, since when.
func (s *Session) Backups(ctx context.Context) (data.Backups, error) {
	b, err := s.ledger.Backups(ctx)
	if err != nil || b.Folder == "" {
		return b, err
	}
	b.Count = len(s.kept(b.Folder))
	return b, nil
}

// SetBackupFolder chooses where backups go, and makes the folder. Faults:
// Denied "fault.office.again" and those of guard.Place, which are recorded;
// Invalid "fault.backup.nofolder", "fault.backup.inside".
func (s *Session) SetBackupFolder(ctx context.Context, again office.Proof, folder string) error {
	if err := s.office.Accept(again); err != nil {
		return err
	}
	s.backing.Lock() // one that runs would note its end with the folder of before
	defer s.backing.Unlock()
	if folder = strings.TrimSpace(folder); !filepath.IsAbs(folder) {
		return &data.Fault{Kind: data.Invalid, Key: "fault.backup.nofolder"}
	}
	folder = filepath.Clean(folder)
	if rel, err := filepath.Rel(filepath.Dir(s.keys.Vault().Dir()), folder); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return &data.Fault{Kind: data.Invalid, Key: "fault.backup.inside"}
	}
	if err := s.gate.Folder(folder); err != nil {
		if data.KindOf(err) == data.Denied {
			e := data.Event{Login: s.Login(), Kind: data.EventPlace, Args: map[string]string{"reason": data.KeyOf(err)}}
			err = errors.Join(err, s.ledger.Record(ctx, e))
		}
		return err
	}
	b, err := s.ledger.Backups(ctx)
	if err != nil {
		return err
	}
	if b.Folder != folder {
		b = data.Backups{Folder: folder}
	}
	return s.ledger.SaveBackups(ctx, b)
}

// BackUpWhenDue writes a backup when the newest is a day old. What fails is
// tried again an hour later; did is false when there was nothing to do.
func (s *Session) BackUpWhenDue(ctx context.Context) (did bool, err error) {
	s.backing.Lock()
	defer s.backing.Unlock()
	b, err := s.ledger.Backups(ctx)
	switch {
	case err != nil:
		return false, err
	case b.Folder == "" || s.now().Sub(b.Last) < data.BackupEvery && !s.now().Before(b.Last):
		return false, nil
	case b.Fault != "" && s.now().Sub(s.backing.tried) < retry:
		return false, nil
	}
	return true, s.backUpAndNote(ctx, b)
}

// BackUp writes a backup now, reads it back and drops those beyond
// data.KeepBackups. Faults: Invalid "fault.backup.nofolder", those of
// guard.Place and of a full disk, Damaged "fault.backup.damaged" when it cannot
// be read back. A failure is recorded once, until one succeeds.
func (s *Session) BackUp(ctx context.Context) error {
	s.backing.Lock()
	defer s.backing.Unlock()
	b, err := s.ledger.Backups(ctx)
	if err != nil {
		return err
	}
	if b.Folder == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.backup.nofolder"}
	}
	return s.backUpAndNote(ctx, b)
}

// backUpAndNote writes a backup and keeps how it ended; s.backing is held.
func (s *Session) backUpAndNote(ctx context.Context, b data.Backups) error {
	s.backing.tried = s.now()
	err := s.backUp(ctx, b.Folder)
	if ctx.Err() != nil {
		return &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: errors.Join(ctx.Err(), err)}
	}
	was := b.Fault
	e := data.Event{Kind: data.EventBackup}
	if b.Fault = ""; err == nil {
		b.Last = s.now()
	} else {
		b.Fault = data.KeyOf(err)
		e = data.Event{Kind: data.EventBackupFault, Args: map[string]string{"reason": b.Fault}}
	}
	if b.Fault == "" || b.Fault != was {
		err = errors.Join(err, s.ledger.Record(ctx, e))
	}
	return errors.Join(err, s.ledger.SaveBackups(ctx, b))
}

func (s *Session) backUp(ctx context.Context, folder string) error {
	dir := s.keys.Vault().Dir()
	copied, checked := filepath.Join(dir, copyName), filepath.Join(dir, checkName)
	defer store.RemoveCopy(copied)
	defer store.RemoveCopy(checked)
	keys, err := s.copyBoth(ctx, copied)
	if err != nil {
		return err
	}
	path := filepath.Join(folder, s.backupPrefix()+s.now().UTC().Format("20060102T150405")+backupEnd)
	if err := s.write(path, keys, copied); err != nil {
		return err
	}
	if err := s.verify(ctx, path, checked); err != nil {
		return errors.Join(err, os.Remove(path)) // it would be no help
	}
	return s.expire(folder, path)
}

// copyBoth copies the ledger and gives the key file of the same moment: a
// ledger does not open beside a key file with a slot it has never heard of.
func (s *Session) copyBoth(ctx context.Context, copied string) (keys []byte, err error) {
	const tries = 3 // people are not added faster than that
	for range tries {
		if keys, err = s.keys.Vault().KeyFile(); err != nil {
			return nil, err
		}
		if err := s.ledger.CopyInto(ctx, copied); err != nil {
			return nil, err
		}
		if after, err := s.keys.Vault().KeyFile(); err != nil || bytes.Equal(keys, after) {
			return keys, err
		}
	}
	return nil, errors.New("back up: the key file does not rest")
}

// expire drops the oldest backups beyond data.KeepBackups, and what a process
// that was killed left half written. The one that was just written stays,
// whatever the clock says: those with a later name are of a time when the clock
// was ahead, and go first.
func (s *Session) expire(folder, fresh string) error {
	kept := s.kept(folder)
	at := max(0, slices.Index(kept, fresh))
	before := slices.Concat(kept[min(at+1, len(kept)):], kept[:at])
	for _, old := range slices.Concat(s.named(folder, backupEnd+guard.Fresh), before[:max(0, len(before)-data.KeepBackups+1)]) {
		if err := os.Remove(old); err != nil {
			return data.Disk(fmt.Errorf("drop an old backup: %w", err))
		}
	}
	return nil
}

// write joins the key file and the copy of the ledger into one file.
func (s *Session) write(path string, keys []byte, copied string) error {
	in, err := os.Open(copied)
	if err != nil {
		return data.Disk(err)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return data.Disk(err)
	}
	out, err := s.gate.Create(path)
	if err != nil {
		return err
	}
	if err := backup.Write(out, s.keys.Vault().ID(), s.now(), keys, in, info.Size()); err != nil {
		return errors.Join(err, out.Abort())
	}
	return out.Commit()
}

// verify reads a backup back as it lies on the drive, and every page of the
// ledger in it.
func (s *Session) verify(ctx context.Context, path, checked string) error {
	return opened(path, func(a *backup.Archive) error {
		if err := store.WriteCopy(checked, a.Ledger()); err != nil {
			return err
		}
		err := ledger.VerifyCopy(ctx, ledger.Place{Path: checked, Vault: s.keys.Vault().ID(), Key: func() []byte { return s.keys.Ledger().Bytes() }})
		if data.KindOf(err) == data.Damaged {
			return &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged", Err: err}
		}
		return err
	})
}

// opened lends a backup whose every byte is the one that was written.
func opened(path string, do func(*backup.Archive) error) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return &data.Fault{Kind: data.NotFound, Key: "fault.backup.missing", Err: err}
	}
	if err != nil {
		return data.Disk(err)
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return data.Disk(err)
	}
	a, err := backup.Read(f, size)
	if err != nil {
		return err
	}
	return do(a)
}

// backupPrefix begins the names of this vault's backups.
func (s *Session) backupPrefix() string {
	return "nifuda-" + strings.ToLower(s.keys.Vault().ID()[:8]) + "-"
}

// FindBackups lists the backups in a folder, the newest first. A folder that
// cannot be read has none; what is in the files nobody has looked at yet.
func FindBackups(folder string) []data.BackupFile {
	entries, _ := os.ReadDir(folder)
	var all []data.BackupFile
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && strings.HasSuffix(e.Name(), backupEnd) {
			all = append(all, data.BackupFile{Path: filepath.Join(folder, e.Name()), At: info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b data.BackupFile) int { return b.At.Compare(a.At) })
	return all
}

// kept lists this vault's backups in a folder, the oldest first.
func (s *Session) kept(folder string) []string { return s.named(folder, backupEnd) }

// named lists the files in a folder that begin like this vault's backups.
func (s *Session) named(folder, end string) []string {
	entries, _ := os.ReadDir(folder) // a folder that is gone has none
	var all []string
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasPrefix(e.Name(), s.backupPrefix()) && strings.HasSuffix(e.Name(), end) {
			all = append(all, filepath.Join(folder, e.Name()))
		}
	}
	slices.Sort(all)
	return all
}

// Restore puts the ledger back from a backup. The one that is there, if any, is
// moved aside. Then it opens with a passphrase of that day. Faults: those of
// Place, NotFound "fault.backup.missing", those of backup.Read and of a full
// disk.
func (h *House) Restore(path string) error {
	if err := h.allowed(h.root); err != nil {
		return err
	}
	return opened(path, func(a *backup.Archive) error {
		return vault.Install(h.root, a.Keys, a.Ledger(), h.now())
	})
}

// KeepAside is how long a ledger that was replaced by a backup is kept.
const KeepAside = data.KeepBackups * data.BackupEvery

// settle notes that somebody has signed in after the ledger was put back, and
// drops what was moved aside for it long ago and what a backup left that was
// killed. What cannot be dropped now, as when a virus scanner reads it, goes at
// another sign-in: it keeps nobody out.
func (s *Session) settle(ctx context.Context) error {
	v := s.keys.Vault()
	_ = store.RemoveCopy(filepath.Join(v.Dir(), copyName))
	_ = store.RemoveCopy(filepath.Join(v.Dir(), checkName))
	if !v.Restored() {
		_, _ = vault.DropAside(v.Dir(), s.now().Add(-KeepAside))
		return nil
	}
	if err := s.ledger.Record(ctx, data.Event{Login: s.Login(), Kind: data.EventRestored}); err != nil {
		return err
	}
	return v.Settled()
}
