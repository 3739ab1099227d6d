package barcode

import (
	"fmt"

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
// 2,331. The bytes are not kept in a string of ours, but the coder works on
// copies that cannot be wiped: what is secret for good does not belong here.
func QR(content []byte) (Squares, error) {
	if len(content) == 0 {
		return Squares{}, ErrEmpty
	}
	enc := coding.String(content)
	const level = coding.M
	v := coding.Version(coding.MinVersion)
	for ; enc.Bits(v) > v.DataBytes(level)*8; v++ {
		if v == coding.MaxVersion {
			return Squares{}, fmt.Errorf("barcode: %d bytes are too many for a QR code", len(content))
		}
	}
	plan, err := coding.NewPlan(v, level, 0)
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
