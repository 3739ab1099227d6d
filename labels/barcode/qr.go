package barcode

import (
	"fmt"
	"sync"

	"rsc.io/qr/coding"
)

// QRQuietModules is the blank margin a QR code needs on every side, in modules
// (ISO/IEC 18004).
const QRQuietModules = 4

// Squares is a two-dimensional code.
type Squares struct {
	Size int    // squares in a row, and rows
	Dark []bool // row by row
}

// QR encodes bytes at error correction level M, about 15 % of which may be
// unreadable. It is an error when they are too many for one code: more than
// 2,331. The content goes through no string, and the finished bitmap is
// overwritten; what the coder keeps in between is left to the collector.
func QR(content []byte) (Squares, error) {
	if len(content) == 0 {
		return Squares{}, ErrEmpty
	}
	enc := octets(content)
	const level = coding.M
	v := coding.Version(coding.MinVersion)
	for ; enc.Bits(v) > v.DataBytes(level)*8; v++ {
		if v == coding.MaxVersion {
			return Squares{}, fmt.Errorf("barcode: %d bytes are too many for a QR code", len(content))
		}
	}
	plan, err := plans[v].of(v, level)
	if err != nil {
		return Squares{}, fmt.Errorf("plan a QR code: %w", err)
	}
	code, err := plan.Encode(enc)
	if err != nil {
		return Squares{}, fmt.Errorf("encode a QR code: %w", err)
	}
	out := Squares{Size: code.Size, Dark: make([]bool, code.Size*code.Size)}
	for y := range code.Size {
		for x := range code.Size {
			out.Dark[y*code.Size+x] = code.Black(x, y)
		}
	}
	clear(code.Bitmap)
	return out, nil
}

// plans are where the bits of a code go, by its version. They hold nothing of
// any content, and laying one out takes longer than filling it.
var plans [coding.MaxVersion + 1]layout

type layout struct {
	once sync.Once
	plan *coding.Plan
	err  error
}

func (l *layout) of(v coding.Version, level coding.Level) (*coding.Plan, error) {
	l.once.Do(func() { l.plan, l.err = coding.NewPlan(v, level, 0) })
	return l.plan, l.err
}

// octets is byte mode (ISO/IEC 18004, 7.4.5) over bytes.
type octets []byte

// countBits is how long the number of bytes is written.
func countBits(v coding.Version) int {
	if v < 10 {
		return 8
	}
	return 16
}

func (octets) Check() error { return nil }

func (o octets) Bits(v coding.Version) int { return 4 + countBits(v) + 8*len(o) }

func (o octets) Encode(b *coding.Bits, v coding.Version) {
	const byteMode = 4
	b.Write(byteMode, 4)
	b.Write(uint(len(o)), countBits(v))
	for _, c := range o {
		b.Write(uint(c), 8)
	}
}
