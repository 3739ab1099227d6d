package pwg

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"math"

	"nifuda/data"
	"nifuda/labels/glyph"
	"nifuda/labels/page"
	"nifuda/labels/raster"
)

// Ink is how a printer wants its dots, in the words of
// pwg-raster-document-type-supported.
type Ink string

// What we write, the best first: a label has black and nothing between.
const (
	Black Ink = "black_1"
	Gray  Ink = "sgray_8"
	Color Ink = "srgb_8"
)

// Inks lists them, the best first.
func Inks() []Ink { return []Ink{Black, Gray, Color} }

// Document writes pages as one document of one-sided pages. The caller wipes it.
func Document(f *glyph.Set, pages []page.Page, dpi int, ink Ink) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("RaS2")
	for _, p := range pages {
		if err := write(&out, f, p, dpi, ink, len(pages)); err != nil {
			return nil, &data.Fault{Kind: data.Internal, Key: "fault.label.draw", Err: err}
		}
	}
	return out.Bytes(), nil
}

// write writes one page.
func write(out *bytes.Buffer, f *glyph.Set, p page.Page, dpi int, ink Ink, total int) error {
	across, down := p.Outer()
	h := header{dpi: dpi, total: total, points: [2]int{points(across), points(down)}}
	switch ink {
	case Black:
		b, err := raster.Mono(f, p, float64(dpi))
		if err != nil {
			return err
		}
		defer b.Wipe()
		h.width, h.height, h.stride, h.bits, h.colors, h.space = b.Width, b.Height, b.Stride, 1, 1, spaceBlack
		h.write(out)
		rows(out, b.Height, 1, b.Row)
	case Gray, Color:
		g, err := raster.Gray(f, p, float64(dpi))
		if err != nil {
			return err
		}
		defer clear(g.Pix)
		unit := 1
		h.bits, h.colors, h.space = 8, 1, spaceGray
		if ink == Color {
			unit, h.colors, h.space = 3, 3, spaceColor
		}
		h.width, h.height = g.Rect.Dx(), g.Rect.Dy()
		h.stride = unit * h.width
		h.write(out)
		line := make([]byte, h.stride)
		defer clear(line)
		rows(out, h.height, unit, func(y int) []byte { return wide(line, g, y, unit) })
	default:
		return fmt.Errorf("pwg: an ink that is not ours: %s", ink)
	}
	return nil
}

// wide is a row with each pixel as often as it has colours.
func wide(line []byte, g *image.Gray, y, unit int) []byte {
	row := g.Pix[y*g.Stride:][:g.Rect.Dx()]
	if unit == 1 {
		return row
	}
	for x, v := range row {
		for c := range unit {
			line[x*unit+c] = v
		}
	}
	return line
}

func points(mm float64) int { return int(math.Round(mm / page.MMPerPt)) }

// The colour spaces of the format.
const (
	spaceBlack = 3
	spaceGray  = 18
	spaceColor = 19
)

// header is what differs from page to page in the 1,796 bytes before it.
type header struct {
	dpi, total            int
	points                [2]int // PostScript points
	width, height, stride int    // dots, dots, bytes
	bits, colors, space   int    // bits of one colour
}

func (h header) write(out *bytes.Buffer) {
	var b [1796]byte
	put := func(at, v int) { binary.BigEndian.PutUint32(b[at:], uint32(v)) }
	copy(b[0:], "PwgRaster")
	for at, v := range map[int]int{
		276: h.dpi, 280: h.dpi, 340: 1, 352: h.points[0], 356: h.points[1],
		372: h.width, 376: h.height, 384: h.bits, 388: h.bits * h.colors, 392: h.stride, 400: h.space, 420: h.colors,
		452: h.total, 456: 1, 460: 1, // not turned, not mirrored
		472: h.width, 476: h.height, // of the part with ink on it
	} {
		put(at, v)
	}
	out.Write(b[:])
}

// rows writes the lines of a page: how often a line stands there, and then its
// pixels of unit bytes in runs.
func rows(out *bytes.Buffer, height, unit int, row func(y int) []byte) {
	var line []byte
	for y := 0; y < height; {
		line = append(line[:0], row(y)...)
		n := 1
		for n < 256 && y+n < height && bytes.Equal(row(y+n), line) {
			n++
		}
		out.WriteByte(byte(n - 1))
		runs(out, line, unit)
		y += n
	}
	clear(line)
}

// runs writes a line: n-1 and a pixel that stands there n times, or 257-n and n
// pixels that differ.
func runs(out *bytes.Buffer, line []byte, unit int) {
	at := func(i int) []byte { return line[i*unit : (i+1)*unit] }
	count := len(line) / unit
	for i := 0; i < count; {
		n := 1
		for n < 128 && i+n < count && bytes.Equal(at(i+n), at(i)) {
			n++
		}
		if n > 1 || i+1 == count {
			out.WriteByte(byte(n - 1))
			out.Write(at(i))
			i += n
			continue
		}
		for n < 128 && i+n < count && (i+n+1 >= count || !bytes.Equal(at(i+n), at(i+n+1))) {
			n++
		}
		if n == 1 {
			out.WriteByte(0)
		} else {
			out.WriteByte(byte(257 - n))
		}
		out.Write(line[i*unit : (i+n)*unit])
		i += n
	}
}
