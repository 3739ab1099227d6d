package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A needle is a secret in one of the forms it could take in memory or on disk.
type needle struct {
	what  string // what it is, never the secret itself
	bytes []byte
}

// spelled gives a text in UTF-8, UTF-16 and UTF-32, both byte orders.
func spelled(what, text string) []needle {
	var le16, be16, le32, be32 []byte
	for _, u := range utf16.Encode([]rune(text)) {
		le16 = append(le16, byte(u), byte(u>>8))
		be16 = append(be16, byte(u>>8), byte(u))
	}
	for _, r := range text {
		le32 = append(le32, byte(r), byte(r>>8), byte(r>>16), 0)
		be32 = append(be32, 0, byte(r>>16), byte(r>>8), byte(r))
	}
	return []needle{
		{what, []byte(text)}, {what + " in UTF-16LE", le16}, {what + " in UTF-16BE", be16},
		{what + " in UTF-32LE", le32}, {what + " in UTF-32BE", be32},
	}
}

// phraseNeedles are the passphrase and every run of six of its characters.
func phraseNeedles(phrase string) []needle {
	all := spelled("the passphrase", phrase)
	runes := []rune(phrase)
	for i := 0; i+6 <= len(runes); i++ {
		all = append(all, spelled(fmt.Sprintf("characters %d-%d of the passphrase", i+1, i+6), string(runes[i:i+6]))...)
	}
	return all
}

// keyNeedles are a file key as bytes and as hexadecimal digits.
func keyNeedles(key []byte) []needle {
	half := bytes.Clone(key[:32]) // the AES key; the salt behind it stands in the file's first bytes
	return []needle{
		{"the file key", half},
		{"the file key in hexadecimal", []byte(hex.EncodeToString(half))},
		{"the file key in capital hexadecimal", []byte(strings.ToUpper(hex.EncodeToString(half)))},
	}
}

// hits counts what was found of each needle.
type hits map[string]int

func (h hits) total() (n int) {
	for _, c := range h {
		n += c
	}
	return n
}

// any tells whether a needle of this kind was found.
func (h hits) any(kind string) bool {
	for what := range h {
		if strings.HasPrefix(what, kind) {
			return true
		}
	}
	return false
}

// searchMemory looks through every readable page of another process. A process
// that cannot be read is an error, never an empty result.
func searchMemory(pid int, needles []needle) (hits, error) {
	maps, err := os.Open(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return nil, err
	}
	defer maps.Close()
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return nil, err
	}
	defer mem.Close()
	found, read, unread := hits{}, int64(0), int64(0)
	m := magnetOf(needles)
	lines := bufio.NewScanner(maps)
	for lines.Scan() {
		from, to, ok := region(lines.Text())
		if !ok {
			continue
		}
		n, _ := searchRange(mem, from, to, m, found) // what is left counts as unread
		read, unread = read+n, unread+max(0, to-from-n)
	}
	if read < 16<<20 || unread > read/100 {
		return nil, fmt.Errorf("%d bytes of process %d could be read, %d could not", read, pid, unread)
	}
	return found, lines.Err()
}

// region reads a line of /proc/PID/maps; only readable memory counts.
func region(line string) (from, to int64, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 5 || fields[1][0] != 'r' || strings.HasPrefix(fields[len(fields)-1], "[v") {
		return 0, 0, false
	}
	a, b, _ := strings.Cut(fields[0], "-")
	from, err1 := strconv.ParseInt(a, 16, 64)
	to, err2 := strconv.ParseInt(b, 16, 64)
	return from, to, err1 == nil && err2 == nil
}

const chunk = 8 << 20

// searchRange reads piece by piece, each overlapping the one before by the
// longest needle.
func searchRange(mem io.ReaderAt, from, to int64, m *magnet, found hits) (read int64, err error) {
	buf := make([]byte, chunk+m.longest)
	for at := from; at < to; at += chunk {
		n, err := mem.ReadAt(buf[:min(int64(len(buf)), to-at)], at)
		read += int64(n)
		m.count(buf[:n], min(chunk, n), found)
		if err != nil && err != io.EOF {
			return read, err
		}
	}
	return read, nil
}

// magnet finds many needles in one walk: it stops only where two neighbouring
// bytes are those of a needle.
type magnet struct {
	begins  [1 << 16]bool // small enough to stay near the processor
	pairs   map[uint16][]anchored
	longest int
}

// anchored is a needle with the place of its two bytes in it.
type anchored struct {
	needle
	at int
}

func magnetOf(needles []needle) *magnet {
	m := &magnet{pairs: map[uint16][]anchored{}}
	for _, n := range needles {
		at := anchor(n.bytes)
		pair := uint16(n.bytes[at]) | uint16(n.bytes[at+1])<<8
		m.begins[pair] = true
		m.pairs[pair] = append(m.pairs[pair], anchored{n, at})
		m.longest = max(m.longest, len(n.bytes))
	}
	return m
}

// anchor chooses two bytes of a needle that are rare in memory: not zero, if
// possible. A needle has at least two bytes that are not all zero.
func anchor(b []byte) (at int) {
	least := 3
	for i := range len(b) - 1 {
		if zeros := bytes.Count(b[i:i+2], []byte{0}); zeros < least {
			least, at = zeros, i
		}
	}
	return at
}

// count adds the needles that begin within the first own bytes.
func (m *magnet) count(piece []byte, own int, found hits) {
	for i := 0; i+1 < len(piece); i++ {
		pair := uint16(piece[i]) | uint16(piece[i+1])<<8
		if !m.begins[pair] {
			continue
		}
		for _, n := range m.pairs[pair] {
			if from := i - n.at; from >= 0 && from < own && bytes.HasPrefix(piece[from:], n.bytes) {
				found[n.what]++
			}
		}
	}
}

// searchDisk looks through every file below the folders.
func searchDisk(folders []string, needles []needle) (found hits, files int, err error) {
	found = hits{}
	m := magnetOf(needles)
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil {
				return err
			}
			files++
			_, err = searchRange(f, 0, info.Size(), m, found)
			return err
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return found, files, nil
}
