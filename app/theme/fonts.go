package theme

import (
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
		r.StaticContent = assets.ForScreen(assets.Fallback())
	}
}

const fallbackName = "VL-PGothic-Regular.ttf"
