package pdf

import (
	"bytes"
	"fmt"
	"image"

	"nifuda/data"
)

// Pictures writes pages that are already pixels as a PDF of black and white
// images. It goes past the PDF library and past strings, so whoever prints a
// secret can overwrite the result and the images, and no copy is left.
func Pictures(pages []*image.Gray, dpi float64) ([]byte, error) {
	if len(pages) == 0 || len(pages) > MaxPages || dpi <= 0 {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.label.toomany",
			Args: map[string]any{"count": len(pages), "max": MaxPages}}
	}
	// All room is taken at once: a buffer that grows leaves copies behind.
	size := 1024
	for _, p := range pages {
		size += (p.Rect.Dx()+7)/8*p.Rect.Dy() + 1024
	}
	w := objects{buf: bytes.NewBuffer(make([]byte, 0, size))}
	w.buf.WriteString("%PDF-1.4\n")
	w.begin("<</Type/Catalog/Pages 2 0 R>>")
	w.end()
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	w.begin(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids))
	w.end()
	for _, p := range pages {
		w.picture(p, dpi)
	}
	w.close()
	return w.buf.Bytes(), nil
}

// objects writes a PDF file object by object and remembers where each begins.
type objects struct {
	buf *bytes.Buffer
	at  []int
}

func (w *objects) begin(head string) {
	w.at = append(w.at, w.buf.Len())
	fmt.Fprintf(w.buf, "%d 0 obj\n%s\n", len(w.at), head)
}

func (w *objects) end() { w.buf.WriteString("endobj\n") }

// picture writes a page, its drawing and its image: three objects.
func (w *objects) picture(p *image.Gray, dpi float64) {
	page := len(w.at) + 1
	wide, high := float64(p.Rect.Dx())*72/dpi, float64(p.Rect.Dy())*72/dpi
	w.begin(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R/Resources<</XObject<</P %d 0 R>>>>>>",
		wide, high, page+1, page+2))
	w.end()
	draw := fmt.Sprintf("%.3f 0 0 %.3f 0 0 cm /P Do", wide, high)
	w.begin(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(draw), draw))
	w.end()
	row := (p.Rect.Dx() + 7) / 8
	w.begin(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Length %d>>\nstream",
		p.Rect.Dx(), p.Rect.Dy(), row*p.Rect.Dy()))
	for y := p.Rect.Min.Y; y < p.Rect.Max.Y; y++ {
		line := p.Pix[p.PixOffset(p.Rect.Min.X, y):][:p.Rect.Dx()]
		for x := 0; x < len(line); x += 8 {
			w.buf.WriteByte(eight(line[x:min(x+8, len(line))]))
		}
	}
	w.buf.WriteString("\nendstream\n")
	w.end()
}

// eight packs up to eight pixels into a byte, white as 1.
func eight(px []uint8) byte {
	var b byte
	for i, v := range px {
		if v >= 128 {
			b |= 0x80 >> i
		}
	}
	return b
}

// close writes the table of objects and the trailer.
func (w *objects) close() {
	table := w.buf.Len()
	fmt.Fprintf(w.buf, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(w.buf, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w.buf, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, table)
}
