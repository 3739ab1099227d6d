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
}

// Drawn is a new login that is not in keys.json yet. The ledger must know it
// first: a slot the ledger does not know is refused at the next sign-in.
type Drawn struct {
	Login
	slot slot
}

// Vault is the vault these keys open.
func (k *Keys) Vault() *Vault { return k.vault }

// Login is whose passphrase opened the vault.
func (k *Keys) Login() Login { return k.login }

// Ledger is the ledger's key: 32 bytes of AES key and 16 of salt.
func (k *Keys) Ledger() *Secret { return k.ledger }

// Wipe ends these keys.
func (k *Keys) Wipe() { k.ledger.Wipe() }

// DrawRecovery draws a recovery slot that the code opens.
func (k *Keys) DrawRecovery(code []byte) (Drawn, error) { return k.draw(Recovery, code) }

func (k *Keys) draw(kind SlotKind, passphrase []byte) (Drawn, error) {
	v := k.vault
	s, err := newSlot(v.keys.Vault, newID(), kind, k.kdf, passphrase)
	if err != nil {
		return Drawn{}, err
	}
	x, err := sealTo(s.Public, v.keys.Vault, s.ID, Ledger, 1, k.ledger.Bytes())
	if err != nil {
		return Drawn{}, err
	}
	s.Seals = append(s.Seals, x)
	return Drawn{Login{s.ID, s.Kind, s.Public}, s}, nil
}

// Keep writes a drawn login into keys.json. Of recovery slots there is one:
// a new sheet makes the old one worthless.
func (k *Keys) Keep(d Drawn) error {
	next := k.vault.keys
	next.Slots = slices.Clone(next.Slots)
	if d.Kind == Recovery {
		next.Slots = slices.DeleteFunc(next.Slots, func(s slot) bool { return s.Kind == Recovery })
	}
	next.Slots = append(next.Slots, d.slot)
	if err := writeKeys(k.vault.dir, next); err != nil {
		return fmt.Errorf("keep login %s: %w", d.ID, diskFault(err))
	}
	k.vault.keys = next
	return nil
}
