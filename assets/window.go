package assets

import "embed"

//go:embed icons/*.svg
var icons embed.FS

//go:embed translations/*.json
var translations embed.FS

// Icon is a drawing of 24 by 24 in strokes of currentColor, by the name of its
// file; nil when there is none.
func Icon(name string) []byte { return read(icons, "icons/"+name+".svg") }

// Translation is the catalogue of a language ("ja", "en"), nil when there is
// none.
func Translation(lang string) []byte { return read(translations, "translations/"+lang+".json") }

func read(fs embed.FS, name string) []byte {
	b, err := fs.ReadFile(name)
	if err != nil {
		return nil
	}
	return b
}
