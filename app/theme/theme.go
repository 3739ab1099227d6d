package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// TextSize is how large the reader wants everything.
type TextSize int

// The sizes of the settings: 標準, 大, 特大.
const (
	Standard TextSize = iota
	Large
	Larger
)

func (s TextSize) factor() float32 {
	switch s {
	case Large:
		return 1.15
	case Larger:
		return 1.3
	}
	return 1
}

// Look is which of the two sets of colours is shown.
type Look int

// The looks of the settings. Paper is the usual one: a system that does not
// tell what it likes would otherwise be dark.
const (
	Light Look = iota
	Dark
	OfSystem // as the system says, or the toolkit's FYNE_THEME
)

// The sizes of type, in pixels at the standard text size.
const (
	Small  = 13 // second lines, labels, chips, foot
	Body   = 15
	Strong = 18
	Title  = 22
	Giant  = 28
	Meter  = 32
	Number = 48 // today's numbers
)

// Compact is the window width below which the frame saves room.
const Compact = 1080

// Theme is the look of the whole window.
type Theme struct {
	size    TextSize
	fonts   fonts
	colors  map[fyne.ThemeColorName]pair
	toolkit map[fyne.ThemeColorName]fyne.ThemeColorName
	fixed   *fyne.ThemeVariant
}

// New is the theme at a text size; light or dark follows the system.
func New(size TextSize) *Theme {
	return &Theme{size: size, fonts: loadFonts(), colors: palette(), toolkit: toolkit()}
}

// Fixed is a theme that is always light or always dark, for tests.
func Fixed(size TextSize, variant fyne.ThemeVariant) *Theme {
	t := New(size)
	t.fixed = &variant
	return t
}

// In is the same theme in a look. It shares the fonts.
func (t *Theme) In(look Look) *Theme {
	other, light, dark := *t, base.VariantLight, base.VariantDark
	switch look {
	case Dark:
		other.fixed = &dark
	case OfSystem:
		other.fixed = nil
	default:
		other.fixed = &light
	}
	return &other
}

// Sized is the same theme at another text size. It shares the fonts.
func (t *Theme) Sized(size TextSize) *Theme {
	other := *t
	other.size = size
	return &other
}

// Color is a colour of ours or of the toolkit.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if t.fixed != nil {
		variant = *t.fixed
	}
	if ours, ok := t.toolkit[name]; ok {
		name = ours
	}
	if p, ok := t.colors[name]; ok {
		if variant == base.VariantDark {
			return rgb(p.dark)
		}
		return rgb(p.light)
	}
	if name == None {
		return color.Transparent
	}
	return base.DefaultTheme().Color(name, variant)
}

// Font is the Japanese font of a style.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return t.fonts.pick(style) }

// Icon is the toolkit's own; ours are drawn by the widgets.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

// Size is a length of the toolkit's own widgets.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	f := t.size.factor()
	switch name {
	case base.SizeNameText:
		return Body * f
	case base.SizeNameCaptionText:
		return Small * f
	case base.SizeNameSubHeadingText:
		return Strong * f
	case base.SizeNameHeadingText:
		return Title * f
	case base.SizeNamePadding:
		return 0 // our own layouts say every distance
	case base.SizeNameInnerPadding:
		return 11 * f
	case base.SizeNameLineSpacing:
		return 8 * f
	case base.SizeNameInputRadius, base.SizeNamePopupRadius, base.SizeNameMenuRadius, base.SizeNameButtonRadius:
		return 8 * f
	case base.SizeNameInputBorder:
		return 1
	case base.SizeNameScrollBar:
		return 10 * f
	}
	return base.DefaultTheme().Size(name)
}

// Px is a length given in pixels at the standard size, at the reader's size.
func Px(n float32) float32 {
	if t, ok := current(); ok {
		return n * t.size.factor()
	}
	return n
}

// Of is a colour as it looks now.
func Of(name fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(name, s.ThemeVariant())
}

func current() (*Theme, bool) {
	app := fyne.CurrentApp()
	if app == nil {
		return nil, false
	}
	t, ok := app.Settings().Theme().(*Theme)
	return t, ok
}

// Faint is a colour as it looks now, with a share of its strength from 0 to 1.
func Faint(name fyne.ThemeColorName, share float64) color.Color {
	c, ok := color.NRGBAModel.Convert(Of(name)).(color.NRGBA)
	if !ok {
		return color.Transparent
	}
	c.A = uint8(share * 255)
	return c
}
