package raster

import (
	"image"
	"image/color"

	"nifuda/labels/glyph"
	"nifuda/labels/page"
)

// Bits is a page in black and white, as label printers take it: row by row, the
// leftmost dot in a byte's highest bit, 1 is ink.
type Bits struct {
	Width, Height int // dots
	Stride        int // bytes in a row
	Pix           []byte
}

// Mono draws a page in black and white at a resolution in dots per inch. A dot
// that is covered by half has ink. It is Gray, cut in the middle.
func Mono(f *glyph.Set, p page.Page, dpi float64) (*Bits, error) {
	ink, err := inked(f, p, dpi)
	if err != nil {
		return nil, err
	}
	b := NewBits(ink.Rect.Dx(), ink.Rect.Dy())
	for y := range b.Height {
		row, in := b.Row(y), ink.Pix[y*ink.Stride:][:b.Width]
		for x, a := range in {
			if a >= 128 {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	clear(ink.Pix)
	return b, nil
}

// NewBits is a white bitmap.
func NewBits(width, height int) *Bits {
	stride := (width + 7) / 8
	return &Bits{Width: width, Height: height, Stride: stride, Pix: make([]byte, stride*height)}
}

// Row is the bytes of row y.
func (b *Bits) Row(y int) []byte { return b.Pix[y*b.Stride:][:b.Stride] }

// Ink reports whether there is ink at a dot. Outside of the bitmap there is none.
func (b *Bits) Ink(x, y int) bool {
	return x >= 0 && y >= 0 && x < b.Width && y < b.Height && b.Pix[y*b.Stride+x/8]&(0x80>>(x%8)) != 0
}

// Set puts ink on a dot.
func (b *Bits) Set(x, y int) { b.Pix[y*b.Stride+x/8] |= 0x80 >> (x % 8) }

// Part is a bitmap of the given size whose top left dot is the given one of
// this bitmap; what is outside of it is white.
func (b *Bits) Part(left, top, width, height int) *Bits {
	out := NewBits(width, height)
	for y := range height {
		for x := range width {
			if b.Ink(left+x, top+y) {
				out.Set(x, y)
			}
		}
	}
	return out
}

// Equal reports whether two bitmaps are the same, dot by dot.
func (b *Bits) Equal(o *Bits) bool {
	if b.Width != o.Width || b.Height != o.Height {
		return false
	}
	for y := range b.Height {
		for x := range b.Width {
			if b.Ink(x, y) != o.Ink(x, y) {
				return false
			}
		}
	}
	return true
}

// Image is the bitmap for the screen.
func (b *Bits) Image() image.Image {
	out := image.NewGray(image.Rect(0, 0, b.Width, b.Height))
	for y := range b.Height {
		for x := range b.Width {
			if !b.Ink(x, y) {
				out.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return out
}

// Wipe overwrites the bitmap.
func (b *Bits) Wipe() { clear(b.Pix) }
