package vault

import (
	"crypto/rand"
	"fmt"
	"time"

	"golang.org/x/crypto/argon2"
)

// KDF is how a passphrase becomes a wrapping key: Argon2id (RFC 9106).
type KDF struct {
	Name   string `json:"name"`
	Memory uint32 `json:"memory_kib"`
	Passes uint32 `json:"passes"`
	Lanes  uint8  `json:"lanes"`
	Salt   []byte `json:"salt"`
}

const (
	kdfName  = "argon2id"
	saltSize = 16
	keySize  = 32

	floorMemory = 64 << 10 // KiB: RFC 9106's second recommended choice
	floorPasses = 3
	floorLanes  = 4
	ceilMemory  = 1 << 20 // KiB: no honest setup asks for more than 1 GiB
	ceilPasses  = 64
	ceilLanes   = 16

	generousMemory = 256 << 10 // KiB: what a 4 GB desktop can spare for a second
)

// Floor is the weakest KDF the vault accepts.
func Floor() KDF {
	return KDF{Name: kdfName, Memory: floorMemory, Passes: floorPasses, Lanes: floorLanes}
}

// Calibrate raises the floor until deriving a key costs about the target on
// this machine: memory first, then passes. now is the clock it measures with.
func Calibrate(target time.Duration, now func() time.Time) KDF {
	k := Floor()
	k.Salt = make([]byte, saltSize)
	cost := func() time.Duration {
		start := now()
		clear(k.derive([]byte("calibration")))
		return now().Sub(start)
	}
	took := cost()
	for took*2 <= target && k.Memory*2 <= generousMemory {
		k.Memory *= 2
		took = cost()
	}
	if took > 0 {
		perPass := took / time.Duration(k.Passes)
		k.Passes = min(ceilPasses, max(k.Passes, uint32(target/max(perPass, 1))))
	}
	k.Salt = nil
	return k
}

// check refuses parameters that are too weak to protect or too large to run.
// It runs before Argon2id does, on bytes nobody has authenticated yet.
func (k KDF) check() error {
	switch {
	case k.Name != kdfName, len(k.Salt) != saltSize:
		return fmt.Errorf("key derivation %q with a salt of %d bytes", k.Name, len(k.Salt))
	case k.Memory < floorMemory, k.Passes < floorPasses, k.Lanes < floorLanes:
		return fmt.Errorf("key derivation below the floor: %d KiB, %d passes, %d lanes", k.Memory, k.Passes, k.Lanes)
	case k.Memory > ceilMemory, k.Passes > ceilPasses, k.Lanes > ceilLanes:
		return fmt.Errorf("key derivation beyond reason: %d KiB, %d passes, %d lanes", k.Memory, k.Passes, k.Lanes)
	}
	return nil
}

// salted is k with a fresh random salt.
func (k KDF) salted() KDF {
	k.Salt = make([]byte, saltSize)
	rand.Read(k.Salt) // never fails: crypto/rand aborts the process instead
	return k
}

// derive gives the 32-byte wrapping key. The caller wipes it.
func (k KDF) derive(passphrase []byte) []byte {
	return argon2.IDKey(passphrase, k.Salt, k.Passes, k.Memory, k.Lanes, keySize)
}
