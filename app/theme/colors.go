package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// The colours of the house, by what they are for. Wash is the quiet ground of
// the colour before it.
const (
	Paper     fyne.ThemeColorName = "nifuda.paper" // the window
	Card      fyne.ThemeColorName = "nifuda.card"  // what lies on the window
	Rail      fyne.ThemeColorName = "nifuda.rail"  // navigation and foot
	Line      fyne.ThemeColorName = "nifuda.line"  // quiet rule
	Edge      fyne.ThemeColorName = "nifuda.edge"  // border of a control
	Ink       fyne.ThemeColorName = "nifuda.ink"
	Ink2      fyne.ThemeColorName = "nifuda.ink2"
	Ai        fyne.ThemeColorName = "nifuda.ai" // 藍, the one primary
	OnAi      fyne.ThemeColorName = "nifuda.on-ai"
	AiWash    fyne.ThemeColorName = "nifuda.ai-wash"
	Pine      fyne.ThemeColorName = "nifuda.pine" // done
	PineWash  fyne.ThemeColorName = "nifuda.pine-wash"
	Ochre     fyne.ThemeColorName = "nifuda.ochre" // waits for a person
	OchreWash fyne.ThemeColorName = "nifuda.ochre-wash"
	Shu       fyne.ThemeColorName = "nifuda.shu" // 朱, trouble and the lock
	OnShu     fyne.ThemeColorName = "nifuda.on-shu"
	ShuWash   fyne.ThemeColorName = "nifuda.shu-wash"
	Kraft     fyne.ThemeColorName = "nifuda.kraft" // the tag
	KraftDark fyne.ThemeColorName = "nifuda.kraft-dark"
	KraftInk  fyne.ThemeColorName = "nifuda.kraft-ink"
	KraftWash fyne.ThemeColorName = "nifuda.kraft-wash"
	Sheet     fyne.ThemeColorName = "nifuda.sheet"     // printed paper, white in both sets
	SheetInk  fyne.ThemeColorName = "nifuda.sheet-ink" // what stands on it
	SheetUsed fyne.ThemeColorName = "nifuda.sheet-used"
	SheetLine fyne.ThemeColorName = "nifuda.sheet-line"
	SheetInk2 fyne.ThemeColorName = "nifuda.sheet-ink2"
	SheetAi   fyne.ThemeColorName = "nifuda.sheet-ai"    // a mark on printed paper: chosen
	SheetOch  fyne.ThemeColorName = "nifuda.sheet-ochre" // a mark on printed paper: look here
	None      fyne.ThemeColorName = "nifuda.none"
)

// pair is a colour on light and on dark surfaces, as 0xRRGGBB.
type pair struct{ light, dark uint32 }

func palette() map[fyne.ThemeColorName]pair {
	return map[fyne.ThemeColorName]pair{
		Paper:     {0xFBFAF7, 0x1D1F22},
		Card:      {0xFFFFFF, 0x26292D},
		Rail:      {0xF3F0E9, 0x17191B},
		Line:      {0xE3DFD6, 0x3A3E43},
		Edge:      {0x8A857A, 0x7C8087},
		Ink:       {0x1F2328, 0xECE8DF},
		Ink2:      {0x5B5F66, 0xAEB0B4},
		Ai:        {0x1F4E79, 0x9CC4EA},
		OnAi:      {0xFFFFFF, 0x12273B},
		AiWash:    {0xE4ECF4, 0x24384B},
		Pine:      {0x355F3F, 0x9BCBA5},
		PineWash:  {0xE6EFE7, 0x223327},
		Ochre:     {0x7A5200, 0xE5B863},
		OchreWash: {0xF8EDD6, 0x3A2F18},
		Shu:       {0xA93025, 0xF2A08F},
		OnShu:     {0xFFFFFF, 0x2B1408},
		ShuWash:   {0xFAE7E3, 0x43261F},
		Kraft:     {0xC9A66B, 0xB8935A},
		KraftDark: {0xA8834A, 0x8E6E3C},
		KraftInk:  {0x5F4515, 0xE0C28E},
		KraftWash: {0xF2E8D5, 0x352D20},
		Sheet:     {0xFFFFFF, 0xFFFFFF},
		SheetInk:  {0x1F2328, 0x1F2328},
		SheetUsed: {0xEFECE5, 0xEFECE5},
		SheetLine: {0xC9C4B8, 0xC9C4B8},
		SheetInk2: {0x5B5F66, 0x5B5F66},
		SheetAi:   {0x1F4E79, 0x1F4E79},
		SheetOch:  {0x7A5200, 0x7A5200},
	}
}

// toolkit says which of our colours stands in for the toolkit's own names.
func toolkit() map[fyne.ThemeColorName]fyne.ThemeColorName {
	return map[fyne.ThemeColorName]fyne.ThemeColorName{
		base.ColorNameBackground:          Paper,
		base.ColorNameForeground:          Ink,
		base.ColorNamePrimary:             Ai,
		base.ColorNameHyperlink:           Ai,
		base.ColorNameForegroundOnPrimary: OnAi,
		base.ColorNameInputBackground:     Card,
		base.ColorNameInputBorder:         Edge,
		base.ColorNamePlaceHolder:         Ink2,
		base.ColorNameDisabled:            Ink2,
		base.ColorNameMenuBackground:      Card,
		base.ColorNameOverlayBackground:   Card,
		base.ColorNameShadow:              None, // no shadows: a line separates surfaces
		base.ColorNameSeparator:           Line,
		base.ColorNameSelection:           AiWash,
		base.ColorNameHover:               AiWash,
		base.ColorNameFocus:               AiWash,
		base.ColorNamePressed:             AiWash,
		base.ColorNameScrollBar:           Edge,
		base.ColorNameScrollBarBackground: None,
		base.ColorNameError:               Shu,
		base.ColorNameSuccess:             Pine,
		base.ColorNameWarning:             Ochre,
		base.ColorNameButton:              Card,
		base.ColorNameDisabledButton:      Rail,
		base.ColorNameHeaderBackground:    Rail,
	}
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}
