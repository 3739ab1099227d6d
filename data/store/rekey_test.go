package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

func under(c store.Config, fill byte) store.Config {
	key := bytes.Repeat([]byte{fill}, store.KeySize)
	c.Key = func() []byte { return key }
	return c
}

func opens(t *testing.T, c store.Config) bool {
	t.Helper()
	ok, err := store.Opens(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestARekeyedFileOpensUnderTheNewKeyAloneWithAnotherSalt(t *testing.T) {
	c, db := created(t)
	note(t, db, canary)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Rekey(t.Context(), c, bytes.Repeat([]byte{8}, store.KeySize)); err != nil {
		t.Fatal(err)
	}
	if opens(t, c) || !opens(t, under(c, 8)) {
		t.Fatal("the wrong key opens it")
	}
	db = opened(t, under(c, 8))
	if n := count(t, db); n != 1 {
		t.Errorf("%d notes, want 1", n)
	}
	if missing, unsure := db.Missing(); missing != 0 || unsure {
		t.Errorf("a false alarm: %d missing, unsure %v", missing, unsure)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	after, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(before[:16], after[:16]) {
		t.Error("the salt is the old one")
	}
	if !bytes.Equal(after[:16], bytes.Repeat([]byte{8}, 16)) {
		t.Error("the salt is not the new key's")
	}
}

const rekeying = "NIFUDA_TEST_REKEY"

// TestRekeyHelper is the process that is killed.
func TestRekeyHelper(t *testing.T) {
	path := os.Getenv(rekeying)
	if path == "" {
		t.Skip("started by TestAKilledRekeyLeavesExactlyOneKeyThatOpens alone")
	}
	c := config("")
	c.Path = path
	for fill := byte(8); ; fill++ { // until it is killed
		if err := store.Rekey(context.Background(), under(c, fill-1), bytes.Repeat([]byte{fill}, store.KeySize)); err != nil {
			t.Fatal(err)
		}
		// By rename: a kill must not leave the note of where it stood empty.
		err := os.WriteFile(path+".at.new", []byte(strconv.Itoa(int(fill))), 0o600)
		if err == nil {
			err = os.Rename(path+".at.new", path+".at")
		}
		if err != nil {
			t.Fatal(err)
		}
		if fill == 250 {
			return
		}
	}
}

// repeats is how often a long test runs: NIFUDA_REPEAT percent of full.
func repeats(full int) int {
	percent, err := strconv.Atoi(os.Getenv("NIFUDA_REPEAT"))
	if err != nil {
		percent = 20
	}
	return max(1, full*percent/100)
}

func TestAKilledRekeyLeavesExactlyOneKeyThatOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some seconds")
	}
	const rows = 2000
	between := 0
	for i := range repeats(100) {
		c, db := created(t)
		err := db.Write(t.Context(), func(tx *sql.Tx) error {
			for n := range rows {
				if _, err := tx.Exec("INSERT INTO notes(text) VALUES (?)", fmt.Sprint(n, canary)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		killedAfter(t, c.Path, time.Duration(20+i*7%180)*time.Millisecond)
		last := byte(7)
		if raw, err := os.ReadFile(c.Path + ".at"); err == nil {
			n, err := strconv.Atoi(string(raw))
			if err != nil {
				t.Fatal(err)
			}
			last = byte(n)
		}
		old, fresh := under(c, last), under(c, last+1)
		hasOld, hasFresh := opens(t, old), opens(t, fresh)
		if hasOld == hasFresh {
			t.Fatalf("kill %d: old key opens: %v, new key opens: %v", i, hasOld, hasFresh)
		}
		if last > 7 || hasFresh {
			between++
		}
		if hasFresh {
			old = fresh
		}
		db = opened(t, old)
		if n := count(t, db); n != rows {
			t.Errorf("kill %d: %d rows, want %d", i, n, rows)
		}
		if err := db.Check(t.Context()); err != nil {
			t.Errorf("kill %d: %v", i, err)
		}
		db.Close()
	}
	t.Logf("%d kills, %d after at least one re-keying", repeats(100), between)
}

func killedAfter(t *testing.T, path string, d time.Duration) {
	t.Helper()
	p := exec.Command(os.Args[0], "-test.run=^TestRekeyHelper$")
	p.Env = append(os.Environ(), rekeying+"="+path)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(d) // real time passes in the other process
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.Wait()
}

func TestASchemaThatIsNotOursIsRefusedBeforeAnythingRuns(t *testing.T) {
	for name, attack := range map[string]string{
		"a trigger":        "CREATE TRIGGER evil AFTER UPDATE ON marker BEGIN DELETE FROM notes; END",
		"a view":           "CREATE VIEW evil AS SELECT * FROM notes",
		"a column":         "ALTER TABLE notes ADD COLUMN evil TEXT",
		"a table":          "CREATE TABLE evil (id INTEGER)",
		"a table less":     "DROP TABLE notes",
		"an older schema":  "PRAGMA user_version=0",
		"a schema to come": "PRAGMA user_version=9",
		"an altered word":  "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql=replace(sql,'text','txet') WHERE name='notes'",
	} {
		t.Run(name, func(t *testing.T) {
			c, db := created(t)
			err := db.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec(attack)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			c.Hostile = true
			db, err = store.Open(t.Context(), c)
			if data.KindOf(err) != data.Damaged {
				t.Errorf("got %v", err)
			}
			if err == nil {
				db.Close()
			}
		})
	}
	c, db := created(t)
	db.Close()
	c.Hostile = true
	opened(t, c)
}
