package pwg

import (
	"bytes"
	"encoding/binary"
	"testing"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// sheet is two pages of labels.
func sheet(t *testing.T) (*labels.Pen, []page.Page) {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stock.Find("label-100x150")
	if err != nil {
		t.Fatal(err)
	}
	to := data.Recipient{Name: "山田 花子", Address: data.Address{Postal: "1000001", Prefecture: "東京都", Street: "千代田区千代田1-1"}}
	sheets, err := pen.Sheets([]data.LabelJob{{Number: "1001", To: to}, {Number: "1002", To: to}}, s, 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	return pen, sheets.Pages
}

func TestADocumentSaysItsPagesAsTheStandardHasIt(t *testing.T) {
	pen, pages := sheet(t)
	for ink, want := range map[Ink][3]uint32{Black: {1, 1, 3}, Gray: {8, 8, 18}, Color: {8, 24, 19}} {
		doc, err := Document(pen.Fonts(), pages, 300, ink)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(doc, []byte("RaS2PwgRaster\x00")) {
			t.Fatalf("%s: begins with % x", ink, doc[:16])
		}
		at := func(i int) uint32 { return binary.BigEndian.Uint32(doc[4+i:]) }
		for name, c := range map[string]struct {
			at   int
			want uint32
		}{
			"HWResolution": {276, 300}, "PageSize": {352, 283}, "Width": {372, 1181}, "Height": {376, 1772},
			"BitsPerColor": {384, want[0]}, "BitsPerPixel": {388, want[1]}, "ColorSpace": {400, want[2]}, "TotalPageCount": {452, 2},
			"BytesPerLine": {392, (1181*want[1] + 7) / 8}, "CrossFeedTransform": {456, 1}, "FeedTransform": {460, 1},
		} {
			if got := at(c.at); got != c.want {
				t.Errorf("%s: %s is %d, want %d", ink, name, got, c.want)
			}
		}
	}
	if _, err := Document(pen.Fonts(), pages, 300, "cmyk_8"); err == nil {
		t.Error("an ink that is not ours was taken")
	}
}
