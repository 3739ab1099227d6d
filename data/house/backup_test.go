package house_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
)

// safe is a folder for backups, chosen by the owner.
func safe(t *testing.T, s *house.Session) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "控え")
	if err := s.SetBackupFolder(t.Context(), proof(t, s), folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

func backups(t *testing.T, folder string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(folder, "*.nifuda-backup"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func backedUp(t *testing.T, s *house.Session, folder string) string {
	t.Helper()
	if err := s.BackUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := backups(t, folder)
	if len(all) == 0 {
		t.Fatal("no backup")
	}
	return all[len(all)-1]
}

func TestADamagedLedgerComesBackFromItsBackupAndTheNextSyncMendsIt(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, goodsShop(40))
	s := founded(t, h)
	synced(t, s)
	hired(t, s, "小川 美咲", misaki, data.Permits{})
	folder := safe(t, s)
	file := backedUp(t, s, folder)
	login := s.Login()
	released(t, s, 3) // after the backup
	closed(t, s)

	ledgers, err := filepath.Glob(filepath.Join(root, "*", "ledger.db"))
	if err != nil || len(ledgers) != 1 {
		t.Fatal(ledgers, err)
	}
	raw, err := os.ReadFile(ledgers[0])
	if err != nil {
		t.Fatal(err)
	}
	clear(raw[:len(raw)/2])
	write(t, ledgers[0], raw)
	if _, err := asOwner(h, login, phrase); data.KindOf(err) != data.Damaged {
		t.Fatalf("the damaged ledger: %v", err)
	}

	if err := h.Restore(file); err != nil {
		t.Fatal(err)
	}
	s, err = asOwner(h, login, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, s); n != 40 {
		t.Errorf("the backup held %d orders, want 40", n)
	}
	for _, r := range synced(t, s) {
		if r.Fault != nil || r.Saved.New != 0 {
			t.Errorf("the sync after it: %+v, want every order known", r)
		}
	}
	if n := count(t, s); n != 40 {
		t.Errorf("after the sync there are %d orders, want every one once", n)
	}
	log, err := s.Office().Events(t.Context(), data.EventQuery{Limit: 99})
	if err != nil {
		t.Fatal(err)
	}
	told := func(k data.EventKind) bool {
		return slices.ContainsFunc(log, func(e data.Event) bool { return e.Kind == k })
	}
	if !told(data.EventRestored) || told(data.EventBenchFault) {
		t.Errorf("restored %v, a fault of the bench %v; want it said, and no alarm", told(data.EventRestored), told(data.EventBenchFault))
	}
	released(t, s, 3)
	closed(t, s)
	if s, err = asOwner(h, login, phrase); err != nil {
		t.Fatalf("the sign-in after: %v", err)
	}
	closed(t, s)
	aside := func() int {
		all, err := filepath.Glob(filepath.Join(root, "aside", "*", "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if aside() != 1 {
		t.Errorf("%d ledgers were kept aside, want the damaged one", aside())
	}
	later := house.New(house.Config{Root: root, KDF: vault.Floor, Adapters: house.Adapters{data.Demo: goodsShop(40)},
		Now: func() time.Time { return now().Add(house.KeepAside + time.Hour) }})
	if s, err = asOwner(later, login, phrase); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if aside() != 0 {
		t.Error("it is there two weeks later")
	}
}

func TestABackupOpensOnAnotherComputerWithTheOwnersPassphraseAlone(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(7)))
	synced(t, s)
	file, login := backedUp(t, s, safe(t, s)), s.Login()
	closed(t, s)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if i := bytes.Index(raw, []byte("髙橋")); i >= 0 || bytes.Contains(raw, []byte("SQLite format 3")) {
		t.Errorf("the backup is in the clear, at %d", i)
	}
	other := built(t, t.TempDir(), shopOf(7))
	if err := other.Restore(file); err != nil {
		t.Fatal(err)
	}
	if _, err := asOwner(other, login, "another passphrase"); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("a wrong passphrase: %v", err)
	}
	in, err := asOwner(other, login, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, in); n != 7 {
		t.Errorf("got %d orders, want 7", n)
	}
	closed(t, in)
}

func TestADamagedBackupIsNamedAndPutsNothingBack(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, shopOf(3))
	s := founded(t, h)
	file, login := backedUp(t, s, safe(t, s)), s.Login()
	closed(t, s)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{600, len(raw) / 2, len(raw) - 20} {
		raw[at] ^= 1
		write(t, file, raw)
		raw[at] ^= 1
		if err := h.Restore(file); data.KeyOf(err) != "fault.backup.damaged" {
			t.Errorf("byte %d flipped: %v", at, err)
		}
	}
	for path, want := range map[string]string{filepath.Join(root, "none"): "fault.backup.missing", os.Args[0]: "fault.backup.foreign"} {
		if err := h.Restore(path); data.KeyOf(err) != want {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, want)
		}
	}
	if s, err = asOwner(h, login, phrase); err != nil {
		t.Fatalf("what was there no longer opens: %v", err)
	}
	closed(t, s)
}

func TestTheLastFourteenBackupsAreKeptAndSoWhatWasDeletedExpires(t *testing.T) {
	at := time.Date(2026, 11, 1, 20, 0, 0, 0, time.UTC)
	h := house.New(house.Config{Root: t.TempDir(), KDF: vault.Floor, Now: func() time.Time { return at }, Adapters: house.Adapters{data.Demo: shopOf(2)}})
	s := founded(t, h)
	folder := safe(t, s)
	if did, err := s.BackUpWhenDue(t.Context()); !did || err != nil {
		t.Fatalf("the first: %v, %v", did, err)
	}
	first := backups(t, folder)
	write(t, filepath.Join(folder, "nifuda-of-somebody-else.nifuda-backup"), []byte("x"))
	if did, err := s.BackUpWhenDue(t.Context()); did || err != nil {
		t.Errorf("a second on the same day: %v, %v", did, err)
	}
	for range data.KeepBackups {
		at = at.Add(data.BackupEvery)
		if did, err := s.BackUpWhenDue(t.Context()); !did || err != nil {
			t.Fatalf("a day later: %v, %v", did, err)
		}
	}
	b, err := s.Backups(t.Context())
	if err != nil || b.Count != data.KeepBackups || !b.Last.Equal(at) || b.Folder != folder || b.Fault != "" {
		t.Errorf("got %+v, %v", b, err)
	}
	all := backups(t, folder)
	if len(all) != data.KeepBackups+1 || !slices.Contains(all, filepath.Join(folder, "nifuda-of-somebody-else.nifuda-backup")) || slices.Contains(all, first[0]) {
		t.Errorf("kept %v, want the last %d and what is not ours", all, data.KeepBackups)
	}
	closed(t, s)
}

func TestAPlaceForBackupsIsJudgedRecordedAndAsksForThePassphrase(t *testing.T) {
	stick := &data.Fault{Kind: data.Denied, Key: "fault.place.usb", Args: map[string]any{"what": "USB"}}
	root, away := t.TempDir(), t.TempDir()
	h := house.New(house.Config{Root: root, Now: now, KDF: vault.Floor, Adapters: house.Adapters{data.Demo: shopOf(2)},
		Place: func(dir string) error {
			if strings.HasPrefix(dir, away) {
				return stick
			}
			return nil
		}})
	s := founded(t, h)
	for _, c := range []struct{ folder, want string }{
		{filepath.Join(away, "backups"), "fault.place.usb"},
		{"backups", "fault.backup.nofolder"},
		{filepath.Join(root, "backups"), "fault.backup.inside"},
		{root, "fault.backup.inside"},
	} {
		if err := s.SetBackupFolder(t.Context(), proof(t, s), c.folder); data.KeyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.folder, err, c.want)
		}
	}
	if err := s.BackUp(t.Context()); data.KeyOf(err) != "fault.backup.nofolder" {
		t.Errorf("without a folder: %v", err)
	}
	if left, err := os.ReadDir(away); err != nil || len(left) > 0 {
		t.Errorf("something was written to the refused place: %v, %v", left, err)
	}
	log, err := s.Office().Events(t.Context(), data.EventQuery{Kinds: []data.EventKind{data.EventPlace}, Limit: 9})
	if err != nil || len(log) != 1 || log[0].Args["reason"] != "fault.place.usb" {
		t.Errorf("recorded %+v, %v", log, err)
	}
	closed(t, s)
}

func TestABackupThatIsStoppedOrFailsLeavesNothingAndIsToldOnce(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(2)))
	folder := safe(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.BackUp(ctx); err == nil || len(backups(t, folder)) != 0 {
		t.Errorf("stopped: %v, %v", err, backups(t, folder))
	}
	if err := os.RemoveAll(folder); err != nil { // the drive is gone
		t.Fatal(err)
	}
	write(t, folder, nil)
	for range 2 {
		if err := s.BackUp(t.Context()); err == nil {
			t.Error("a backup into a file went through")
		}
	}
	b, err := s.Backups(t.Context())
	log, err2 := s.Office().Events(t.Context(), data.EventQuery{Kinds: []data.EventKind{data.EventBackupFault}, Limit: 9})
	if err != nil || err2 != nil || b.Fault == "" || len(log) != 1 {
		t.Errorf("got %+v, %d entries, %v, %v; want the failure kept and told once", b, len(log), err, err2)
	}
	closed(t, s)
}

// watched is a house whose clock the test sets; hook, when it is set, is called once
// by the next look at the clock.
func watched(t *testing.T, at *time.Time, hook *func()) *house.House {
	return house.New(house.Config{Root: t.TempDir(), KDF: vault.Floor, Adapters: house.Adapters{data.Demo: shopOf(2)}, Now: func() time.Time {
		if do := *hook; do != nil {
			*hook = nil
			do()
		}
		return *at
	}})
}

func TestABackupThatWasJustWrittenStaysWhenTheClockWasAhead(t *testing.T) {
	at, hook := time.Date(2036, 1, 1, 20, 0, 0, 0, time.UTC), func() {}
	s := founded(t, watched(t, &at, &hook))
	folder := safe(t, s)
	for range data.KeepBackups {
		backedUp(t, s, folder)
		at = at.Add(data.BackupEvery)
	}
	at = time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) // somebody put the clock right
	for day := range 3 {
		if did, err := s.BackUpWhenDue(t.Context()); !did || err != nil {
			t.Fatalf("with the right clock: %v, %v", did, err)
		}
		all := backups(t, folder)
		right := slices.IndexFunc(all, func(p string) bool { return strings.Contains(p, "-2036") })
		if len(all) != data.KeepBackups || right != day+1 {
			t.Errorf("on day %d %d are kept and %d are of the right clock, want %d and %d", day+1, len(all), right, data.KeepBackups, day+1)
		}
		at = at.Add(data.BackupEvery)
	}
	closed(t, s)
}

func TestABackupOpensAlsoWhenSomebodyWasAddedWhileItWasWritten(t *testing.T) {
	at, hook := now(), func() {}
	s := founded(t, watched(t, &at, &hook))
	folder := safe(t, s)
	tries := 0
	hook = func() { // the time backed up was begun at
		hook = func() { // the name of the file: the ledger has been copied by now
			tries++
			hired(t, s, "小川 美咲", misaki, data.Permits{})
		}
	}
	file, login := backedUp(t, s, folder), s.Login()
	closed(t, s)
	if tries != 1 {
		t.Fatalf("somebody was added %d times", tries)
	}
	other := built(t, t.TempDir(), shopOf(2))
	if err := other.Restore(file); err != nil {
		t.Fatal(err)
	}
	in, err := asOwner(other, login, phrase)
	if err != nil {
		t.Fatalf("the backup does not open: %v", err)
	}
	closed(t, in)
}

func TestWhatABackupLeftThatWasKilledGoes(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, shopOf(2))
	s := founded(t, h)
	folder, login := safe(t, s), s.Login()
	first := backedUp(t, s, folder)
	closed(t, s)
	half := strings.Replace(first, ".nifuda-backup", "0.nifuda-backup.new", 1)
	vaults, err := filepath.Glob(filepath.Join(root, "*", "keys.json"))
	if err != nil || len(vaults) != 1 {
		t.Fatal(vaults, err)
	}
	left := []string{filepath.Join(filepath.Dir(vaults[0]), "ledger.copy"), filepath.Join(filepath.Dir(vaults[0]), "ledger.check")}
	for _, path := range append(left, half) {
		write(t, path, []byte("customers"))
	}
	if s, err = asOwner(h, login, phrase); err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is there after the sign-in", filepath.Base(path))
		}
	}
	backedUp(t, s, folder)
	if _, err := os.Stat(half); err == nil {
		t.Error("half a backup is there after the next one")
	}
	closed(t, s)
}
