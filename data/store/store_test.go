package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"nifuda/data"
	"nifuda/data/store"
)

const schema = `CREATE TABLE marker (id INTEGER PRIMARY KEY, vault TEXT, commits INTEGER);
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);`

const canary = "カナリア鳥子さまの住所"

func config(dir string) store.Config {
	key := bytes.Repeat([]byte{7}, store.KeySize)
	return store.Config{
		Path: filepath.Join(dir, "ledger.db"), Vault: "VAULT",
		Key:        func() []byte { return key },
		Migrations: fstest.MapFS{"0001_notes.sql": {Data: []byte(schema)}},
	}
}

func created(t *testing.T) (store.Config, *store.DB) {
	t.Helper()
	c := config(t.TempDir())
	if err := store.Create(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return c, opened(t, c)
}

func opened(t *testing.T, c store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func note(t *testing.T, db *store.DB, text string) {
	t.Helper()
	if err := write(t.Context(), db, text); err != nil {
		t.Fatal(err)
	}
}

func write(ctx context.Context, db *store.DB, text string) error {
	return db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO notes(text) VALUES (?)", text)
		return err
	})
}

func count(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *sql.Tx) error {
		return tx.QueryRow("SELECT COUNT(*) FROM notes").Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNothingReadableReachesTheDisk(t *testing.T) {
	c, db := created(t)
	for range 300 {
		note(t, db, canary)
	}
	read := func() (hits, files int) {
		entries, err := os.ReadDir(filepath.Dir(c.Path))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			raw, err := os.ReadFile(filepath.Join(filepath.Dir(c.Path), e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			hits += bytes.Count(raw, []byte("カナリア")) + bytes.Count(raw, []byte("SQLite format 3"))
			files++
		}
		return hits, files
	}
	if hits, files := read(); hits != 0 || files < 3 {
		t.Errorf("%d hits in %d files", hits, files)
	}
	control := filepath.Join(filepath.Dir(c.Path), "control")
	if err := os.WriteFile(control, []byte(canary), 0o600); err != nil {
		t.Fatal(err)
	}
	if hits, _ := read(); hits != 1 {
		t.Errorf("the control file gives %d hits", hits)
	}
}

func TestAnotherKeyOpensNothing(t *testing.T) {
	c, db := created(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c.Key = func() []byte { return bytes.Repeat([]byte{8}, store.KeySize) }
	if _, err := store.Open(t.Context(), c); data.KindOf(err) != data.Damaged {
		t.Errorf("got %v", err)
	}
}

func TestDamagedFilesAreNamed(t *testing.T) {
	for name, damage := range map[string]func(raw []byte) []byte{
		"empty":         func([]byte) []byte { return nil },
		"one byte":      func(raw []byte) []byte { return raw[:1] },
		"half a page":   func(raw []byte) []byte { return raw[:2048] },
		"an odd length": func(raw []byte) []byte { return raw[:len(raw)-100] },
		"plain":         func(raw []byte) []byte { return append([]byte("SQLite format 3\x00"), raw[16:]...) },
		"first page":    func(raw []byte) []byte { raw[100] ^= 4; return raw },
	} {
		t.Run(name, func(t *testing.T) {
			c, db := created(t)
			note(t, db, canary)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(c.Path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(c.Path, damage(raw), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = store.Open(t.Context(), c)
			if data.KeyOf(err) != "fault.store.damaged" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAFileOfALaterVersionSaysSoAndStaysAsItIs(t *testing.T) {
	c, db := created(t)
	note(t, db, canary)
	if err := db.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec("PRAGMA user_version=99")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), c); data.KeyOf(err) != "fault.store.newer" {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(c.Path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, %v", err)
	}
}

func TestEveryDamagedPageIsFoundByTheCheck(t *testing.T) {
	c, db := created(t)
	for range 200 {
		note(t, db, canary)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Fatalf("a sound file: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 4096 + 9; at < len(whole); at += 4096 {
		raw := bytes.Clone(whole)
		raw[at] ^= 1
		if err := os.WriteFile(c.Path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(t.Context(), c)
		if err == nil {
			err = db.Check(t.Context())
			db.Close()
		}
		if data.KeyOf(err) != "fault.store.damaged" {
			t.Errorf("a flipped bit at byte %d: %v", at, err)
		}
	}
}

// copies takes the vault's files as they are now, without closing anything.
func copies(t *testing.T, c store.Config) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, suffix := range []string{"", "-wal", ".mark"} {
		raw, err := os.ReadFile(c.Path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all[suffix] = raw
	}
	return all
}

// placed makes a new folder of the files, as if carried to another machine.
func placed(t *testing.T, files map[string][]byte) store.Config {
	t.Helper()
	c := config(t.TempDir())
	for suffix, raw := range files {
		if len(raw) == 0 {
			continue
		}
		if err := os.WriteFile(c.Path+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func TestMissingCommitsAreTold(t *testing.T) {
	_, db := created(t)
	note(t, db, "one")
	if err := db.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := configOf(t, db)
	old := copies(t, c)
	note(t, db, "two")
	note(t, db, "three")
	now := copies(t, c)
	for _, tc := range []struct {
		name    string
		damage  func(files map[string][]byte)
		missing uint64
		unsure  bool
	}{
		{"nothing happened", func(map[string][]byte) {}, 0, false},
		{"the log is gone", func(f map[string][]byte) { f["-wal"] = nil }, 2, false},
		{"the log is cut", func(f map[string][]byte) { f["-wal"] = f["-wal"][:len(f["-wal"])-4096] }, 1, false},
		{"the log is flipped at its start", func(f map[string][]byte) { f["-wal"][32+24+100] ^= 1 }, 2, false},
		{"an older copy is put back", func(f map[string][]byte) { f[""], f["-wal"] = old[""], old["-wal"] }, 2, false},
		{"the counter is gone", func(f map[string][]byte) { f[".mark"] = nil }, 0, true},
		{"the counter is forged", func(f map[string][]byte) { f[".mark"][3]++; f[".mark"][43]++ }, 0, true},
		{"one record of the counter is torn", func(f map[string][]byte) { f[".mark"] = f[".mark"][:40] }, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := map[string][]byte{}
			for k, v := range now {
				files[k] = bytes.Clone(v)
			}
			tc.damage(files)
			there := placed(t, files)
			db := opened(t, there)
			missing, unsure := db.Missing()
			if missing != tc.missing && tc.name != "one record of the counter is torn" || unsure != tc.unsure {
				t.Fatalf("missing %d, unsure %v; want %d, %v", missing, unsure, tc.missing, tc.unsure)
			}
			if missing == 0 && !unsure {
				return
			}
			if err := db.Caught(t.Context()); err != nil {
				t.Fatal(err)
			}
			db.Close()
			if missing, unsure := opened(t, there).Missing(); missing != 0 || unsure {
				t.Errorf("told again after it was caught: %d, %v", missing, unsure)
			}
		})
	}
}

// configOf is the configuration of the database that created made last.
func configOf(t *testing.T, db *store.DB) store.Config {
	t.Helper()
	var path string
	err := db.Read(t.Context(), func(tx *sql.Tx) error {
		var seq int
		var name string
		return tx.QueryRow("PRAGMA database_list").Scan(&seq, &name, &path)
	})
	if err != nil {
		t.Fatal(err)
	}
	return config(filepath.Dir(path))
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	_, db := created(t)
	boom := errors.New("boom")
	err := db.Write(t.Context(), func(tx *sql.Tx) error {
		if _, err := tx.Exec("INSERT INTO notes(text) VALUES ('x')"); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) || count(t, db) != 0 {
		t.Errorf("err %v, rows %d", err, count(t, db))
	}
}

func TestReadersCannotWrite(t *testing.T) {
	_, db := created(t)
	err := db.Read(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO notes(text) VALUES ('x')")
		return err
	})
	if err == nil {
		t.Error("a reader wrote")
	}
}

func TestAnotherVaultsFileIsRefused(t *testing.T) {
	c, db := created(t)
	db.Close()
	c.Vault = "OTHER"
	if _, err := store.Open(t.Context(), c); data.KindOf(err) != data.Damaged {
		t.Errorf("got %v", err)
	}
}
