package house_test

import (
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
)

// copyOf reads the vault's folder as somebody with a copy would.
func copyOf(t *testing.T, root string) map[string][]byte {
	t.Helper()
	dirs, err := vault.Find(root)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, name := range []string{"keys.json", "bench.db", "bench.db.mark"} {
		raw, err := os.ReadFile(filepath.Join(dirs[0], name))
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Join(dirs[0], name)] = raw
	}
	return all
}

func putBack(t *testing.T, files map[string][]byte, names ...string) {
	t.Helper()
	for path, raw := range files {
		for _, name := range names {
			if filepath.Base(path) == name {
				if err := os.WriteFile(path, raw, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestAPackerWhoLeftOpensNothingThatWasWrittenAfter(t *testing.T) {
	root := t.TempDir()
	h, owner, packer := staffed(t, root, 3)
	old := copyOf(t, root)
	s := back(t, h, owner)
	stays := hired(t, s, "夏目 夏", natsu, data.Permits{})
	if err := s.RemovePerson(t.Context(), proof(t, s), packer); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if _, err := h.Open(t.Context(), packer, []byte(misaki)); data.KeyOf(err) != "fault.vault.nologin" {
		t.Errorf("her login: %v", err)
	}
	_, b := packing(t, h, stays, natsu)
	if rows, err := b.Rows(t.Context()); err != nil || len(rows) != 3 {
		t.Errorf("who stays has %v, %v", rows, err)
	}
	putBack(t, old, "keys.json") // her copy of the slots beside the bench of today
	if _, err := h.Open(t.Context(), packer, []byte(misaki)); data.KeyOf(err) != "fault.bench.closed" {
		t.Errorf("her old slot on today's bench: %v", err)
	}
}

func TestABenchThatIsNotWhatWasLeftIsNamedAndFoundedAnew(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(t *testing.T, root string, h *house.House, packer string, before map[string][]byte)
		want string
	}{
		"rolled back below what the ledger has seen": {func(t *testing.T, root string, h *house.House, packer string, before map[string][]byte) {
			putBack(t, before, "bench.db", "bench.db.mark")
		}, "rolledback"},
		"cut short": {func(t *testing.T, root string, h *house.House, packer string, before map[string][]byte) {
			for path, raw := range copyOf(t, root) {
				if filepath.Base(path) == "bench.db" {
					if err := os.Truncate(path, int64(len(raw)-4096)); err != nil {
						t.Fatal(err)
					}
				}
			}
		}, "damaged"},
		"gone": {func(t *testing.T, root string, h *house.House, packer string, before map[string][]byte) {
			for path := range copyOf(t, root) {
				if filepath.Base(path) == "bench.db" {
					if err := os.Remove(path); err != nil {
						t.Fatal(err)
					}
				}
			}
		}, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			h, owner, packer := staffed(t, root, 4)
			before := copyOf(t, root)
			shift, b := packing(t, h, packer, misaki)
			rows, err := b.Rows(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Open(t.Context(), rows[0].ID); err != nil {
				t.Fatal(err)
			}
			closed(t, shift)
			closed(t, back(t, h, owner))
			c.harm(t, root, h, packer, before)
			s := back(t, h, owner)
			got := events(t, s, data.EventBenchFault)
			if len(got) == 0 || got[0].Args["reason"] != c.want {
				t.Errorf("recorded %+v, want %s", got, c.want)
			}
			today, err := s.Office().Today(t.Context())
			if err != nil || today.News[0].Key != "news.bench.fault" {
				t.Errorf("news %+v, %v", today.News, err)
			}
			closed(t, s)
			_, b = packing(t, h, packer, misaki)
			if rows, err := b.Rows(t.Context()); err != nil || len(rows) != 4 {
				t.Errorf("the bench anew: %v, %v", rows, err)
			}
		})
	}
}

func TestTheRecoverySheetForcesANewPassphraseAndTheOldOneOpensNothing(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 1)
	s := back(t, h, owner)
	code := append([]byte{}, s.DrawRecovery()...)
	if err := s.ProveRecovery(t.Context(), map[int][]byte{0: append([]byte{}, code[:4]...), 3: append([]byte{}, code[12:16]...)}); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Renewal(t.Context()); err != nil || r != house.RenewNothing {
		t.Errorf("an ordinary sign-in: %v, %v", r, err)
	}
	closed(t, s)
	s, err := h.Recover(t.Context(), append([]byte{}, code...))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := s.Renewal(t.Context()); err != nil || r != house.RenewAfterSheet {
		t.Errorf("with the sheet: %v, %v", r, err)
	}
	const fresh = "asa-no-hikari-mado"
	if err := s.Replace(t.Context(), []byte(fresh)); err != nil {
		t.Fatal(err)
	}
	second := append([]byte{}, s.DrawRecovery()...)
	if err := s.ProveRecovery(t.Context(), map[int][]byte{1: append([]byte{}, second[4:8]...), 2: append([]byte{}, second[8:12]...)}); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if _, err := asOwner(h, owner, phrase); data.KeyOf(err) != "fault.vault.nologin" {
		t.Errorf("the forgotten passphrase: %v", err)
	}
	if _, err := h.Recover(t.Context(), append([]byte{}, code...)); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("the used sheet: %v", err)
	}
	logins, err := h.Logins()
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, l := range logins {
		if l.Packer || l.Recovery {
			continue
		}
		s, err := asOwner(h, l.ID, fresh)
		if err != nil {
			t.Fatal(err)
		}
		people, err := s.Office().People(t.Context())
		if err != nil || people[0].Name != "山野 千尋" && people[1].Name != "山野 千尋" {
			t.Errorf("people %+v, %v", people, err)
		}
		closed(t, s)
		opened++
	}
	if opened != 1 {
		t.Errorf("%d owners", opened)
	}
	_, _ = packing(t, h, packer, misaki)
}

func TestAnOpenDeskDrawsNobodyAKey(t *testing.T) {
	h, owner, _ := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	set, err := s.Office().Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.Setup = data.SetupDone
	if err := s.Office().SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	code := append([]byte{}, s.DrawRecovery()...)
	groups := map[int][]byte{0: append([]byte{}, code[:4]...), 3: append([]byte{}, code[12:16]...)}
	if err := s.ProveRecovery(t.Context(), groups); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("a recovery sheet: %v", err)
	}
	if err := s.Replace(t.Context(), []byte(natsu)); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("a passphrase without the old one: %v", err)
	}
	closed(t, s)
	back(t, h, owner) // with the passphrase she always had
}

func TestWhoIsInChargeIsNotRemoved(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	err := s.Office().ChangePerson(t.Context(), proof(t, s), data.Person{Login: packer, Name: "小川 美咲", Role: data.RolePacker, InCharge: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RemovePerson(t.Context(), proof(t, s), packer); data.KeyOf(err) != "staff.stays.charge" {
		t.Errorf("got %v", err)
	}
}
