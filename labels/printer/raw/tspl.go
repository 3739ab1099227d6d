package raw

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"

	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// tspl is TSC's TSPL2, as its Programming Manual has it.
type tspl struct{}

// gap is what lies between two labels of a roll, in mm. The printer finds the
// true one with its sensor; this is where it looks.
const gap = 3

func (tspl) sheet(p Paper, bits *raster.Bits, darkness int) ([]byte, error) {
	var out bytes.Buffer
	mm := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	fmt.Fprintf(&out, "SIZE %s mm,%s mm\r\nGAP %d mm,0 mm\r\n", mm(p.Width), mm(p.Height), gap)
	if darkness > 0 {
		fmt.Fprintf(&out, "DENSITY %d\r\n", darkness)
	}
	out.WriteString("DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n")
	fmt.Fprintf(&out, "BITMAP 0,0,%d,%d,0,", bits.Stride, bits.Height)
	for _, b := range bits.Pix {
		out.WriteByte(^b) // 0 is ink here
	}
	out.WriteString("\r\nPRINT 1,1\r\n")
	return out.Bytes(), nil
}

// asks: <ESC>!? is answered at any time, also in trouble.
func (tspl) asks() [][]byte { return [][]byte{[]byte("\x1b!?")} }

func (tspl) drop() []byte { return []byte("\x1b!.") }

// rest is line ends: dots as long as a half BITMAP takes them, and empty lines
// after that. Until then the printer may take <ESC>!R for dots as well, and what
// the rest draws is cleared by the CLS of the next page.
func (tspl) rest(n int) []byte { return bytes.Repeat([]byte("\r\n"), n/2+1) }

// listen reads one byte of flags.
func (tspl) listen(r *bufio.Reader) (status, error) {
	b, err := r.ReadByte()
	if err != nil {
		return status{}, err
	}
	s := status{busy: b&0x20 != 0}
	for _, t := range []struct {
		mask byte
		key  string
	}{{0x41, printer.HeadOpen}, {0x04, printer.Empty}, {0x08, printer.Ribbon}, {0x02, printer.Attention}, {0x80, printer.Attention}, {0x10, printer.Paused}} {
		if b&t.mask != 0 && s.trouble == "" {
			s.trouble = t.key
		}
	}
	return s, nil
}

// settled: twice in a row, because a page that was just read is not yet being
// printed for a moment.
func (tspl) settled(now, before status) bool {
	return now == status{} && before == status{}
}
