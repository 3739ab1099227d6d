package labels

import (
	"fmt"

	"nifuda/assets"
	"nifuda/labels/glyph"
)

// Pen draws documents. It holds the fonts, is safe for use by several
// goroutines, and is made once.
type Pen struct{ fonts *glyph.Set }

// NewPen is a pen with the fonts that travel in the program. It takes some
// milliseconds.
func NewPen() (*Pen, error) {
	fonts, err := glyph.New(glyph.Sources{
		Regular: assets.Regular(), Bold: assets.Bold(),
		Mono: assets.Mono(), Fallback: assets.Fallback(),
	})
	if err != nil {
		return nil, fmt.Errorf("read the fonts of the paper: %w", err)
	}
	return &Pen{fonts}, nil
}

// Fonts are what labels/pdf and labels/raster draw the pages with.
func (p *Pen) Fonts() *glyph.Set { return p.fonts }
