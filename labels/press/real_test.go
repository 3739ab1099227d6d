//go:build printer

package press

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/printer/raw"
	"nifuda/labels/printer/raw/rawtest"
)

// cups is the printing system that testdata/printing/up.sh has put there.
func cups(t *testing.T) *ipp.Client {
	t.Helper()
	server := os.Getenv("NIFUDA_CUPS")
	if server == "" {
		t.Fatal("no printing system: run testdata/printing/run.sh")
	}
	c, err := ipp.New(ipp.Config{Server: server})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPrintingOnAPrinterThatTakesNoPDFPutsAPictureOnIt(t *testing.T) {
	pen, two := pages(t, 2)
	on := Typed(os.Getenv("NIFUDA_PWG"), "写真だけのプリンター")
	dir := os.Getenv("NIFUDA_PICTURES_PRINTED")
	p := New(Config{Fonts: pen.Fonts(), IPP: cups(t), Raw: raw.New(raw.Config{})})
	got, err := p.Print(t.Context(), printer.Job{Printer: on, Pages: two, Media: "iso_a4_210x297mm"}, nil)
	if err != nil || got.Pages != 2 || !got.Purged {
		t.Fatalf("got %+v, %v", got, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%d papers, %v", len(files), err)
	}
	b, err := os.ReadFile(dir + "/" + files[0].Name())
	if err != nil || !strings.HasPrefix(string(b), "RaS2PwgRaster") {
		t.Errorf("the printer got %.16q, %v", b, err)
	}
}

func TestPrintingThroughARawQueueOfCUPSReachesALabelPrinterDotByDot(t *testing.T) {
	pen, two := pages(t, 2)
	for _, m := range []data.Manner{{Speaks: data.ZPL, DPI: 203}, {Speaks: data.TSPL, DPI: 300}} {
		label := rawtest.New(t, m.Speaks)
		name := "Label" + strings.ReplaceAll(label.Address()[len("socket://127.0.0.1:"):], "/", "")
		admin := exec.Command("lpadmin", "-p", name, "-E", "-v", label.Address(), "-m", "raw")
		admin.Env = append(os.Environ(), "CUPS_SERVER="+strings.TrimPrefix(os.Getenv("NIFUDA_CUPS"), "unix:"))
		if out, err := admin.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		c := cups(t)
		all, err := c.Printers(t.Context())
		i := slices.IndexFunc(all, func(p printer.Printer) bool { return p.Name == name })
		if err != nil || i < 0 {
			t.Fatalf("got %v, %v", all, err)
		}
		// As a queue at USB is printed on, whose printer cannot be dialled.
		p := New(Config{Fonts: pen.Fonts(), IPP: c, Raw: raw.New(raw.Config{})})
		got, err := p.document(t.Context(), printer.Job{Printer: all[i], Manner: m, Pages: two, Media: "om_100x150mm_100x150mm"}, nil)
		if err != nil || got.Pages != 2 || !got.Purged {
			t.Fatalf("got %+v, %v", got, err)
		}
		for range 100 {
			if len(label.Labels()) == 2 {
				break
			}
			time.Sleep(20 * time.Millisecond) // CUPS is done when the last byte is on its way
		}
		on := label.Labels()
		if len(on) != 2 {
			t.Fatalf("%d labels, want 2", len(on))
		}
		for i := range on {
			want, err := raw.Draw(pen.Fonts(), two[i], m)
			if err != nil || !want.Equal(on[i].Part(0, 0, want.Width, want.Height)) {
				t.Errorf("label %d is not the drawing, %v", i+1, err)
			}
		}
	}
}
