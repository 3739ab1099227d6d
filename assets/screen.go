package assets

import (
	"bytes"
	"encoding/binary"
)

// The line of the BIZ UD fonts as their files state it is exactly one em high,
// 1802 above and 246 below the baseline of 2048. A toolkit that rounds the
// baseline up then cuts the lowest pixel row: a comma reads as a full stop.
const (
	screenAbove = 1972.0 / 2048 // of an em, above the baseline
	screenBelow = 416.0 / 2048  // of an em, below it
)

// ForScreen is a copy of a font whose line is high enough to show the tails of
// ,gjpqy; on screen, in the same proportions for every font, so that characters
// of two of them stand on one baseline. Paper is drawn with the font as it is.
// What is no font is returned as a plain copy.
func ForScreen(font []byte) []byte {
	out := bytes.Clone(font)
	head, ok := table(out, "head")
	if !ok || head+20 > len(out) {
		return out
	}
	em := float64(binary.BigEndian.Uint16(out[head+18:]))
	above, below := int16(em*screenAbove+0.5), -int16(em*screenBelow+0.5)
	for tag, at := range map[string]int{"hhea": 4, "OS/2": 68} {
		if start, ok := table(out, tag); ok && start+at+6 <= len(out) {
			binary.BigEndian.PutUint16(out[start+at:], uint16(above))
			binary.BigEndian.PutUint16(out[start+at+2:], uint16(below))
			binary.BigEndian.PutUint16(out[start+at+4:], 0) // line gap
		}
	}
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
