package vault

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"nifuda/data"
)

// Login is a slot as others may know it: no key in it that is not public.
type Login struct {
	ID     string
	Kind   SlotKind
	Public []byte
}

// Vault is the folder of one business, closed. It knows who could open it.
type Vault struct {
	dir  string
	now  func() time.Time
	keys keysFile
}

// Find lists the folders of the vaults below the data directory, also of one that
// has lost its key file: whoever took it for a first run would found a business
// over it. A vault that was being put back when the power went is put in its
// place first.
func Find(root string) ([]string, error) {
	dirs, err := find(root)
	if err != nil || len(dirs) > 0 {
		return dirs, err
	}
	if err := finishInstall(root); err != nil {
		return nil, diskFault(err)
	}
	return find(root)
}

func find(root string) ([]string, error) {
	entries, err := os.ReadDir(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diskFault(err)
	}
	var dirs []string
	for _, e := range entries {
		dir := filepath.Join(root, e.Name())
		if !e.IsDir() {
			continue
		}
		for _, name := range []string{keysName, ledgerName} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				dirs = append(dirs, dir)
				break
			}
		}
	}
	return dirs, nil
}

// At reads the key file of a vault. now is the clock of the delay after wrong
// tries. It fails with Damaged "fault.vault.damaged" when the key file is not
// what we wrote, or is gone and the ledger is there.
func At(dir string, now func() time.Time) (*Vault, error) {
	keys, err := readKeys(dir)
	_, alone := os.Stat(filepath.Join(dir, ledgerName))
	switch {
	case errors.Is(err, fs.ErrNotExist) && alone != nil:
		return nil, &data.Fault{Kind: data.NotFound, Key: "fault.vault.missing", Err: err}
	case errors.Is(err, fs.ErrPermission):
		return nil, diskFault(err)
	case err != nil:
		return nil, &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged", Err: err}
	}
	return &Vault{dir: dir, now: now, keys: keys}, nil
}

// Create makes the folder of a new vault with one owner slot, and opens it.
// The folder appears under its name only once it is whole.
func Create(root string, kdf KDF, passphrase []byte, now func() time.Time) (*Keys, error) {
	id := newID()
	dir := filepath.Join(root, strings.ToLower(id))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, diskFault(err)
	}
	v := &Vault{dir: dir, now: now, keys: keysFile{Format: format, Vault: id, Slots: []slot{}}}
	key, err := NewFileKey()
	if err != nil {
		return nil, err
	}
	k := &Keys{vault: v, ledger: key, kdf: kdf}
	login, err := k.DrawOwner(passphrase)
	if err != nil {
		key.Wipe()
		return nil, err
	}
	k.login = login.Login
	if err := k.Keep(login); err != nil {
		key.Wipe()
		return nil, err
	}
	return k, nil
}

// Dir is the folder of the vault.
func (v *Vault) Dir() string { return v.dir }

// ID is the vault's own random name, which no other vault has.
func (v *Vault) ID() string { return v.keys.Vault }

// Logins lists who could open the vault, as keys.json claims it.
func (v *Vault) Logins() []Login {
	logins := make([]Login, 0, len(v.keys.Slots))
	for _, s := range v.keys.Slots {
		logins = append(logins, Login{s.ID, s.Kind, s.Public})
	}
	return logins
}

// Login finds who a slot belongs to, as keys.json claims it. It fails with
// NotFound "fault.vault.nologin".
func (v *Vault) Login(id string) (Login, error) {
	s := v.keys.slot(id)
	if s == nil {
		return Login{}, &data.Fault{Kind: data.NotFound, Key: "fault.vault.nologin"}
	}
	return Login{s.ID, s.Kind, s.Public}, nil
}

// Open turns an owner's passphrase, or the code of the recovery sheet, into
// keys. It fails with Denied "fault.vault.passphrase", "fault.vault.wait"
// within the delay after wrong tries, NotFound "fault.vault.nologin" or Damaged
// "fault.vault.damaged". Nothing is ever erased, however many tries fail.
func (v *Vault) Open(loginID string, passphrase []byte) (*Keys, error) {
	s, private, err := v.unlock(loginID, passphrase)
	if err != nil {
		return nil, err
	}
	key, err := s.unseal(private, v.keys.Vault, Ledger)
	if err != nil {
		return nil, &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged", Err: err}
	}
	wrong, err := v.forgive()
	if err != nil {
		key.Wipe()
		return nil, err
	}
	return &Keys{vault: v, ledger: key, kdf: s.KDF, login: Login{s.ID, s.Kind, s.Public}, wrong: wrong}, nil
}

// unlock opens the private key of a login.
func (v *Vault) unlock(loginID string, passphrase []byte) (*slot, *ecdh.PrivateKey, error) {
	if wait := v.Wait(); wait > 0 {
		return nil, nil, &data.Fault{Kind: data.Denied, Key: "fault.vault.wait",
			Args: map[string]any{"seconds": int((wait + time.Second - 1) / time.Second)}}
	}
	s := v.keys.slot(loginID)
	if s == nil {
		return nil, nil, &data.Fault{Kind: data.NotFound, Key: "fault.vault.nologin"}
	}
	private, err := s.unwrap(v.keys.Vault, passphrase)
	debug.FreeOSMemory() // Argon2id's pages are large; hand them back
	if errors.Is(err, errWrapping) {
		return nil, nil, errors.Join(&data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase", Err: err}, v.tried(loginID))
	}
	if err != nil {
		return nil, nil, &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged", Err: err}
	}
	return s, private, nil
}

// Confirm proves that the passphrase is the login's. Its faults are those of
// Open.
func (v *Vault) Confirm(loginID string, passphrase []byte) error {
	_, _, err := v.unlock(loginID, passphrase)
	return err
}

// Change wraps a login's private key under a new passphrase. Neither file is
// touched: the key pair stays. What the old passphrase opened is gone from the
// folder afterwards, the kept copy of keys.json too. Faults are those of Open;
// the new passphrase is judged by the caller.
func (v *Vault) Change(loginID string, old, fresh []byte) error {
	s, private, err := v.unlock(loginID, old)
	if err != nil {
		return err
	}
	changed, err := s.rewrapped(v.keys.Vault, private, fresh)
	if err != nil {
		return err
	}
	next := v.keys.clone()
	*next.slot(loginID) = changed
	return v.write(next, forget)
}

// Verify compares keys.json with the ledger's own list of logins and fails
// with Denied "fault.vault.unknownslot" naming the first slot that the ledger
// does not know, or knows otherwise.
func (v *Vault) Verify(known []Login) error {
	byID := map[string]Login{}
	for _, l := range known {
		byID[l.ID] = l
	}
	for _, l := range v.Logins() {
		k, ok := byID[l.ID]
		if !ok || k.Kind != l.Kind || subtle.ConstantTimeCompare(k.Public, l.Public) != 1 {
			return &data.Fault{Kind: data.Denied, Key: "fault.vault.unknownslot", Args: map[string]any{"slot": l.ID}}
		}
	}
	return nil
}

// newID draws a random name: 120 bits, so that no two ever meet.
func newID() string {
	var b [15]byte
	rand.Read(b[:])
	return base32.StdEncoding.EncodeToString(b[:])
}

// diskFault names what a full, read-only or forbidden disk means to a person.
func diskFault(err error) error {
	if err == nil {
		return nil
	}
	if named := data.Disk(err); data.KindOf(named) == data.Full {
		return named
	}
	return fmt.Errorf("vault folder: %w", err)
}
