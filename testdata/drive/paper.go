package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// peek opens a copy of the ledger with the owner's passphrase, as only the
// owner could, and lends it.
func (s *stage) peek(look func(context.Context, *ledger.Ledger, *vault.Keys) error) error {
	dirs, err := vault.Find(s.vaults())
	if err != nil || len(dirs) != 1 {
		return errors.Join(fmt.Errorf("%d vaults", len(dirs)), err)
	}
	copied, err := os.MkdirTemp("", "nifuda-peek-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(copied)
	if out, err := exec.Command("cp", "-a", dirs[0]+"/.", copied).CombinedOutput(); err != nil {
		return fmt.Errorf("copy the vault: %w: %s", err, out)
	}
	v, err := vault.At(copied, time.Now)
	if err != nil {
		return err
	}
	keys, err := v.Open(v.Logins()[0].ID, []byte(phrase))
	if err != nil {
		return err
	}
	defer keys.Wipe()
	ctx := context.Background()
	l, err := ledger.Open(ctx, ledger.Place{Path: filepath.Join(copied, "ledger.db"), Vault: v.ID(),
		Key: func() []byte { return keys.Ledger().Bytes() }, Now: time.Now})
	if err != nil {
		return err
	}
	return errors.Join(look(ctx, l, keys), l.Close())
}

// counts notes how many orders came down and how many labels are left to print.
func (s *stage) counts(r *result) error {
	return s.peek(func(ctx context.Context, l *ledger.Ledger, _ *vault.Keys) error {
		counts, err := l.Counts(ctx)
		if err != nil {
			return err
		}
		_, r.left, _, err = l.Due(ctx, time.Now())
		if r.orders = counts[data.TabAll]; r.orders != 40 {
			return fmt.Errorf("%d orders came down", r.orders)
		}
		return err
	})
}

// printed waits for the paper, page by page, and counts its pages and bars.
func (s *stage) printed(r *result) error {
	r.labels = r.left
	err := eventually(60*time.Second, "every label is on paper", func() (bool, error) {
		var labels int
		var err error
		r.pages, labels, err = s.onPaper()
		return err == nil && labels == r.labels, nil // the printer may be copying what it printed
	})
	if err != nil {
		_, labels, more := s.onPaper()
		return errors.Join(err, more, fmt.Errorf("%d barcodes on paper, %d labels in the ledger", labels, r.labels))
	}
	return nil
}

func (s *stage) onPaper() (sheets, bars int, err error) {
	folder := s.bed["NIFUDA_PRINTED"]
	found, err := os.ReadDir(folder)
	for _, f := range found {
		n, labels, e := judge(filepath.Join(folder, f.Name()))
		sheets, bars, err = sheets+n, bars+labels, errors.Join(err, e)
	}
	return sheets, bars, err
}

// judge counts the pages of a document and the barcodes a scanner reads on it.
func judge(document string) (sheets, bars int, err error) {
	err = pages(document, func(images []string) error {
		sheets = len(images)
		for _, img := range images {
			n, err := barsOn(img)
			if err != nil {
				return err
			}
			bars += n
		}
		return nil
	})
	return sheets, bars, err
}

// pages draws a document as a 300 dpi printer would and lends the pictures.
func pages(document string, look func(images []string) error) error {
	info, err := exec.Command("pdfinfo", document).Output()
	if err != nil {
		return fmt.Errorf("pdfinfo: %w", err)
	}
	m := regexp.MustCompile(`Pages:\s+(\d+)`).FindSubmatch(info)
	if m == nil {
		return errors.New("pdfinfo tells no pages")
	}
	dir, err := os.MkdirTemp("", "nifuda-paper-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("pdftoppm", "-r", "300", "-mono", document, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		return fmt.Errorf("pdftoppm: %w: %s", err, out)
	}
	images, err := filepath.Glob(filepath.Join(dir, "page*"))
	if err == nil && fmt.Sprint(len(images)) != string(m[1]) {
		err = fmt.Errorf("%d of %s pages drawn", len(images), m[1])
	}
	if err != nil {
		return err
	}
	return look(images)
}

// barcode is what a scanner reads on a picture; empty when there is nothing.
func barcode(img string) string {
	read, _ := exec.Command("zbarimg", "-q", "--raw", img).Output() // it fails where no code is
	return strings.TrimSpace(string(read))
}

// barsOn cuts a page into its twelve labels, because several parcels of one
// order carry the same number, and reads each.
func barsOn(img string) (n int, err error) {
	dot := 300 / 25.4 // per mm
	for row := range 6 {
		for column := range 2 {
			x, y := (18.6+86.4*float64(column))*dot, (21.2+42.3*float64(row))*dot
			cell := fmt.Sprintf("%dx%d+%d+%d", int(86.4*dot), int(42.3*dot), int(x), int(y))
			out := fmt.Sprintf("%s-%d-%d.png", img, row, column)
			if msg, err := exec.Command("convert", img, "-crop", cell, "+repage", out).CombinedOutput(); err != nil {
				return 0, fmt.Errorf("cut the page: %w: %s", err, msg)
			}
			if barcode(out) != "" {
				n++
			}
		}
	}
	return n, nil
}

// spoolClean waits until nothing of a job is left with the spooler.
func (s *stage) spoolClean() error {
	return eventually(20*time.Second, "the spool is clean", func() (bool, error) {
		found, err := filepath.Glob(filepath.Join(s.bed["NIFUDA_SPOOL"], "d*"))
		return len(found) == 0, err
	})
}
