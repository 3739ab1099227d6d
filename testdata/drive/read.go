package main

import (
	"fmt"
	"image"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// letters are the characters of a recovery code.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// shape is a character's ink, brought to one size.
type shape struct {
	grid   [gridW * gridH]float64
	aspect float64 // width by height
}

const gridW, gridH = 20, 28

// reader tells the characters of the recovery sheet apart, as an eye does.
type reader struct{ known map[byte]shape }

// newReader learns letters in a font.
func newReader(ttf []byte, letters string) (*reader, error) {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 96, DPI: 72})
	if err != nil {
		return nil, err
	}
	defer face.Close()
	r := &reader{known: map[byte]shape{}}
	for i := range len(letters) {
		img := image.NewGray(image.Rect(0, 0, 120, 140))
		d := font.Drawer{Dst: img, Src: image.White, Face: face, Dot: fixed.P(20, 110)}
		d.DrawString(letters[i : i+1])
		s, ok := shapeOf(img.Bounds(), func(x, y int) float64 { return float64(img.GrayAt(x, y).Y) / 255 })
		if !ok {
			return nil, fmt.Errorf("the font draws nothing for %q", letters[i])
		}
		r.known[letters[i]] = s
	}
	return r, nil
}

// group reads the four characters of equal width in a part of a picture, dark
// on light.
func (r *reader) group(img image.Image, at image.Rectangle) (string, error) {
	var out []byte
	for i := range 4 {
		cell := at
		cell.Min.X = at.Min.X + i*at.Dx()/4
		cell.Max.X = at.Min.X + (i+1)*at.Dx()/4
		c, ok := r.first(img, cell)
		if !ok {
			return "", fmt.Errorf("nothing stands where character %d should be", i+1)
		}
		out = append(out, c)
	}
	return string(out), nil
}

// first reads the one character whose ink lies in a part of a picture.
func (r *reader) first(img image.Image, at image.Rectangle) (byte, bool) {
	s, ok := shapeOf(at, func(x, y int) float64 {
		c, _, _, _ := img.At(x, y).RGBA()
		return 1 - float64(c)/0xffff
	})
	return r.nearest(s), ok
}

func (r *reader) nearest(s shape) byte {
	best, at := math.Inf(1), byte('?')
	for c, k := range r.known {
		d := 40 * math.Abs(s.aspect-k.aspect)
		for i := range s.grid {
			d += math.Abs(s.grid[i] - k.grid[i])
		}
		if d < best {
			best, at = d, c
		}
	}
	return at
}

// shapeOf brings the ink within a rectangle to the grid.
func shapeOf(within image.Rectangle, ink func(x, y int) float64) (shape, bool) {
	box, darkest := image.Rectangle{}, 0.0
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			if ink(x, y) > 0.3 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
				darkest = max(darkest, ink(x, y))
			}
		}
	}
	if box.Empty() {
		return shape{}, false
	}
	s := shape{aspect: float64(box.Dx()) / float64(box.Dy())}
	for gy := range gridH {
		for gx := range gridW {
			s.grid[gy*gridW+gx] = mean(box, gx, gy, ink) / darkest
		}
	}
	return s, true
}

// mean samples the ink behind one cell of the grid.
func mean(box image.Rectangle, gx, gy int, ink func(x, y int) float64) float64 {
	const n = 3
	sum := 0.0
	for i := range n {
		for j := range n {
			x := box.Min.X + int((float64(gx)+(float64(i)+0.5)/n)*float64(box.Dx())/gridW)
			y := box.Min.Y + int((float64(gy)+(float64(j)+0.5)/n)*float64(box.Dy())/gridH)
			sum += ink(x, y)
		}
	}
	return sum / (n * n)
}
