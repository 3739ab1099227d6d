package raw

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// brother is the raster of Brother's QL printers, as their Command Reference
// has it, at 300 dpi.
type brother struct{}

// roll is paper for these printers. Its dots are those that can be printed; what
// is outside of them stays white.
type roll struct {
	width, height float64 // mm; height 0 is cut to length
	dots, lines   int     // lines 0 is any number
	right         int     // dots from the end of the head to the paper
	wide          bool    // for the wide printers alone, QL-1050 and up
}

// rolls are the makers' DK tapes.
var rolls = []roll{
	{width: 17, height: 54, dots: 165, lines: 566}, {width: 17, height: 87, dots: 165, lines: 956},
	{width: 29, height: 42, dots: 306, lines: 425, right: 6}, {width: 29, height: 90, dots: 306, lines: 991, right: 6},
	{width: 38, height: 90, dots: 413, lines: 991, right: 12}, {width: 39, height: 48, dots: 425, lines: 495, right: 6},
	{width: 52, height: 29, dots: 578, lines: 271}, {width: 62, height: 29, dots: 696, lines: 271, right: 12},
	{width: 62, height: 100, dots: 696, lines: 1109, right: 12},
	{width: 102, height: 51, dots: 1164, lines: 526, right: 12, wide: true},
	{width: 102, height: 152, dots: 1164, lines: 1660, right: 12, wide: true},
	{width: 29, dots: 306, right: 6}, {width: 38, dots: 413, right: 12}, {width: 50, dots: 554, right: 12}, {width: 54, dots: 590},
	{width: 62, dots: 696, right: 12}, {width: 102, dots: 1164, right: 12, wide: true},
}

// feed is what the printer moves the paper before and after a label that is cut
// to length: 3 mm.
const feed = 35

// rollFor is the paper of a size: the one that is cut so already, or else one
// that is cut to length.
func rollFor(p Paper) (roll, bool) {
	for _, r := range rolls {
		if near(r.width, p.Width) && (r.height == 0 || near(r.height, p.Height)) {
			return r, true
		}
	}
	return roll{}, false
}

func (brother) sheet(p Paper, page *raster.Bits, _ int) ([]byte, error) {
	r, ok := rollFor(p)
	if !ok {
		return nil, printer.Fault(printer.Media, nil)
	}
	lines, kind, margin := r.lines, byte(0x0B), 0
	if lines == 0 {
		lines, kind, margin = max(page.Height-2*feed, 1), 0x0A, feed
	}
	head, beyond := 90, 0 // bytes of the print head, dots of it that no paper reaches
	if r.wide {
		head, beyond = 162, 44
	}
	var out bytes.Buffer
	out.Write(make([]byte, 400)) // ends whatever was begun and cut off
	out.WriteString("\x1b@")     // forget it
	out.WriteString("\x1bia\x01")
	out.WriteString("\x1bi!\x00") // say when a page came out
	out.WriteString("\x1biz")
	out.Write([]byte{0x8E, kind, byte(r.width), byte(r.height)})
	_ = binary.Write(&out, binary.LittleEndian, uint32(lines))
	out.Write([]byte{0, 0})
	out.WriteString("\x1biM\x40\x1biA\x01\x1biK\x08") // cut after each
	out.Write([]byte{0x1b, 'i', 'd', byte(margin), 0})
	out.WriteString("M\x00")
	printable := page.Part((page.Width-r.dots)/2, (page.Height-lines)/2, r.dots, lines)
	defer printable.Wipe()
	for y := range lines {
		out.WriteByte('g')
		out.WriteByte(0)
		out.WriteByte(byte(head))
		out.Write(headRow(printable, y, head, r.right+beyond))
	}
	out.WriteByte(0x1A)
	return out.Bytes(), nil
}

// headRow is a row as the print head sees it: from the right, after the dots
// that no paper reaches.
func headRow(b *raster.Bits, y, head, skip int) []byte {
	out := make([]byte, head)
	for x := range b.Width {
		if at := skip + b.Width - 1 - x; b.Ink(x, y) && at < 8*head {
			out[at/8] |= 0x80 >> (at % 8)
		}
	}
	return out
}

func (brother) asks() [][]byte { return [][]byte{[]byte("\x1biS")} }

// drop: so many zeros that whatever was begun is over, and then forget it.
func (brother) drop() []byte { return append(make([]byte, 400), "\x1b@"...) }

// rest: every page begins with it.
func (b brother) rest(int) []byte { return b.drop() }

// listen reads 32 bytes that begin with their own number.
func (brother) listen(r *bufio.Reader) (status, error) {
	var b [32]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return status{}, err
	}
	if b[0] != 0x80 || b[1] != 0x20 || b[2] != 'B' {
		return status{}, errAnswer
	}
	s := status{width: float64(b[10]), done: b[18] == 0x01, busy: b[19] == 0x01}
	for _, t := range []struct {
		at   int
		mask byte
		key  string
	}{{9, 0x10, printer.HeadOpen}, {8, 0x03, printer.Empty}, {9, 0x01, printer.Media}, {8, 0xFC, printer.Attention}, {9, 0xEE, printer.Attention}} {
		if b[t.at]&t.mask != 0 && s.trouble == "" {
			s.trouble = t.key
		}
	}
	if s.trouble == "" && (b[18] == 0x02 || b[18] == 0x04) { // an error without a name; switched off
		s.trouble = printer.Attention
	}
	return s, nil
}

// settled: the printer says itself when a page came out.
func (brother) settled(now, _ status) bool { return now.done }
