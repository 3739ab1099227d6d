package vault

import (
	"crypto/ecdh"
	"crypto/hpke"
	"fmt"

	"nifuda/data"
)

// Badge is what a packer's passphrase opens: the bench's key and what was
// sealed to her. It cannot name the ledger's.
type Badge struct {
	vault   *Vault
	login   Login
	bench   []*Secret
	private *Secret // her scalar
	wrong   int
}

// OpenBench turns a packer's passphrase into her badge. Faults are those of
// Open.
func (v *Vault) OpenBench(loginID string, passphrase []byte) (*Badge, error) {
	s, private, err := v.unlock(loginID, passphrase)
	if err != nil {
		return nil, err
	}
	keys, err := s.unsealAll(private, v.keys.Vault, Bench)
	if err != nil {
		return nil, &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged", Err: err}
	}
	b := &Badge{vault: v, login: Login{s.ID, s.Kind, s.Public}, bench: keys}
	if b.private, err = scalarOf(private); err != nil {
		b.Wipe()
		return nil, err
	}
	b.wrong = v.tries().By[loginID]
	return b, nil
}

func scalarOf(private *ecdh.PrivateKey) (*Secret, error) {
	raw := private.Bytes()
	defer clear(raw)
	s, err := newSecret(len(raw))
	if err != nil {
		return nil, err
	}
	copy(s.Bytes(), raw)
	return s, nil
}

// Vault is the vault the badge belongs to.
func (b *Badge) Vault() *Vault { return b.vault }

// Login is whose badge it is.
func (b *Badge) Login() Login { return b.login }

// Bench lends the generations of the bench's key, newest first: one, or two
// when a re-keying was cut off and one of them opens.
func (b *Badge) Bench() []*Secret { return b.bench }

// Wrong is how many wrong passphrases she met with since her last right one.
func (b *Badge) Wrong() int { return b.wrong }

// Forgive forgets them, once they have been recorded. Those of others stay.
func (b *Badge) Forgive() error { return b.vault.forgiveOne(b.login.ID) }

// Unseal opens what was sealed to her under the same about.
func (b *Badge) Unseal(about string, sealed []byte) ([]byte, error) {
	private, err := ecdh.P256().NewPrivateKey(b.private.Bytes())
	if err != nil {
		return nil, err
	}
	key, err := hpke.NewDHKEMPrivateKey(private)
	if err != nil {
		return nil, err
	}
	plain, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), noteInfo(b.vault.keys.Vault, b.login.ID, about), sealed)
	if err != nil {
		return nil, &data.Fault{Kind: data.Damaged, Key: "fault.bench.damaged", Err: fmt.Errorf("unseal: %w", err)}
	}
	return plain, nil
}

// Wipe ends the badge.
func (b *Badge) Wipe() {
	for _, k := range b.bench {
		k.Wipe()
	}
	b.private.Wipe()
}
