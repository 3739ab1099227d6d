package theme

import (
	"bytes"
	"encoding/binary"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"nifuda/assets"
)

// fonts are the resources the toolkit asks for again and again; it caches by
// their address, so they are made once.
type fonts struct{ regular, bold, mono fyne.Resource }

func loadFonts() fonts {
	lendFallback()
	return fonts{
		regular: fyne.NewStaticResource("BIZUDPGothic-Regular.ttf", assets.ForScreen(assets.Regular())),
		bold:    fyne.NewStaticResource("BIZUDPGothic-Bold.ttf", assets.ForScreen(assets.Bold())),
		mono:    fyne.NewStaticResource("BIZUDGothic-Regular.ttf", assets.ForScreen(assets.Mono())),
	}
}

func (f fonts) pick(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return base.DefaultSymbolFont()
	case s.Monospace:
		return f.mono
	case s.Bold:
		return f.bold
	}
	return f.regular
}

// lendFallback puts our second Japanese font where the toolkit keeps its
// symbol font. A theme has room for one font per style, but the symbol font is
// asked for every character the others lack, before any font of the machine:
// so 𠮷 looks the same everywhere, and no merged font has to be built.
func lendFallback() {
	if r, ok := base.DefaultSymbolFont().(*fyne.StaticResource); ok && r.StaticName != fallbackName {
		r.StaticName = fallbackName
		r.StaticContent = sameLine(assets.Fallback())
	}
}

const fallbackName = "VL-PGothic-Regular.ttf"

// sameLine is a copy of a font whose line has the proportions of the screen
// fonts: characters of both then stand on one baseline.
func sameLine(font []byte) []byte {
	const above, below = 1972.0 / 2048, 416.0 / 2048
	out := bytes.Clone(font)
	head, ok := table(out, "head")
	if !ok {
		return out
	}
	em := float64(binary.BigEndian.Uint16(out[head+18:]))
	put := func(tag string, at int) {
		if start, ok := table(out, tag); ok && start+at+6 <= len(out) {
			asc, desc := int16(em*above+0.5), -int16(em*below+0.5)
			binary.BigEndian.PutUint16(out[start+at:], uint16(asc))
			binary.BigEndian.PutUint16(out[start+at+2:], uint16(desc))
			binary.BigEndian.PutUint16(out[start+at+4:], 0) // line gap
		}
	}
	put("hhea", 4)
	put("OS/2", 68)
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
