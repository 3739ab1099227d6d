package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
)

const hers = "yama-no-michi-tsuyu"

// shop is a vault with an owner and two packers.
type shop struct {
	dir     string
	keys    *Keys
	packers []Login
	bench   BenchKey
}

func staffed(t *testing.T) shop {
	t.Helper()
	k, err := Create(t.TempDir(), Floor(), []byte(phrase), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Wipe)
	s := shop{dir: k.Vault().Dir(), keys: k, bench: benchKey(t, 1)}
	for range 2 {
		d, err := k.DrawPacker([]byte(hers), s.bench)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Keep(d); err != nil {
			t.Fatal(err)
		}
		s.packers = append(s.packers, d.Login)
	}
	return s
}

func benchKey(t *testing.T, generation uint32) BenchKey {
	t.Helper()
	key, err := NewFileKey()
	if err != nil {
		t.Fatal(err)
	}
	return BenchKey{generation, bytes.Clone(key.Bytes())}
}

func badge(t *testing.T, dir, login, passphrase string) *Badge {
	t.Helper()
	b, err := opened(t, dir).OpenBench(login, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Wipe)
	return b
}

func TestAPackersPassphraseOpensTheBenchAndNeverTheLedger(t *testing.T) {
	s := staffed(t)
	b := badge(t, s.dir, s.packers[0].ID, hers)
	if len(b.Bench()) != 1 || !bytes.Equal(b.Bench()[0].Bytes(), s.bench.Key) {
		t.Error("another bench key came back")
	}
	if _, err := opened(t, s.dir).Open(s.packers[0].ID, []byte(hers)); data.KindOf(err) != data.Damaged {
		t.Errorf("a packer at the owner's door: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(s.dir, keysName))
	if err != nil {
		t.Fatal(err)
	}
	k, err := decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range k.slot(s.packers[0].ID).Seals {
		if x.File != Bench {
			t.Errorf("the packer's slot holds a seal of %s", x.File)
		}
	}
}

func TestAPackerWhoLeftOpensNothingNew(t *testing.T) {
	s := staffed(t)
	left, stays := s.packers[0], s.packers[1]
	old, err := os.ReadFile(filepath.Join(s.dir, keysName))
	if err != nil {
		t.Fatal(err)
	}
	next := benchKey(t, 2)
	if err := s.keys.SealBench([]Login{stays}, []BenchKey{s.bench, next}); err != nil {
		t.Fatal(err)
	}
	both := badge(t, s.dir, stays.ID, hers).Bench()
	if len(both) != 2 || !bytes.Equal(both[0].Bytes(), next.Key) || !bytes.Equal(both[1].Bytes(), s.bench.Key) {
		t.Error("while the bench is re-keyed, who stays needs both keys, the newest first")
	}
	if err := s.keys.SealBench([]Login{stays}, []BenchKey{next}); err != nil {
		t.Fatal(err)
	}
	if one := badge(t, s.dir, stays.ID, hers).Bench(); len(one) != 1 || !bytes.Equal(one[0].Bytes(), next.Key) {
		t.Error("the old generation is still there")
	}
	if _, err := opened(t, s.dir).OpenBench(left.ID, []byte(hers)); data.KeyOf(err) != "fault.vault.nologin" {
		t.Errorf("who left still has a slot: %v", err)
	}
	for _, name := range []string{keysName, prevName} {
		raw, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil || bytes.Contains(raw, []byte(left.ID)) {
			t.Errorf("%s still has her slot (%v)", name, err)
		}
	}
	// Her own copy of keys.json still opens the old key, and that is all.
	if err := os.WriteFile(filepath.Join(s.dir, keysName), old, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, k := range badge(t, s.dir, left.ID, hers).Bench() {
		if bytes.Equal(k.Bytes(), next.Key) {
			t.Error("her old slot opens the new key")
		}
	}
}

func TestAChangedPassphraseIsTheOnlyOneThatOpens(t *testing.T) {
	s := staffed(t)
	who, fresh := s.packers[0].ID, "kaze-to-hikari-aki"
	if err := opened(t, s.dir).Change(who, []byte("not hers"), []byte(fresh)); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("changed with a wrong passphrase: %v", err)
	}
	if err := opened(t, s.dir).Change(who, []byte(hers), []byte(fresh)); err != nil {
		t.Fatal(err)
	}
	if got := badge(t, s.dir, who, fresh).Bench(); !bytes.Equal(got[0].Bytes(), s.bench.Key) {
		t.Error("another key")
	}
	for _, name := range []string{keysName, prevName} {
		raw, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(s.dir, keysName), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := opened(t, s.dir).OpenBench(who, []byte(hers)); data.KeyOf(err) != "fault.vault.passphrase" {
			t.Errorf("the old passphrase opens %s: %v", name, err)
		}
	}
	if err := opened(t, s.dir).Verify(append(s.packers, s.keys.Login())); err != nil {
		t.Errorf("the ledger's list no longer fits: %v", err)
	}
}

func TestASealedNoteIsReadByOneLoginInOnePlace(t *testing.T) {
	s := staffed(t)
	sealed, err := s.keys.SealTo(s.packers[0], "phone 7", []byte("090-0000-0143"))
	if err != nil {
		t.Fatal(err)
	}
	hers0, hers1 := badge(t, s.dir, s.packers[0].ID, hers), badge(t, s.dir, s.packers[1].ID, hers)
	if got, err := hers0.Unseal("phone 7", sealed); err != nil || string(got) != "090-0000-0143" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := hers0.Unseal("phone 8", sealed); err == nil {
		t.Error("read in another place")
	}
	if _, err := hers1.Unseal("phone 7", sealed); err == nil {
		t.Error("read by another packer")
	}
}

func TestWrongPassphrasesAreToldByLogin(t *testing.T) {
	s := staffed(t)
	guess := func(login string) {
		if err := opened(t, s.dir).Confirm(login, []byte("guess")); err == nil {
			t.Fatal("opened")
		}
	}
	guess(s.keys.Login().ID)
	guess(s.packers[0].ID)
	b := badge(t, s.dir, s.packers[0].ID, hers)
	if b.Wrong() != 1 {
		t.Errorf("hers: %d, want 1", b.Wrong())
	}
	if err := b.Forgive(); err != nil {
		t.Fatal(err)
	}
	if again := badge(t, s.dir, s.packers[0].ID, hers); again.Wrong() != 0 {
		t.Error("told twice")
	}
	k, err := opened(t, s.dir).Open(s.keys.Login().ID, []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	defer k.Wipe()
	if got := k.Wrong(); got[s.keys.Login().ID] != 1 || len(got) != 1 {
		t.Errorf("a packer's sign-in forgave the owner's wrong tries: %v", got)
	}
}
