package vault

import (
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// SlotKind says what a login may open.
type SlotKind string

// The kinds of slot. A recovery slot is an owner slot whose passphrase is the
// code on the recovery sheet.
const (
	Owner    SlotKind = "owner"
	Recovery SlotKind = "recovery"
	Packer   SlotKind = "packer"
)

// File names an encrypted file of the vault.
type File string

// The files of a vault.
const (
	Ledger File = "ledger"
	Bench  File = "bench"
)

// FileKeySize is the length of a file key: 32 bytes of AES key, 16 of salt.
const FileKeySize = 48

// slot is one login as it stands in keys.json. Everything but the seals is
// authenticated by the wrapping of the private key.
type slot struct {
	ID      string   `json:"id"`
	Kind    SlotKind `json:"kind"`
	KDF     KDF      `json:"kdf"`
	Public  []byte   `json:"public"`  // P-256, uncompressed
	Nonce   []byte   `json:"nonce"`   // of the wrapping
	Private []byte   `json:"private"` // AES-256-GCM(Argon2id(passphrase), scalar)
	Seals   []seal   `json:"seals"`
}

// seal is one file key for one slot. Two generations stand side by side while
// a file is being re-keyed.
type seal struct {
	File       File   `json:"file"`
	Generation uint32 `json:"generation"`
	Sealed     []byte `json:"sealed"` // HPKE: encapsulated key, then ciphertext
}

// newSlot draws a key pair and wraps its private half under the passphrase.
func newSlot(vaultID, id string, kind SlotKind, kdf KDF, passphrase []byte) (slot, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return slot{}, fmt.Errorf("draw a key pair: %w", err)
	}
	s := slot{ID: id, Kind: kind, KDF: kdf, Public: key.PublicKey().Bytes(), Seals: []seal{}}
	return s.rewrapped(vaultID, key, passphrase)
}

// rewrapped is the slot with its private key under another passphrase.
func (s slot) rewrapped(vaultID string, private *ecdh.PrivateKey, passphrase []byte) (slot, error) {
	if !bytes.Equal(private.PublicKey().Bytes(), s.Public) {
		return slot{}, errors.New("the private key is not the slot's")
	}
	s.KDF = s.KDF.salted()
	scalar := private.Bytes()
	defer clear(scalar)
	aead := s.wrapping(passphrase)
	s.Nonce = make([]byte, aead.NonceSize())
	rand.Read(s.Nonce)
	s.Private = aead.Seal(nil, s.Nonce, scalar, s.associated(vaultID))
	return s, nil
}

// unwrap opens the slot's private key. errWrapping means a wrong passphrase, or
// fields that were altered by somebody who also mended the file's checksum.
func (s slot) unwrap(vaultID string, passphrase []byte) (*ecdh.PrivateKey, error) {
	if err := s.KDF.check(); err != nil {
		return nil, err
	}
	aead := s.wrapping(passphrase)
	if len(s.Nonce) != aead.NonceSize() {
		return nil, fmt.Errorf("nonce of %d bytes", len(s.Nonce))
	}
	scalar, err := aead.Open(nil, s.Nonce, s.Private, s.associated(vaultID))
	if err != nil {
		return nil, errWrapping
	}
	defer clear(scalar)
	return ecdh.P256().NewPrivateKey(scalar)
}

var errWrapping = errors.New("the wrapping does not open")

// wrapping is the AEAD under the key that the passphrase derives.
func (s slot) wrapping(passphrase []byte) cipher.AEAD {
	key := s.KDF.derive(passphrase)
	defer clear(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // only for a wrong key length
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // only for a wrong block size
	}
	return aead
}

// associated binds every field that never changes without the passphrase.
func (s slot) associated(vaultID string) []byte {
	var params []byte
	params = binary.BigEndian.AppendUint32(params, format)
	params = binary.BigEndian.AppendUint32(params, s.KDF.Memory)
	params = binary.BigEndian.AppendUint32(params, s.KDF.Passes)
	params = append(params, s.KDF.Lanes)
	return joined("nifuda slot", []byte(vaultID), []byte(s.ID), []byte(s.Kind),
		[]byte(s.KDF.Name), s.KDF.Salt, params, s.Public)
}

// sealTo seals a file key to a login's public key.
func sealTo(public []byte, vaultID, slotID string, file File, generation uint32, key []byte) (seal, error) {
	sealed, err := sealBytes(public, sealInfo(vaultID, slotID, file, generation), key)
	if err != nil {
		return seal{}, fmt.Errorf("seal to slot %s: %w", slotID, err)
	}
	return seal{File: file, Generation: generation, Sealed: sealed}, nil
}

func sealBytes(public, info, plain []byte) ([]byte, error) {
	pub, err := hpke.DHKEM(ecdh.P256()).NewPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("public key: %w", err)
	}
	return hpke.Seal(pub, hpke.HKDFSHA256(), hpke.AES256GCM(), info, plain)
}

// unseal opens the newest generation of a file's key that the slot holds.
func (s slot) unseal(private *ecdh.PrivateKey, vaultID string, file File) (*Secret, error) {
	all, err := s.unsealAll(private, vaultID, file)
	if err != nil {
		return nil, err
	}
	for _, older := range all[1:] {
		older.Wipe()
	}
	return all[0], nil
}

// unsealAll opens every generation of a file's key that the slot holds, newest
// first: at least one.
func (s slot) unsealAll(private *ecdh.PrivateKey, vaultID string, file File) ([]*Secret, error) {
	seals := slices.DeleteFunc(slices.Clone(s.Seals), func(x seal) bool { return x.File != file })
	if len(seals) == 0 {
		return nil, errNoSeal
	}
	slices.SortFunc(seals, func(a, b seal) int { return cmp.Compare(b.Generation, a.Generation) })
	key, err := hpke.NewDHKEMPrivateKey(private)
	if err != nil {
		return nil, err
	}
	var all []*Secret
	for _, x := range seals {
		secret, err := x.open(key, sealInfo(vaultID, s.ID, file, x.Generation))
		if err != nil {
			for _, opened := range all {
				opened.Wipe()
			}
			return nil, fmt.Errorf("unseal %s: %w", file, err)
		}
		all = append(all, secret)
	}
	return all, nil
}

func (x seal) open(key hpke.PrivateKey, info []byte) (*Secret, error) {
	raw, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), info, x.Sealed)
	if err != nil {
		return nil, err
	}
	defer clear(raw)
	if len(raw) != FileKeySize {
		return nil, fmt.Errorf("a key of %d bytes", len(raw))
	}
	secret, err := newSecret(FileKeySize)
	if err != nil {
		return nil, err
	}
	copy(secret.Bytes(), raw)
	return secret, nil
}

var errNoSeal = errors.New("this login has no key to that file")

func sealInfo(vaultID, slotID string, file File, generation uint32) []byte {
	return joined("nifuda seal", []byte(vaultID), []byte(file),
		binary.BigEndian.AppendUint32(nil, generation), []byte(slotID))
}

// joined writes each part behind its length, so that no two lists of parts
// give the same bytes.
func joined(purpose string, parts ...[]byte) []byte {
	var out []byte
	for _, p := range slices.Insert(parts, 0, []byte(purpose)) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}
