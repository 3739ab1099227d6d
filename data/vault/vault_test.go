package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
)

const phrase = "mizu-no-oto-kawazu"

func clock() time.Time { return time.Date(2026, 11, 22, 19, 42, 0, 0, time.UTC) }

// created makes a vault at the floor's cost and returns its folder and ledger key.
func created(t *testing.T) (dir string, login Login, key []byte) {
	t.Helper()
	k, err := Create(t.TempDir(), Floor(), []byte(phrase), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Wipe()
	return k.Vault().Dir(), k.Login(), bytes.Clone(k.Ledger().Bytes())
}

func opened(t *testing.T, dir string) *Vault {
	t.Helper()
	v, err := At(dir, clock)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestThePassphraseGivesTheKeyBack(t *testing.T) {
	dir, login, want := created(t)
	k, err := opened(t, dir).Open(login.ID, []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(k.Ledger().Bytes(), want) {
		t.Error("another key came back")
	}
	k.Wipe()
	if k.ledger.bytes != nil {
		t.Error("the key outlives Wipe")
	}
}

func TestAWrongPassphraseIsNotADamagedFile(t *testing.T) {
	dir, login, _ := created(t)
	_, err := opened(t, dir).Open(login.ID, []byte("mizu-no-oto-kaeru"))
	if got := data.KeyOf(err); got != "fault.vault.passphrase" {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestRecoverySheetOpensAndANewOneReplacesIt(t *testing.T) {
	dir, login, want := created(t)
	v := opened(t, dir)
	k, err := v.Open(login.ID, []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	first, second := GenerateCode(), GenerateCode()
	for _, code := range [][]byte{first, second} {
		d, err := k.DrawRecovery(code)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Keep(d); err != nil {
			t.Fatal(err)
		}
	}
	v = opened(t, dir)
	sheet := v.Logins()[len(v.Logins())-1]
	if len(v.Logins()) != 2 || sheet.Kind != Recovery {
		t.Fatalf("logins %v", v.Logins())
	}
	if _, err := v.Open(sheet.ID, first); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("the old sheet: %v", err)
	}
	r, err := v.Open(sheet.ID, second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(r.Ledger().Bytes(), want) {
		t.Error("the sheet opens another key")
	}
	if _, err := os.Stat(filepath.Join(dir, prevName)); err != nil {
		t.Errorf("the previous key file: %v", err)
	}
}

func TestEveryFlippedOrMissingByteOfTheKeyFileIsNamed(t *testing.T) {
	dir, _, _ := created(t)
	path := filepath.Join(dir, keysName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, i int, raw []byte) {
		t.Helper()
		if _, err := decode(raw); err == nil {
			t.Errorf("%s at byte %d of %d goes unnoticed", what, i, len(whole))
		}
	}
	for i := range whole {
		for bit := range 8 {
			raw := bytes.Clone(whole)
			raw[i] ^= 1 << bit
			check("a flipped bit", i, raw)
		}
		check("a cut", i, whole[:i])
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := At(dir, clock); data.KeyOf(err) != "fault.vault.damaged" || data.KindOf(err) != data.Damaged {
		t.Errorf("half a key file: %v", err)
	}
}

// tamper changes a slot and mends the checksum, as a forger would.
func tamper(t *testing.T, dir string, change func(*keysFile)) {
	t.Helper()
	k, err := readKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	change(&k)
	if err := (&Vault{dir: dir}).write(k, keepPast); err != nil {
		t.Fatal(err)
	}
}

func TestAForgerWithoutThePassphraseChangesNothingUnnoticed(t *testing.T) {
	for name, change := range map[string]func(*keysFile){
		"vault id":   func(k *keysFile) { k.Vault = "ANOTHER" },
		"slot id":    func(k *keysFile) { k.Slots[0].ID = "ANOTHER" },
		"kind":       func(k *keysFile) { k.Slots[0].Kind = Packer },
		"passes":     func(k *keysFile) { k.Slots[0].KDF.Passes++ },
		"memory":     func(k *keysFile) { k.Slots[0].KDF.Memory++ },
		"salt":       func(k *keysFile) { k.Slots[0].KDF.Salt[0]++ },
		"public key": func(k *keysFile) { k.Slots[0].Public[40]++ },
		"nonce":      func(k *keysFile) { k.Slots[0].Nonce[0]++ },
		"private":    func(k *keysFile) { k.Slots[0].Private[0]++ },
		"seal":       func(k *keysFile) { k.Slots[0].Seals[0].Sealed[3]++ },
		"generation": func(k *keysFile) { k.Slots[0].Seals[0].Generation++ },
		"no seal":    func(k *keysFile) { k.Slots[0].Seals = []seal{} },
	} {
		t.Run(name, func(t *testing.T) {
			dir, _, _ := created(t)
			tamper(t, dir, change)
			v := opened(t, dir)
			if _, err := v.Open(v.Logins()[0].ID, []byte(phrase)); err == nil {
				t.Error("it opens")
			}
		})
	}
}

func TestWeakKeyDerivationIsRefusedBeforeItRuns(t *testing.T) {
	for name, change := range map[string]func(*KDF){
		"memory":  func(k *KDF) { k.Memory = floorMemory - 1 },
		"passes":  func(k *KDF) { k.Passes = floorPasses - 1 },
		"lanes":   func(k *KDF) { k.Lanes = 1 },
		"endless": func(k *KDF) { k.Memory = 1 << 31 },
		"name":    func(k *KDF) { k.Name = "scrypt" },
	} {
		t.Run(name, func(t *testing.T) {
			dir, _, _ := created(t)
			tamper(t, dir, func(k *keysFile) { change(&k.Slots[0].KDF) })
			if _, err := At(dir, clock); data.KeyOf(err) != "fault.vault.damaged" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAPlantedSlotIsNamedAndRefused(t *testing.T) {
	dir, login, _ := created(t)
	v := opened(t, dir)
	if err := v.Verify([]Login{login}); err != nil {
		t.Errorf("our own list: %v", err)
	}
	tamper(t, dir, func(k *keysFile) {
		s, err := newSlot(k.Vault, "PLANTED", Owner, Floor(), []byte("intruder"))
		if err != nil {
			t.Fatal(err)
		}
		k.Slots = append(k.Slots, s)
	})
	err := opened(t, dir).Verify([]Login{login})
	f, ok := errors.AsType[*data.Fault](err)
	if !ok || f.Key != "fault.vault.unknownslot" || f.Args["slot"] != "PLANTED" {
		t.Errorf("got %v", err)
	}
}

func TestWrongTriesWaitLongerAndLongerAcrossRestarts(t *testing.T) {
	dir, login, _ := created(t)
	now := clock()
	at := func() *Vault { // a new process each time
		v, err := At(dir, func() time.Time { return now })
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var waits []time.Duration
	for range 12 {
		now = now.Add(at().Wait())
		if _, err := at().Open(login.ID, []byte("wrong")); data.KeyOf(err) != "fault.vault.passphrase" {
			t.Fatalf("got %v", err)
		}
		waits = append(waits, at().Wait())
	}
	want := []time.Duration{0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60}
	for i := range want {
		if waits[i] != want[i]*time.Second {
			t.Errorf("after %d wrong tries: wait %v, want %v", i+1, waits[i], want[i]*time.Second)
		}
	}
	if _, err := at().Open(login.ID, []byte(phrase)); data.KeyOf(err) != "fault.vault.wait" {
		t.Errorf("within the wait: %v", err)
	}
	now = now.Add(-time.Hour)
	if got := at().Wait(); got < longestWait {
		t.Errorf("a clock set back leaves %v", got)
	}
	now = now.Add(time.Hour + longestWait)
	if _, err := at().Open(login.ID, []byte(phrase)); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	if got := at().Wait(); got != 0 {
		t.Errorf("after the right one: %v", got)
	}
}

func TestTwoProcessesCannotShareADataDirectory(t *testing.T) {
	root := t.TempDir()
	first, err := Claim(root)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Claim(root); data.KeyOf(err) != "fault.vault.inuse" {
		t.Errorf("second claim: %v", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if _, err := Claim(root); err != nil {
		t.Errorf("after the first ended: %v", err)
	}
}

func TestCalibrationNeverGoesBelowTheFloor(t *testing.T) {
	tick := clock()
	slow := func() time.Time { tick = tick.Add(3 * time.Second); return tick }
	k := Calibrate(time.Second, slow)
	if k.Memory < floorMemory || k.Passes < floorPasses || k.Lanes < floorLanes {
		t.Errorf("a slow machine gets %+v", k)
	}
	fast := func() time.Time { tick = tick.Add(10 * time.Millisecond); return tick }
	k = Calibrate(time.Second, fast)
	if k.Memory != generousMemory || k.Passes <= floorPasses || k.Passes > ceilPasses {
		t.Errorf("a fast machine gets %+v", k)
	}
}

func TestWeakPassphrasesAreRefusedWithTheReason(t *testing.T) {
	for _, c := range []struct{ phrase, want string }{
		{"kawazu", "fault.vault.weak.short"},
		{"aaaaaaaaaaaaaaaa", "fault.vault.weak.repeated"},
		{"abcdefghijklmnop", "fault.vault.weak.sequence"},
		{"password1234567", "fault.vault.weak.common"},
		{"yamanoyunomi-ten", "fault.vault.weak.name"},
		{"mizu-no-oto-kawazu", ""},
		{"ふるいけや かわずとびこむ みずのおと", ""},
	} {
		_, err := Judge([]byte(c.phrase), "yamanoyunomi")
		got := ""
		if err != nil {
			got = data.KeyOf(err)
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.phrase, got, c.want)
		}
	}
}

func TestGeneratedPassphrasesAreStrongAndDifferent(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		p := Generate()
		if s, err := Judge(p); err != nil || s != Strong {
			t.Fatalf("%q is %v, %v", p, s, err)
		}
		if seen[string(p)] {
			t.Fatal("drawn twice")
		}
		seen[string(p)] = true
	}
}

func TestACodeIsReadAsAPersonTypesIt(t *testing.T) {
	want := "K7QFM2XD9TRBH4WNP8CJ5V01R3YGZ6KM"
	for _, typed := range []string{
		want,
		"k7qf-m2xd-9trb-h4wn-p8cj-5vol-r3yg-z6km",
		"Ｋ７ＱＦ　Ｍ２ＸＤ　９ＴＲＢ　Ｈ４ＷＮ　Ｐ８ＣＪ　５Ｖ０１　Ｒ３ＹＧ　Ｚ６ＫＭ",
	} {
		if got := ReadCode([]byte(typed)); string(got) != want {
			t.Errorf("%s reads as %s", typed, got)
		}
	}
	if len(GenerateCode()) != CodeGroups*CodeGroupSize {
		t.Error("a code of the wrong length")
	}
}

func FuzzKeysFile(f *testing.F) {
	k := keysFile{Format: format, Vault: "V", Slots: []slot{{ID: "A", Kind: Owner, KDF: Floor().salted(), Seals: []seal{}}}}
	raw, err := k.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"keys":{},"sha256":""}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		k, err := decode(raw)
		if err != nil {
			return
		}
		again, err := k.encode()
		if err != nil || !bytes.Equal(again, raw) {
			t.Errorf("accepted what we would not write: %q", raw)
		}
	})
}
