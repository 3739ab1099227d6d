package secret

import "unicode/utf8"

// Buffer is bytes of fixed capacity in locked memory. It never grows, so
// nothing of it is ever left behind elsewhere.
type Buffer struct {
	bytes  []byte
	used   int
	locked bool
}

// NewBuffer is an empty buffer for n bytes.
func NewBuffer(n int) *Buffer {
	b := &Buffer{bytes: make([]byte, n)}
	b.locked = lock(b.bytes) == nil
	return b
}

// Locked reports whether the system agreed to keep the bytes out of swap.
func (b *Buffer) Locked() bool { return b.locked }

// Put appends a character; one that does not fit is refused.
func (b *Buffer) Put(r rune) bool {
	if b.used+utf8.RuneLen(r) > len(b.bytes) || utf8.RuneLen(r) < 0 {
		return false
	}
	b.used += utf8.EncodeRune(b.bytes[b.used:], r)
	return true
}

// Drop takes the last character off.
func (b *Buffer) Drop() {
	if b.used == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(b.bytes[:b.used])
	clear(b.bytes[b.used-n : b.used])
	b.used -= n
}

// Len counts characters.
func (b *Buffer) Len() int { return utf8.RuneCount(b.bytes[:b.used]) }

// Peek is the bytes where they lie: look, but do not keep them.
func (b *Buffer) Peek() []byte { return b.bytes[:b.used] }

// Take hands out a copy and wipes the buffer. Whoever takes it wipes the copy.
func (b *Buffer) Take() []byte {
	out := make([]byte, b.used)
	copy(out, b.bytes)
	b.Wipe()
	return out
}

// Wipe overwrites everything.
func (b *Buffer) Wipe() {
	clear(b.bytes)
	b.used = 0
}
