package vault

import (
	"fmt"
	"slices"
)

// Keys are an opened vault: the ledger's key and the means to add logins.
type Keys struct {
	vault  *Vault
	login  Login
	kdf    KDF
	ledger *Secret
	wrong  map[string]int
}

// Drawn is a new login that is not in keys.json yet. The ledger must know it
// first: a slot the ledger does not know is refused at the next sign-in.
type Drawn struct {
	Login
	slot slot
}

// BenchKey is one generation of the bench's key.
type BenchKey struct {
	Generation uint32
	Key        []byte // FileKeySize bytes
}

// Vault is the vault these keys open.
func (k *Keys) Vault() *Vault { return k.vault }

// Login is whose passphrase opened the vault.
func (k *Keys) Login() Login { return k.login }

// Ledger is the ledger's key: 32 bytes of AES key and 16 of salt.
func (k *Keys) Ledger() *Secret { return k.ledger }

// Wrong is how many wrong passphrases each login met with since the last right
// one of anybody.
func (k *Keys) Wrong() map[string]int { return k.wrong }

// Wipe ends these keys.
func (k *Keys) Wipe() { k.ledger.Wipe() }

// DrawOwner draws a slot that opens the ledger.
func (k *Keys) DrawOwner(passphrase []byte) (Drawn, error) {
	return k.draw(Owner, passphrase, Ledger, BenchKey{1, k.ledger.Bytes()})
}

// DrawRecovery draws a recovery slot that the code opens.
func (k *Keys) DrawRecovery(code []byte) (Drawn, error) {
	return k.draw(Recovery, code, Ledger, BenchKey{1, k.ledger.Bytes()})
}

// DrawPacker draws a slot that opens the bench and nothing else.
func (k *Keys) DrawPacker(passphrase []byte, bench BenchKey) (Drawn, error) {
	return k.draw(Packer, passphrase, Bench, bench)
}

func (k *Keys) draw(kind SlotKind, passphrase []byte, file File, key BenchKey) (Drawn, error) {
	id := k.vault.keys.Vault
	s, err := newSlot(id, newID(), kind, k.kdf, passphrase)
	if err != nil {
		return Drawn{}, err
	}
	x, err := sealTo(s.Public, id, s.ID, file, key.Generation, key.Key)
	if err != nil {
		return Drawn{}, err
	}
	s.Seals = append(s.Seals, x)
	return Drawn{Login{s.ID, s.Kind, s.Public}, s}, nil
}

// Keep writes a drawn login into keys.json, in the place of others if any are
// named. Of recovery slots there is one: a new sheet makes the old one
// worthless.
func (k *Keys) Keep(d Drawn, instead ...string) error {
	next, p := k.vault.keys.clone(), keepPast
	next.Slots = slices.DeleteFunc(next.Slots, func(s slot) bool {
		goes := d.Kind == Recovery && s.Kind == Recovery || slices.Contains(instead, s.ID)
		if goes {
			p = forget
		}
		return goes
	})
	next.Slots = append(next.Slots, d.slot)
	if err := k.vault.write(next, p); err != nil {
		return fmt.Errorf("keep login %s: %w", d.ID, err)
	}
	return nil
}

// Remove takes logins out of keys.json.
func (k *Keys) Remove(ids ...string) error {
	next := k.vault.keys.clone()
	next.Slots = slices.DeleteFunc(next.Slots, func(s slot) bool { return slices.Contains(ids, s.ID) })
	if err := k.vault.write(next, forget); err != nil {
		return fmt.Errorf("remove logins: %w", err)
	}
	return nil
}

// SealBench seals the bench's key, in all generations that may open it now, to
// every packer that the ledger knows, and takes the slots of all other packers
// away. It needs nobody's passphrase: known, from the ledger, says who has
// which public key.
func (k *Keys) SealBench(known []Login, keys []BenchKey) error {
	next := k.vault.keys.clone()
	next.Slots = slices.DeleteFunc(next.Slots, func(s slot) bool {
		return s.Kind == Packer && !slices.ContainsFunc(known, func(l Login) bool { return l.ID == s.ID && l.Kind == Packer })
	})
	for _, l := range known {
		s := next.slot(l.ID)
		if l.Kind != Packer || s == nil {
			continue
		}
		s.Seals = []seal{}
		for _, g := range keys {
			x, err := sealTo(l.Public, next.Vault, l.ID, Bench, g.Generation, g.Key)
			if err != nil {
				return err
			}
			s.Seals = append(s.Seals, x)
		}
	}
	if err := k.vault.write(next, forget); err != nil {
		return fmt.Errorf("seal the bench's key: %w", err)
	}
	return nil
}

// SealTo seals a few bytes that one login alone may read, and only in the
// place that about names.
func (k *Keys) SealTo(to Login, about string, plain []byte) ([]byte, error) {
	sealed, err := sealBytes(to.Public, noteInfo(k.vault.keys.Vault, to.ID, about), plain)
	if err != nil {
		return nil, fmt.Errorf("seal to login %s: %w", to.ID, err)
	}
	return sealed, nil
}

func noteInfo(vaultID, login, about string) []byte {
	return joined("nifuda note", []byte(vaultID), []byte(login), []byte(about))
}
