package page

import (
	"crypto/sha256"
	"fmt"
	"math"
)

// Sum is the SHA-256 of a drawing: what is drawn where, in order. It tells a
// page from every other and is the same in every process.
func (p Page) Sum() []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%x %x", math.Float64bits(p.Width), math.Float64bits(p.Height))
	for _, it := range p.Items {
		fmt.Fprintf(h, "\n%T %+v", it, it) // floats in their shortest exact form
	}
	return h.Sum(nil)
}
