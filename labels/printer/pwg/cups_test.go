//go:build printer && linux

package pwg

import (
	"image"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"

	"nifuda/labels/raster"
)

// cups is the reader of PWG raster that CUPS and its drivers use.
type cups struct {
	open   func(fd int32, mode int32) uintptr
	header func(r uintptr, header unsafe.Pointer) uint32
	pixels func(r uintptr, to unsafe.Pointer, size uint32) uint32
	close  func(r uintptr)
}

func libcups(t *testing.T) cups {
	t.Helper()
	lib, err := purego.Dlopen("libcups.so.2", purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		t.Fatalf("the library of CUPS is missing: %v", err)
	}
	var c cups
	purego.RegisterLibFunc(&c.open, lib, "cupsRasterOpen")
	purego.RegisterLibFunc(&c.header, lib, "cupsRasterReadHeader2")
	purego.RegisterLibFunc(&c.pixels, lib, "cupsRasterReadPixels")
	purego.RegisterLibFunc(&c.close, lib, "cupsRasterClose")
	return c
}

// number reads a field of the library's own header, in this computer's order.
func number(header []byte, at int) int { return int(*(*uint32)(unsafe.Pointer(&header[at]))) }

func TestPrintingAsPictureGivesCUPSEveryDotOfThePreview(t *testing.T) {
	c := libcups(t)
	pen, pages := sheet(t)
	for _, ink := range Inks() {
		for _, dpi := range []int{203, 300, 600} {
			doc, err := Document(pen.Fonts(), pages, dpi, ink)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "page")
			if err := os.WriteFile(path, doc, 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			r := c.open(int32(f.Fd()), 0)
			for i, p := range pages {
				header := make([]byte, 4096)
				if c.header(r, unsafe.Pointer(&header[0])) == 0 {
					t.Fatalf("%s %d dpi: page %d has no header", ink, dpi, i+1)
				}
				stride, height := number(header, 392), number(header, 376)
				got := make([]byte, stride*height)
				for y := range height {
					if n := c.pixels(r, unsafe.Pointer(&got[y*stride]), uint32(stride)); int(n) != stride {
						t.Fatalf("%s %d dpi: row %d has %d bytes, want %d", ink, dpi, y, n, stride)
					}
				}
				gray, err := raster.Gray(pen.Fonts(), p, float64(dpi))
				if err != nil {
					t.Fatal(err)
				}
				wrong := differs(gray, got, stride, ink)
				if wrong > 0 || height != gray.Rect.Dy() {
					t.Errorf("%s %d dpi: page %d has %d dots that are not the preview's", ink, dpi, i+1, wrong)
				}
			}
			if c.header(r, unsafe.Pointer(&make([]byte, 4096)[0])) != 0 {
				t.Error("there is something after the last page")
			}
			c.close(r)
			f.Close()
		}
	}
}

// differs counts the dots that are not the preview's.
func differs(gray *image.Gray, got []byte, stride int, ink Ink) (wrong int) {
	for y := range gray.Rect.Dy() {
		for x := range gray.Rect.Dx() {
			want, same := gray.GrayAt(x, y).Y, false
			switch ink {
			case Black:
				same = (got[y*stride+x/8]>>(7-x%8)&1 == 1) == (want < 128)
			case Gray:
				same = got[y*stride+x] == want
			case Color:
				at := y*stride + 3*x
				same = got[at] == want && got[at+1] == want && got[at+2] == want
			}
			if !same {
				wrong++
			}
		}
	}
	return wrong
}
