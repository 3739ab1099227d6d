package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/printer/raw"
	"nifuda/labels/printer/raw/rawtest"
	"nifuda/labels/stock"
)

// machine is a printer that can go wrong.
type machine interface {
	where() place
	faults() []fault
	mend() error
	settled(context.Context) error   // until nothing is in hand any more
	papers() (map[string]int, error) // labels that came out, by number
}

// fault is something that goes wrong with a printer until it is mended.
type fault struct {
	name  string
	begin func() error
}

// desk is the IPP printer behind CUPS, with sheets of twelve labels.
type desk struct {
	cups, eve, printed string
	folder             string // of the printer
	pid                int
	seen               map[string][]string // numbers on a paper that was read
}

func newDesk(bed map[string]string) (*desk, error) {
	folder := filepath.Dir(bed["NIFUDA_EMPTY"])
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(folder), "pids"))
	if err != nil {
		return nil, err
	}
	m := regexp.MustCompile(`(?m)^(\d+) eve$`).FindSubmatch(raw)
	if m == nil {
		return nil, errors.New("the printer has no number")
	}
	pid, err := strconv.Atoi(string(m[1]))
	return &desk{bed["NIFUDA_CUPS"], bed["NIFUDA_EVE"], bed["NIFUDA_PRINTED"], folder, pid, map[string][]string{}}, err
}

func (d *desk) where() place {
	return place{CUPS: d.cups, Stock: "a4-12", Printer: data.ListedPrinter{PrinterID: data.PrinterID{Queue: "Eve", Device: d.eve}, Name: "Eve"}}
}

func (d *desk) faults() []fault {
	trouble := func(name string) func() error {
		return func() error { return os.WriteFile(filepath.Join(d.folder, name), nil, 0o600) }
	}
	return []fault{{"empty", trouble("empty")}, {"jam", trouble("jam")}, {"gone", func() error { return syscall.Kill(d.pid, syscall.SIGSTOP) }}}
}

func (d *desk) mend() error {
	err := syscall.Kill(d.pid, syscall.SIGCONT)
	for _, name := range []string{"empty", "jam"} {
		if e := os.Remove(filepath.Join(d.folder, name)); e != nil && !os.IsNotExist(e) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (d *desk) settled(ctx context.Context) error {
	c, err := ipp.New(ipp.Config{Server: "127.0.0.1:1"})
	if err != nil {
		return err
	}
	rest := 0
	for end := time.Now().Add(30 * time.Second); rest < 5; time.Sleep(100 * time.Millisecond) {
		p, err := c.Direct(ctx, d.eve)
		if rest++; err != nil || p.State != printer.Idle {
			rest = 0
		}
		if time.Now().After(end) {
			return fmt.Errorf("the printer is not at rest: %+v, %w", p, err)
		}
	}
	return nil
}

var numbers = regexp.MustCompile(`NR\d{5}`)

func (d *desk) papers() (map[string]int, error) {
	files, err := filepath.Glob(filepath.Join(d.printed, "*"))
	all := map[string]int{}
	for _, f := range files {
		if d.seen[f] == nil {
			text, err := exec.Command("pdftotext", f, "-").Output()
			if err != nil {
				return nil, fmt.Errorf("read a paper: %w", err)
			}
			d.seen[f] = numbers.FindAllString(string(text), -1)
		}
		for _, n := range d.seen[f] {
			all[n]++
		}
	}
	return all, err
}

// roll is the label printer over TCP.
type roll struct {
	*rawtest.Printer
	known map[[sha256.Size]byte]string // drawings, by what the printer got
	off   bool
	mute  bool // it answers no question
}

func newRoll(mute bool) (*roll, error) {
	p, err := rawtest.Listen(data.ZPL, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &roll{Printer: p, known: map[[sha256.Size]byte]string{}, mute: mute}
	r.Silent(mute)
	return r, r.learn()
}

// learn draws every label, to know them again.
func (r *roll) learn() error {
	pen, err := labels.NewPen()
	if err != nil {
		return err
	}
	s, err := stock.Find(r.where().Stock)
	if err != nil {
		return err
	}
	for i := range labelsEach {
		sheets, err := pen.Sheets([]data.LabelJob{labelOf(i)}, s, 0, data.Offset{})
		if err != nil {
			return err
		}
		bits, err := raw.Draw(pen.Fonts(), sheets.Pages[0], r.where().Printer.Manner)
		if err != nil {
			return err
		}
		r.known[sha256.Sum256(bits.Pix)] = number(i)
	}
	return nil
}

func (r *roll) where() place {
	silence := time.Second
	if r.mute {
		silence = 200 * time.Millisecond
	}
	return place{CUPS: "127.0.0.1:1", Stock: "label-100x150", Silence: silence, Stretch: 10, Printer: data.ListedPrinter{
		PrinterID: data.PrinterID{Queue: r.Address(), Device: r.Address()}, Name: "roll", Manner: data.Manner{Speaks: data.ZPL, DPI: 203}}}
}

func (r *roll) faults() []fault {
	return []fault{
		{"empty", func() error { r.Paper(0); return nil }},
		{"jam", func() error { r.JamAfter(0); return nil }},
		{"open", func() error { r.Open(true); return nil }},
		{"cut", func() error { r.CutAfter(1); return nil }},
		{"hangup", func() error { r.HangUpAfter(1); return nil }},
		{"gone", func() error { r.off = true; r.Off(); return nil }},
	}
}

func (r *roll) mend() error {
	r.Paper(-1)
	r.JamAfter(-1)
	r.Open(false)
	if !r.off {
		return nil
	}
	r.off = false
	return r.On()
}

func (r *roll) settled(context.Context) error {
	rest := 0 // a page may still be on its way through the network
	for end := time.Now().Add(30 * time.Second); rest < 5; time.Sleep(50 * time.Millisecond) {
		if rest++; r.Held() > 0 || r.Reading() {
			rest = 0
		}
		if time.Now().After(end) {
			return fmt.Errorf("the label printer still holds %d", r.Held())
		}
	}
	return nil
}

func (r *roll) papers() (map[string]int, error) {
	all := map[string]int{}
	for _, bits := range r.Labels() {
		n, ok := r.known[sha256.Sum256(bits.Pix)]
		if !ok {
			return nil, errors.New("a label came out that nobody asked for")
		}
		all[n]++
	}
	if wrong := r.Wrong(); len(wrong) > 0 {
		return nil, errors.New("the printer did not understand: " + strings.Join(wrong, ", "))
	}
	return all, nil
}
