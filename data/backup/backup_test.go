package backup

import (
	"bytes"
	"crypto/rand"
	"io"
	"strings"
	"testing"
	"time"

	"nifuda/data"
)

var at = time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)

func written(t *testing.T, ledger []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, "V1", at, []byte(`{"keys":1}`), bytes.NewReader(ledger), int64(len(ledger))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(raw []byte) (*Archive, error) { return Read(bytes.NewReader(raw), int64(len(raw))) }

func TestABackupGivesBackWhatWentIn(t *testing.T) {
	ledger := make([]byte, 3*4096)
	_, _ = rand.Read(ledger)
	a, err := read(written(t, ledger))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it can be read as often as needed
		got, err := io.ReadAll(a.Ledger())
		if err != nil || !bytes.Equal(got, ledger) {
			t.Errorf("the ledger has %d bytes, %v", len(got), err)
		}
	}
	if string(a.Keys) != `{"keys":1}` || a.Head.Vault != "V1" || !a.Head.At.Equal(at) {
		t.Errorf("got %q, %+v", a.Keys, a.Head)
	}
}

func TestEveryFlippedByteAndEveryCutIsNamed(t *testing.T) {
	raw := written(t, bytes.Repeat([]byte{7}, 4096))
	for i := range raw {
		raw[i] ^= 0x20
		if _, err := read(raw); data.KeyOf(err) != "fault.backup.damaged" && data.KeyOf(err) != "fault.backup.foreign" {
			t.Fatalf("byte %d of %d flipped: %v", i, len(raw), err)
		}
		raw[i] ^= 0x20
	}
	for _, cut := range []int{1, 70, 600, len(raw) - 1024} {
		if _, err := read(raw[:len(raw)-cut]); data.KeyOf(err) != "fault.backup.damaged" && data.KeyOf(err) != "fault.backup.foreign" {
			t.Errorf("%d bytes cut off: %v", cut, err)
		}
	}
	if _, err := read(raw[:len(raw)-600]); data.KindOf(err) != data.Damaged {
		t.Errorf("a cut backup is called %v, want it named as damaged and not as foreign", err)
	}
	if _, err := read(append(raw, 'x')); err == nil {
		t.Error("a byte at the end went unnoticed")
	}
}

func TestWhatIsNoBackupIsNotOpened(t *testing.T) {
	for name, raw := range map[string][]byte{
		"nothing":   nil,
		"a picture": []byte("\x89PNG" + strings.Repeat("x", 9000)),
		"zeros":     make([]byte, 9000),
	} {
		if _, err := read(raw); data.KeyOf(err) != "fault.backup.foreign" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, "V1", at, []byte("{}"), strings.NewReader("ledger"), 6); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(seal))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := read(raw)
		if err == nil && (a.Head.Vault == "" || a.ledger.Size() > int64(len(raw))) {
			t.Errorf("opened %+v", a.Head)
		}
	})
}
