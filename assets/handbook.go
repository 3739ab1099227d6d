package assets

import "embed"

//go:embed handbook/*.md
var handbook embed.FS

// Pictures of the documents, with invented people. The others of that folder
// are the README's alone.
//
//go:embed pictures/labels.png pictures/slip.png pictures/gift.png pictures/invoice.png pictures/receipt.png
//go:embed pictures/refund.png pictures/picks.png pictures/carrier.png pictures/calibration.png
var pictures embed.FS

// HandbookPages are the names of the pages, in order.
func HandbookPages() []string { return []string{"paper", "lost"} }

// Handbook is a page in a language ("ja", "en"): lines of Markdown with no marks
// within them. nil when there is none.
func Handbook(page, lang string) []byte { return read(handbook, "handbook/"+page+"."+lang+".md") }

// HandbookPicture is a PNG that a page names, nil when there is none.
func HandbookPicture(name string) []byte { return read(pictures, "pictures/"+name+".png") }
