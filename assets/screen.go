package assets

import (
	"bytes"
	"encoding/binary"
)

// The line of the BIZ UD fonts as their files state it is exactly one em high,
// 1802 above and 246 below the baseline of 2048. A toolkit that rounds the
// baseline up then cuts the lowest pixel row: a comma reads as a full stop.
const (
	screenAscender  = 1972 // font units
	screenDescender = -416 // font units, below the baseline
)

// ForScreen is a copy of a BIZ UD font whose line is high enough to show the
// tails of ,gjpqy; on screen. Paper is drawn with the font as it is. A font
// without a hhea table is returned as a plain copy.
func ForScreen(font []byte) []byte {
	out := bytes.Clone(font)
	at, ok := table(out, "hhea")
	if !ok || at+8 > len(out) {
		return out
	}
	asc, desc := int16(screenAscender), int16(screenDescender)
	binary.BigEndian.PutUint16(out[at+4:], uint16(asc))
	binary.BigEndian.PutUint16(out[at+6:], uint16(desc))
	return out
}

// table finds where a table starts in a TrueType file.
func table(font []byte, tag string) (int, bool) {
	const header, record = 12, 16
	if len(font) < header {
		return 0, false
	}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		r := header + i*record
		if r+record > len(font) {
			break
		}
		if string(font[r:r+4]) == tag {
			return int(binary.BigEndian.Uint32(font[r+8:])), true
		}
	}
	return 0, false
}
