package main

import (
	"errors"
	"fmt"
	"image"

	"github.com/jezek/xgb/xproto"
)

// Parts of the open window, at its usual size.
var (
	room  = image.Rect(136, 0, 1180, 728)   // without the rail and the foot
	paper = image.Rect(390, 40, 820, 660)   // the sheet in the room of the labels
	foot  = image.Rect(140, 732, 1180, 758) // of the unlock screen, without the lock at its left
)

// look is a part of the screen as it is now.
func (d *desk) look(at image.Rectangle) ([]byte, error) {
	img, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root), int16(at.Min.X), int16(at.Min.Y),
		uint16(at.Dx()), uint16(at.Dy()), ^uint32(0)).Reply()
	if err != nil {
		return nil, err
	}
	return img.Data, nil
}

// apart counts the pixels in which two looks at one part differ.
func apart(a, b []byte) (n int) {
	for i := 0; i+3 < min(len(a), len(b)); i += 4 {
		if [3]byte(a[i:i+3]) != [3]byte(b[i:i+3]) {
			n++
		}
	}
	return n
}

// ring is how many pixels may differ: the frame around what has the keyboard,
// and a caret.
const ring = 9000

// came fails unless a part of the screen is again what it was: what was in
// progress has come back.
func (s *siege) came(back string, at image.Rectangle, was []byte) error {
	is, err := s.desk.look(at)
	if err != nil {
		return err
	}
	if n := apart(was, is); n > ring {
		s.done.lost++
		return errors.Join(fmt.Errorf("%s did not come back: %d pixels are others", back, n), s.desk.picture("lost"))
	}
	return nil
}
