package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"nifuda/data"
)

const (
	format      = 1
	maxKeysSize = 1 << 20 // bytes
	maxSlots    = 200     // no shop has more people

	keysName = "keys.json"
	prevName = "keys.json.prev"
)

// keysFile is the content of keys.json.
type keysFile struct {
	Format uint32 `json:"format"`
	Vault  string `json:"vault"`
	Slots  []slot `json:"slots"`
}

// envelope carries the content with a checksum, which tells accidental damage
// from a wrong passphrase. It is no protection against a forger: that is the
// wrapping's associated data and the ledger's list of logins.
type envelope struct {
	Keys   json.RawMessage `json:"keys"`
	SHA256 string          `json:"sha256"`
}

// encode gives the one way to write k.
func (k keysFile) encode() ([]byte, error) {
	body, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("encode keys: %w", err)
	}
	sum := sha256.Sum256(body)
	out, err := json.Marshal(envelope{body, hex.EncodeToString(sum[:])})
	if err != nil {
		return nil, fmt.Errorf("encode keys: %w", err)
	}
	return append(out, '\n'), nil
}

// decode reads what encode wrote and nothing else: a byte that differs anywhere
// is an error, because re-encoding would not give it back.
func decode(raw []byte) (keysFile, error) {
	var env envelope
	if err := json.Unmarshal(raw, &env); err != nil {
		return keysFile{}, fmt.Errorf("not the shape of a key file: %w", err)
	}
	sum := sha256.Sum256(env.Keys)
	if env.SHA256 != hex.EncodeToString(sum[:]) {
		return keysFile{}, errors.New("the checksum does not match")
	}
	var k keysFile
	if err := json.Unmarshal(env.Keys, &k); err != nil {
		return keysFile{}, fmt.Errorf("not the shape of a key file: %w", err)
	}
	again, err := k.encode()
	if err != nil {
		return keysFile{}, err
	}
	if !bytes.Equal(again, raw) {
		return keysFile{}, errors.New("written by something else")
	}
	return k, k.check()
}

// check refuses what no version of Nifuda would have written.
func (k keysFile) check() error {
	if k.Format != format {
		return fmt.Errorf("format %d; this version knows %d", k.Format, format)
	}
	if k.Vault == "" || len(k.Slots) == 0 || len(k.Slots) > maxSlots {
		return fmt.Errorf("no vault, or %d slots", len(k.Slots))
	}
	seen := map[string]bool{}
	for _, s := range k.Slots {
		if s.ID == "" || seen[s.ID] {
			return fmt.Errorf("slot %q twice", s.ID)
		}
		seen[s.ID] = true
		if s.Kind != Owner && s.Kind != Recovery && s.Kind != Packer {
			return fmt.Errorf("slot %s of kind %q", s.ID, s.Kind)
		}
		if err := s.KDF.check(); err != nil {
			return fmt.Errorf("slot %s: %w", s.ID, err)
		}
	}
	return nil
}

func (k *keysFile) slot(id string) *slot {
	for i := range k.Slots {
		if k.Slots[i].ID == id {
			return &k.Slots[i]
		}
	}
	return nil
}

// clone is k with slots of its own.
func (k keysFile) clone() keysFile {
	k.Slots = slices.Clone(k.Slots)
	return k
}

func readKeys(dir string) (keysFile, error) {
	raw, err := readBounded(filepath.Join(dir, keysName), maxKeysSize)
	if err != nil {
		return keysFile{}, err
	}
	return decode(raw)
}

// past says what becomes of the copy that is kept of the keys before.
type past bool

const (
	keepPast past = false
	forget   past = true // it holds what must not open any more
)

// write replaces keys.json so that a crash leaves the old or the new one
// whole, and keeps the old one beside it unless it is to be forgotten.
func (v *Vault) write(k keysFile, p past) error {
	if len(k.Slots) > maxSlots { // the next reader would refuse the file
		return &data.Fault{Kind: data.Invalid, Key: "fault.vault.toomany"}
	}
	raw, err := k.encode()
	if err != nil {
		return err
	}
	kept := prevName
	if p == forget { // the kept copy first: whatever a crash leaves, the past is in one place at most
		kept = ""
		err = replaceFile(v.dir, prevName, "", raw)
	}
	if err == nil {
		err = replaceFile(v.dir, keysName, kept, raw)
	}
	if err != nil {
		return diskFault(err)
	}
	v.keys = k
	return nil
}

// readBounded reads a file without trusting its length.
func readBounded(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes", filepath.Base(path), limit)
	}
	return raw, nil
}

// replaceFile writes new content beside the file, forces it to disk, keeps the
// present content as prev (when prev is not empty) and swaps by rename.
func replaceFile(dir, name, prev string, content []byte) error {
	path := filepath.Join(dir, name)
	fresh := path + ".new"
	if err := writeSynced(fresh, content); err != nil {
		return err
	}
	if prev != "" {
		old, err := readBounded(path, maxKeysSize)
		switch {
		case err == nil:
			if err := replaceFile(dir, prev, "", old); err != nil {
				return err
			}
		case !errors.Is(err, os.ErrNotExist):
			return err
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncDir(dir)
}

func writeSynced(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
