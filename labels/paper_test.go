package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/raster"
)

// tool runs a program that judges paper from outside.
func tool(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is missing on this machine (Debian: poppler-utils, zbar-tools, ghostscript)", name)
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, stderr.String())
	}
	return out
}

// paper writes pages to a file for those programs.
func paper(t *testing.T, pen *Pen, pages []page.Page, o pdf.Options) string {
	t.Helper()
	b, err := pdf.Document(pen.Fonts(), pages, o)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func badDay(n int) []data.LabelJob {
	m := maker{rand.New(rand.NewPCG(3, 4))}
	jobs := make([]data.LabelJob, n)
	for i := range jobs {
		jobs[i] = m.job(i)
	}
	return jobs
}

func TestThePaperGivesEveryCharacterBack(t *testing.T) {
	pen := newPen(t)
	for _, s := range classes(t) {
		for _, compress := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, compressed %v", s.Code, compress), func(t *testing.T) {
				sheets, err := pen.Sheets(badDay(96), s, 0, data.Offset{})
				if err != nil {
					t.Fatal(err)
				}
				file := paper(t, pen, sheets.Pages, pdf.Options{Compress: compress})
				got := strings.Split(string(tool(t, "pdftotext", "-raw", file, "-")), "\f")
				for i, p := range sheets.Pages {
					if want := characters(p); solid(sorted(got[i])) != sorted(want) {
						t.Errorf("page %d: got %q, want %q", i+1, got[i], want)
					}
				}
			})
		}
	}
}

// characters are all characters a page shows, without spaces.
func characters(p page.Page) string {
	var all strings.Builder
	for _, it := range p.Items {
		if txt, ok := it.(page.Text); ok {
			all.WriteString(solid(string(txt.Text)))
		}
	}
	return all.String()
}

func sorted(s string) string {
	rs := []rune(s)
	slices.Sort(rs)
	return string(rs)
}

func TestAScannerReadsEveryBarcode(t *testing.T) {
	pen := newPen(t)
	numbers := []string{"1000234", "10002345", "CM-20261122-07", "A-1", "20261122000123", "ab.C/9 x", "S#77$%"}
	numbers = append(numbers, "9", "~", "12A34B", "0000000000", "Az09-_.")
	for _, s := range classes(t) {
		var jobs []data.LabelJob
		numbers := numbers[:min(len(numbers), 6*s.PerPage())]
		for _, n := range numbers { // all different: the scanner tells each only once
			jobs = append(jobs, plainJob(n))
		}
		if s.Split > 0 || formOf(s.Label, s.Inset()).modules == nil {
			continue // no bars: a report says so, or the frame has the post's own
		}
		// Odd offsets put the bars between the printer's dots.
		sheets, err := pen.Sheets(jobs, s, 0, data.Offset{Right: 0.137, Down: 0.071})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ made, printed float64 }{{0, 203}, {0, 300}, {203, 203}, {300, 300}} {
			t.Run(fmt.Sprintf("%s made for %.0f dpi, printed at %.0f", s.Code, c.made, c.printed), func(t *testing.T) {
				file := paper(t, pen, sheets.Pages, pdf.Options{DPI: c.made})
				prefix := filepath.Join(t.TempDir(), "page")
				tool(t, "pdftoppm", "-r", fmt.Sprint(c.printed), "-mono", file, prefix)
				images, err := filepath.Glob(prefix + "*")
				if err != nil || len(images) != len(sheets.Pages) {
					t.Fatalf("got %d images, want %d", len(images), len(sheets.Pages))
				}
				args := append([]string{"--raw", "-q", "-Sdisable", "-Scode128.enable"}, images...)
				got := strings.Split(strings.TrimSpace(string(tool(t, "zbarimg", args...))), "\n")
				want := slices.Clone(numbers)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			})
		}
	}
}

func TestAScannerReadsThePreviewAndTheRecoverySheet(t *testing.T) {
	pen := newPen(t)
	const secret = "nifuda:K7Q2M9XWPA"
	sheet, err := pen.RecoverySheet("山の湯呑み店", time.Unix(0, 0), [][]byte{[]byte("K7Q2M"), []byte("9XWPA")}, []byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	label, _ := pen.AddressLabel(plainJob("1000234"), find(t, "label-100x150"))
	for want, p := range map[string]page.Page{secret: sheet, "1000234": label} {
		img, err := raster.Gray(pen.Fonts(), p, 203)
		if err != nil {
			t.Fatal(err)
		}
		if got := scan(t, img); got != want {
			t.Errorf("the bitmap: got %q, want %q", got, want)
		}
		b, err := pdf.Pictures([]*image.Gray{img}, 203)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "picture.pdf")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := scan(t, render(t, file, 203)); got != want {
			t.Errorf("the bitmap in a PDF: got %q, want %q", got, want)
		}
		if len(b) == 0 || bytes.Contains(b, []byte("K7Q2M")) {
			t.Error("the PDF of pictures holds the code as text")
		}
	}
}

func scan(t *testing.T, img image.Image) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "scan.png")
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(tool(t, "zbarimg", "--raw", "-q", file)))
}

// render is the first page of a PDF in grey as poppler draws it.
func render(t *testing.T, file string, dpi int) *image.Gray {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-png", "-singlefile", file, out)
	f, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(img.Bounds())
	draw.Draw(g, g.Rect, img, img.Bounds().Min, draw.Src)
	return g
}

// The preview may differ from the paper by how two programs smooth edges and
// thicken thin rules, not
// by where anything is. On blocks of 4 x 4 pixels (1 mm at 110 dpi) the darkness
// differs by less than blockLimit of 255, on average by less than pageLimit.
const (
	blockLimit = 80
	pageLimit  = 4.0 // of a label of 62 x 29 mm that is full of rulers
)

func TestThePreviewIsThePaper(t *testing.T) {
	pen := newPen(t)
	const dpi = 110
	for _, s := range classes(t) {
		sheets, err := pen.Sheets(badDay(6), s, 0, data.Offset{})
		if err != nil {
			t.Fatal(err)
		}
		for name, p := range map[string]page.Page{"labels": sheets.Pages[0], "calibration": pen.CalibrationPage(s)} {
			seen, err := raster.Gray(pen.Fonts(), p, dpi)
			if err != nil {
				t.Fatal(err)
			}
			printed := render(t, paper(t, pen, []page.Page{p}, pdf.Options{}), dpi)
			worst, mean := differ(seen, printed)
			t.Logf("%s %s: worst block %.1f, mean %.3f", s.Code, name, worst, mean)
			if worst > blockLimit || mean > pageLimit {
				t.Errorf("%s %s: worst block differs by %.1f, the page by %.2f", s.Code, name, worst, mean)
			}
			moved, err := raster.Gray(pen.Fonts(), p.Moved(0.5, 0), dpi)
			if err != nil {
				t.Fatal(err)
			}
			if worst, _ := differ(moved, printed); worst <= blockLimit {
				t.Errorf("%s %s: half a millimetre off would not be noticed", s.Code, name)
			}
		}
	}
}

// differ compares the darkness of two pictures block by block.
func differ(a, b *image.Gray) (worst, mean float64) {
	const block = 4
	w, h := min(a.Rect.Dx(), b.Rect.Dx()), min(a.Rect.Dy(), b.Rect.Dy())
	n := 0.0
	for y := 0; y+block <= h; y += block {
		for x := 0; x+block <= w; x += block {
			sum := 0
			for i := range block * block {
				at := image.Pt(x+i%block, y+i/block)
				sum += int(a.GrayAt(at.X, at.Y).Y) - int(b.GrayAt(at.X, at.Y).Y)
			}
			d := math.Abs(float64(sum)) / (block * block)
			worst, mean, n = max(worst, d), mean+d, n+1
		}
	}
	return worst, mean / n
}
