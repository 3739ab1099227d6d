package page

import (
	"crypto/sha256"
	"fmt"
	"hash"
)

// Digest is the SHA-256 of what pages show, to tell a drawing from another one.
// Lengths count to a micrometre: processors may differ in what is smaller.
func Digest(pages []Page) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range pages {
		fmt.Fprintf(h, "page %.3f %.3f %d\n", p.Width, p.Height, len(p.Items))
		for _, it := range p.Items {
			it.sum(h)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func (t Text) sum(h hash.Hash) {
	fmt.Fprintf(h, "text %d %.3f %.3f %.3f %q\n", t.Role, t.Size, t.X, t.Y, t.Text)
}

func (r Rule) sum(h hash.Hash) {
	fmt.Fprintf(h, "rule %.3f %.3f %.3f %.3f %.3f %.3f\n", r.X1, r.Y1, r.X2, r.Y2, r.Width, r.Dash)
}

func (b Box) sum(h hash.Hash) {
	fmt.Fprintf(h, "box %.3f %.3f %.3f %.3f %.3f\n", b.X, b.Y, b.W, b.H, b.Line)
}

func (b Bars) sum(h hash.Hash) {
	fmt.Fprintf(h, "bars %.3f %.3f %.4f %.3f %x\n", b.X, b.Y, b.Module, b.Height, b.Widths)
}

func (m Modules) sum(h hash.Hash) {
	fmt.Fprintf(h, "modules %.3f %.3f %.4f %d %v\n", m.X, m.Y, m.Module, m.Size, m.Dark)
}
