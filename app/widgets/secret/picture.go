package secret

import (
	"image"
	"image/draw"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"nifuda/app/theme"
)

// Picture shows secret words as pixels, to be copied by hand. Wipe overwrites
// the words and the last drawing of them.
type Picture struct {
	widget.BaseWidget
	Type  float32 // type size in pixels
	Paper bool    // ink on printed paper, whatever the theme

	buf    *Buffer
	face   font.Face
	scale  float32
	last   *image.RGBA
	raster *canvas.Raster
}

// NewPicture is an empty picture; size is the type size in pixels.
func NewPicture(size float32) *Picture {
	p := &Picture{Type: size, buf: NewBuffer(capacity)}
	p.raster = canvas.NewRaster(p.draw)
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a copy of the words.
func (p *Picture) Set(words []byte) {
	p.buf.Wipe()
	for rest := words; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		p.buf.Put(r)
		rest = rest[n:]
	}
	p.Refresh()
}

// Wipe overwrites the words and their drawing.
func (p *Picture) Wipe() {
	p.buf.Wipe()
	p.forget()
	p.Refresh()
}

func (p *Picture) forget() {
	if p.last != nil {
		clear(p.last.Pix)
		p.last = nil
	}
}

// CreateRenderer is for the toolkit.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.raster)
}

// MinSize is one line, as wide as the words: half an em for each half-width
// character.
func (p *Picture) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(p.Type)*0.5*float32(max(p.buf.Len(), 4))+2, theme.Px(p.Type*1.4))
}

// draw makes a new drawing and overwrites the one before. w and h are device
// pixels.
func (p *Picture) draw(w, h int) image.Image {
	p.forget()
	img := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	p.last = img
	face := p.faceFor(float32(h) / 1.4)
	if face == nil || p.buf.Len() == 0 {
		return img
	}
	ink := theme.Of(theme.Ink)
	if p.Paper {
		ink = theme.Of(theme.SheetInk)
	}
	at := fixed.Point26_6{X: 0, Y: fixed.I(h * 3 / 4)}
	src := image.NewUniform(ink)
	for rest := p.buf.Peek(); len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		rest = rest[n:]
		where, mask, from, step, ok := face.Glyph(at, r)
		if ok {
			draw.DrawMask(img, where, src, image.Point{}, mask, from, draw.Over)
		}
		at.X += step
	}
	return img
}

// faceFor is the even-width font at a size. The face caches the outline of one
// character at most.
func (p *Picture) faceFor(px float32) font.Face {
	if p.face != nil && p.scale == px {
		return p.face
	}
	f, err := opentype.Parse(fyne.CurrentApp().Settings().Theme().Font(fyne.TextStyle{Monospace: true}).Content())
	if err != nil {
		return nil
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(px), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	p.face, p.scale = face, px
	return face
}

// Len counts the characters it shows.
func (p *Picture) Len() int { return p.buf.Len() }
