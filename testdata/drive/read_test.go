package main

import (
	"image"
	"image/draw"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"nifuda/assets"
)

func TestEveryCharacterOfACodeIsReadAtTheSizeOfTheScreen(t *testing.T) {
	r, err := newReader(assets.Mono(), letters)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := opentype.Parse(assets.Mono())
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 28, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(letters); i += 4 {
		img := image.NewRGBA(image.Rect(0, 0, 64, 40))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		d := font.Drawer{Dst: img, Src: image.Black, Face: face, Dot: fixed.P(4, 30)}
		d.DrawString(letters[i : i+4])
		if got, err := r.group(img, image.Rect(4, 0, 60, 40)); err != nil || got != letters[i:i+4] {
			t.Errorf("%s is read as %s, %v", letters[i:i+4], got, err)
		}
	}
}
