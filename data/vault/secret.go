package vault

import (
	"crypto/rand"
	"runtime"
)

// Secret is a run of bytes in pages of their own: kept out of swap and core
// dumps where the system allows, and zeroed by Wipe. Printed, it says "secret".
type Secret struct {
	bytes []byte
	size  int
}

// newSecret makes room for size bytes.
func newSecret(size int) (*Secret, error) {
	b, err := lockedPages(size)
	if err != nil {
		return nil, err
	}
	s := &Secret{bytes: b, size: size}
	runtime.SetFinalizer(s, (*Secret).Wipe)
	return s, nil
}

// Bytes lends the secret. The slice must not outlive it.
func (s *Secret) Bytes() []byte { return s.bytes[:s.size] }

// Wipe zeroes the secret and gives its pages back. A second call does nothing.
func (s *Secret) Wipe() {
	if s == nil || s.bytes == nil {
		return
	}
	clear(s.bytes)
	freePages(s.bytes)
	s.bytes, s.size = nil, 0
}

// String keeps a secret out of every log line, whatever the verb.
func (s *Secret) String() string { return "secret" }

// GoString keeps a secret out of %#v.
func (s *Secret) GoString() string { return "secret" }

// NewFileKey draws the key of a file: FileKeySize random bytes. The caller
// wipes it.
func NewFileKey() (*Secret, error) {
	key, err := newSecret(FileKeySize)
	if err != nil {
		return nil, err
	}
	rand.Read(key.Bytes()) // never fails: crypto/rand aborts the process instead
	return key, nil
}
