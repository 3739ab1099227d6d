package assets

import (
	_ "embed" // the fonts
)

//go:embed fonts/BIZUDPGothic-Regular.ttf
var regular []byte

//go:embed fonts/BIZUDPGothic-Bold.ttf
var bold []byte

//go:embed fonts/BIZUDGothic-Regular.ttf
var mono []byte

//go:embed fonts/VL-PGothic-Regular.ttf
var fallback []byte

// Regular is BIZ UDPGothic Regular, a TrueType font. All callers share the
// bytes: whoever hands them to something that writes needs bytes.Clone.
func Regular() []byte { return regular }

// Bold is BIZ UDPGothic Bold. The bytes are shared, as with Regular.
func Bold() []byte { return bold }

// Mono is BIZ UDGothic Regular, whose Latin letters and digits are all half an
// em wide. The bytes are shared, as with Regular.
func Mono() []byte { return mono }

// Fallback is VL PGothic Regular, for characters such as 𠮷 that the BIZ UD
// fonts lack. The bytes are shared, as with Regular.
func Fallback() []byte { return fallback }
