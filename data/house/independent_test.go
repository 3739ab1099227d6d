//go:build independent

package house_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"nifuda/data"
	"nifuda/data/vault"
)

// reading is what the independent implementation says about a file.
type reading struct {
	Orders    int
	Person    string
	Cipher    int
	Integrity string
}

func readIndependently(t *testing.T, file, key string) (reading, error) {
	t.Helper()
	script := os.Getenv("NIFUDA_SQLCIPHER")
	if script == "" {
		t.Fatal("NIFUDA_SQLCIPHER names no script: run testdata/sqlcipher/run.sh")
	}
	out, err := exec.Command("node", script, file, key).Output()
	if err != nil {
		return reading{}, err
	}
	var r reading
	return r, json.Unmarshal(out, &r)
}

// TestIndependentImplementationOpensTheLedgerWithTheKeyAndNothingElse lets
// somebody else's SQLCipher judge the file.
func TestIndependentImplementationOpensTheLedgerWithTheKeyAndNothingElse(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, shopOf(40))
	s := founded(t, h)
	synced(t, s)
	login := s.Login()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dirs, err := vault.Find(root)
	if err != nil || len(dirs) != 1 {
		t.Fatal(dirs, err)
	}
	v, err := vault.At(dirs[0], now)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := v.Open(login, []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Wipe()
	file := filepath.Join(dirs[0], "ledger.db")
	key := hex.EncodeToString(keys.Ledger().Bytes())
	got, err := readIndependently(t, file, key)
	if err != nil {
		t.Fatal(err)
	}
	if got.Orders != 40 || got.Person == "" || got.Cipher != 0 || got.Integrity != "ok" {
		t.Errorf("with the key: %+v", got)
	}
	flipped := "0" + key[1:]
	if key[0] == '0' {
		flipped = "1" + key[1:]
	}
	for what, k := range map[string]string{"no key": "", "another key": flipped, "the passphrase": hex.EncodeToString([]byte(phrase))} {
		if got, err := readIndependently(t, file, k); err == nil {
			t.Errorf("with %s: %+v", what, got)
		}
	}
	if _, err := h.Open(t.Context(), login, []byte(phrase+"x")); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("a wrong passphrase: %v", err)
	}
}
