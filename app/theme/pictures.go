package theme

import (
	"bytes"
	"fmt"

	"fyne.io/fyne/v2"

	"nifuda/assets"
)

// Picture is an icon in a named colour as it looks now. The drawings are
// strokes in currentColor, which the toolkit cannot recolour by itself.
func Picture(name string, color fyne.ThemeColorName) fyne.Resource {
	r, g, b, _ := Of(color).RGBA()
	hex := fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
	svg := bytes.ReplaceAll(assets.Icon(name), []byte("currentColor"), []byte(hex))
	return fyne.NewStaticResource(name+hex+".svg", svg)
}

// AppIcon is the picture of the program.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("nifuda.svg", assets.Icon("app")) }
