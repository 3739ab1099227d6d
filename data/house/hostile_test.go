package house_test

import (
	"database/sql"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"

	_ "github.com/mutecomm/go-sqlcipher/v4"
)

// tampered lets a packer with her passphrase and a shell write into the bench.
func tampered(t *testing.T, root, packer, passphrase string, statements ...string) {
	t.Helper()
	dirs, err := vault.Find(root)
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.At(dirs[0], now)
	if err != nil {
		t.Fatal(err)
	}
	badge, err := v.OpenBench(packer, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer badge.Wipe()
	db, err := sql.Open("sqlite3", filepath.Join(dirs[0], "bench.db")+"?_pragma_key=x'"+hex.EncodeToString(badge.Bench()[0].Bytes())+"'")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// TestNothingWrittenIntoTheBenchKeepsTheOwnerOut lets a stranger break every
// value that the owner's process reads.
func TestNothingWrittenIntoTheBenchKeepsTheOwnerOut(t *testing.T) {
	root := t.TempDir()
	h, owner, packer := staffed(t, root, 3)
	for _, attack := range []string{
		"DELETE FROM chain", "UPDATE chain SET state=x'00'", "UPDATE chain SET state=zeroblob(100000000)",
		"INSERT INTO trail VALUES (1,'x','m','start',0,'','{}',x'00')", "INSERT INTO trail VALUES (1,1,'m','start','x','','{}',x'00')",
		"INSERT INTO trail VALUES (1,1,'m','start',0,'',zeroblob(50000000),x'00')",
		"UPDATE parcels SET moved='x'", "UPDATE parcels SET state='x'", "UPDATE parcels SET items='{'", "UPDATE parcels SET post='{'", "UPDATE parcels SET post=zeroblob(50000000)", "UPDATE parcels SET name=zeroblob(50000000)",
		"UPDATE marker SET commits=9223372036854775807", "DELETE FROM marker", "DELETE FROM clock", "DELETE FROM terms",
		"CREATE TRIGGER evil AFTER DELETE ON trail BEGIN DELETE FROM parcels; END", "DROP TABLE trail", "PRAGMA user_version=7",
		"WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i+1 FROM n WHERE i<30000) INSERT INTO parcels SELECT i,i,'n',1,1,1,0,'','','','','','','','','','','','','[]',0,'','' FROM n",
	} {
		tampered(t, root, packer, misaki, attack)
		s, err := asOwner(h, owner, phrase)
		if err != nil {
			t.Errorf("%s: the owner cannot come in: %v", attack, err)
			return
		}
		closed(t, s)
		shift, b := packing(t, h, packer, misaki)
		if rows, err := b.Rows(t.Context()); err != nil || len(rows) != 3 {
			t.Errorf("%s: the bench afterwards: %d parcels, %v", attack, len(rows), err)
		}
		closed(t, shift)
	}
}

func TestAnAddressAlteredOnTheBenchIsPutRightAndTold(t *testing.T) {
	root := t.TempDir()
	h, owner, packer := staffed(t, root, 2)
	tampered(t, root, packer, misaki, "UPDATE parcels SET street='別の町1-1' WHERE id=(SELECT MIN(id) FROM parcels)")
	s := back(t, h, owner)
	if got := events(t, s, data.EventBenchFault); len(got) != 1 || got[0].Args["reason"] != "changed" {
		t.Errorf("recorded %+v", got)
	}
	closed(t, s)
	_, b := packing(t, h, packer, misaki)
	rows, err := b.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if p, err := b.Open(t.Context(), r.ID); err != nil || p.To.Address.Street != "松本市山辺町3-14-2" {
			t.Errorf("the address is %q, %v", p.To.Address.Street, err)
		}
	}
}

func TestHonestWorkBeforeAForgedEntryIsKept(t *testing.T) {
	root := t.TempDir()
	h, owner, packer := staffed(t, root, 3)
	shift, b := packing(t, h, packer, misaki)
	shipped(t, b)
	closed(t, shift)
	tampered(t, root, packer, misaki, "INSERT INTO trail SELECT MAX(seq)+1, 1, 'nobody', 'shipped', 1, '', '{}', zeroblob(32) FROM trail")
	s := back(t, h, owner)
	if got := events(t, s, data.EventShipped); len(got) != 3 {
		t.Errorf("%d shipments in the log, want 3", len(got))
	}
	if got := events(t, s, data.EventBenchFault); len(got) != 1 {
		t.Errorf("recorded %+v", got)
	}
}

func TestWhatAnHonestPackerPastesIsNoForgery(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 1)
	shift, b := packing(t, h, packer, misaki)
	rows, err := b.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pasted := "箱が\tつぶれて\u202eいます" + strings.Repeat("あ", 2000)
	if _, err = b.Open(t.Context(), rows[0].ID); err == nil {
		err = b.Report(t.Context(), rows[0].ID, data.TroubleOther, pasted)
	}
	if err != nil {
		t.Fatal(err)
	}
	closed(t, shift)
	s := back(t, h, owner)
	if got := events(t, s, data.EventBenchFault); len(got) != 0 {
		t.Errorf("taken for a forgery: %+v", got)
	}
	got := events(t, s, data.EventProblem)
	if len(got) != 1 || !strings.HasPrefix(got[0].Args["words"], "箱がつぶれています") {
		t.Errorf("recorded %+v", got)
	}
}

func TestWrongPassphrasesOfTheOwnerStayThroughAPackersSignIn(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 0)
	shift, _ := packing(t, h, packer, misaki)
	closed(t, shift)
	for range 2 {
		if _, err := h.Open(t.Context(), owner, []byte("guess")); data.KeyOf(err) != "fault.vault.passphrase" {
			t.Fatal(err)
		}
		in, err := h.Open(t.Context(), packer, []byte(misaki)) // and goes no further than the porch
		if err != nil {
			t.Fatal(err)
		}
		closed(t, in.Packer)
	}
	s := back(t, h, owner)
	wrong := events(t, s, data.EventWrong)
	if len(wrong) != 1 || wrong[0].Login != owner || wrong[0].Args["n"] != "2" {
		t.Errorf("recorded %+v", wrong)
	}
}

func TestAUsedSheetIsAskedForUntilThereIsANewOne(t *testing.T) {
	h, owner, _ := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	code := append([]byte{}, s.DrawRecovery()...)
	proved(t, s, code)
	closed(t, s)
	s, err := h.Recover(t.Context(), append([]byte{}, code...))
	if err != nil {
		t.Fatal(err)
	}
	const fresh = "asa-no-hikari-mado"
	if err := s.Replace(t.Context(), []byte(fresh)); err != nil {
		t.Fatal(err)
	}
	closed(t, s) // the window is closed before the new sheet
	logins, err := h.Logins()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range logins {
		if l.Packer || l.Recovery {
			continue
		}
		if s, err = asOwner(h, l.ID, fresh); err != nil {
			t.Fatal(err)
		}
	}
	defer s.Close()
	if r, err := s.Renewal(t.Context()); err != nil || r != house.RenewSheet {
		t.Errorf("got %v, %v", r, err)
	}
	proved(t, s, append([]byte{}, s.DrawRecovery()...))
	if r, err := s.Renewal(t.Context()); err != nil || r != house.RenewNothing {
		t.Errorf("after the new sheet: %v, %v", r, err)
	}
}

// proved reads two groups of the sheet back.
func proved(t *testing.T, s *house.Session, code []byte) {
	t.Helper()
	if err := s.ProveRecovery(t.Context(), map[int][]byte{0: append([]byte{}, code[:4]...), 3: append([]byte{}, code[12:16]...)}); err != nil {
		t.Fatal(err)
	}
}

func TestARoleThatIsNoneOpensNothing(t *testing.T) {
	h, owner, _ := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	_, err := s.AddPerson(t.Context(), proof(t, s), data.NewPerson{Name: "某"}, []byte(natsu))
	if data.KeyOf(err) != "fault.person.role" {
		t.Errorf("got %v", err)
	}
}
