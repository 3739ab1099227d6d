package store

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// mark is the commit counter outside the database: two records of a number and
// its MAC, written in turn, so that a torn write leaves the other one whole.
// It is written after the commit, so after a crash it may be one behind the
// database and never ahead: ahead means that newer commits are missing.
type mark struct {
	file *os.File
	key  []byte
}

const (
	markRecord = 8 + sha256.Size
	markSuffix = ".mark"
)

// openMark opens the counter beside a database. The key is derived from the
// file key, so only who can open the database can write a valid counter.
func openMark(path, vault string, fileKey []byte) (*mark, error) {
	key, err := hkdf.Key(sha256.New, fileKey, nil, "nifuda commit mark "+vault, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("derive the mark's key: %w", err)
	}
	f, err := os.OpenFile(path+markSuffix, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return &mark{f, key}, nil
}

var errNoMark = errors.New("no valid commit counter")

// read gives the highest valid record.
func (m *mark) read() (uint64, error) {
	var raw [2 * markRecord]byte
	n, err := m.file.ReadAt(raw[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	best, found := uint64(0), false
	for at := 0; at+markRecord <= n; at += markRecord {
		rec := raw[at : at+markRecord]
		if hmac.Equal(rec[8:], m.mac(rec[:8])) {
			best, found = max(best, binary.BigEndian.Uint64(rec)), true
		}
	}
	if !found {
		return 0, errNoMark
	}
	return best, nil
}

// write records that the database has reached commit n.
func (m *mark) write(n uint64) error {
	rec := binary.BigEndian.AppendUint64(nil, n)
	rec = append(rec, m.mac(rec)...)
	if _, err := m.file.WriteAt(rec, int64(n%2)*markRecord); err != nil {
		return err
	}
	return m.file.Sync()
}

// begin is write for a counter whose records are under another key.
func (m *mark) begin(n uint64) error {
	if err := m.file.Truncate(0); err != nil {
		return err
	}
	return m.write(n)
}

func (m *mark) mac(counter []byte) []byte {
	h := hmac.New(sha256.New, m.key)
	h.Write(counter)
	return h.Sum(nil)
}

func (m *mark) close() error {
	clear(m.key)
	return m.file.Close()
}
