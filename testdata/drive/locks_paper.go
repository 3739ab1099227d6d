package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// duringPrints locks while a label is on its way to a printer without paper.
// What was handed over comes out once and whole, what was laid out comes back,
// and the spooler keeps nothing.
func (s *siege) duringPrints(context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	for i := range repeats(races) {
		c := s.away[4+i]
		if err := s.duringPrint(i, c.number); err != nil {
			return fmt.Errorf("%d, %s: %w", i+1, c.number, err)
		}
		s.done.races++
	}
	return s.locked(s.ctrlL())
}

func (s *siege) duringPrint(i int, number string) error {
	if err := s.layOut(number); err != nil {
		return err
	}
	sheet, err := s.desk.look(paper)
	if err != nil {
		return err
	}
	before, err := s.papers()
	if err != nil {
		return err
	}
	if err := s.outOfPaper(true); err != nil {
		return err
	}
	if err := s.desk.do("key", "ctrl+p"); err != nil {
		return err
	}
	if i%2 == 0 {
		err = s.held()
	} else {
		time.Sleep(time.Duration(i) * 23 % 400 * time.Millisecond) // also in the middle of the handing over
	}
	if err != nil {
		return err
	}
	if err := s.locked(s.alarms(i / 2)); err != nil {
		return err
	}
	handed, err := s.documents()
	if err != nil {
		return err
	}
	if err := errors.Join(s.outOfPaper(false), s.cleared()); err != nil {
		return err
	}
	if err := s.outOnce(before, number, len(handed) > 0); err != nil {
		return err
	}
	return all(s.enter, func() error { return s.came("the paper that was laid out", paper, sheet) }, func() error {
		if i == 0 {
			return s.desk.picture("laid-out-again")
		}
		return nil
	})
}

// layOut brings one order's label to the paper.
func (s *siege) layOut(number string) error {
	return all(func() error { return s.orders(number) }, s.keys("space"), s.keys("ctrl+p"),
		func() error { return s.spot(870, 681, ai, 10*time.Second, "the label can be printed") }, s.settled)
}

// outOfPaper takes the paper out of the printer, or puts it back.
func (s *siege) outOfPaper(out bool) error {
	empty := s.bed["NIFUDA_EMPTY"]
	if out {
		return os.WriteFile(empty, nil, 0o600)
	}
	return os.Remove(empty)
}

// papers are the documents that have come out.
func (s *siege) papers() ([]string, error) {
	return filepath.Glob(filepath.Join(s.bed["NIFUDA_PRINTED"], "*"))
}

// held waits for a job that the spooler keeps: the printer has no paper.
func (s *siege) held() error {
	return eventually(20*time.Second, "the spooler holds the document", func() (bool, error) {
		all, err := s.documents()
		return len(all) > 0, err
	})
}

// documents are what the spooler keeps to be printed.
func (s *siege) documents() ([]string, error) {
	return filepath.Glob(filepath.Join(s.bed["NIFUDA_SPOOL"], "d*"))
}

// marked are the spooler's files that hold the name of a job of ours, or a
// document.
func (s *siege) marked() (found []string, err error) {
	err = filepath.WalkDir(s.bed["NIFUDA_SPOOL"], func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // gone while we looked
		}
		raw, err := os.ReadFile(path)
		if err == nil && (bytes.Contains(raw, []byte("nifuda-")) || bytes.Contains(raw, []byte("%PDF"))) {
			found = append(found, path)
		}
		return nil
	})
	return found, err
}

// cleared waits until no file of the spooler holds a mark of ours.
func (s *siege) cleared() error {
	var last []string
	err := eventually(30*time.Second, "the spool is clean", func() (bool, error) {
		var err error
		last, err = s.marked()
		return len(last) == 0, err
	})
	if s.done.spool += len(last); err != nil {
		return fmt.Errorf("%w: %v", err, last)
	}
	return nil
}

// outOnce judges the paper that came out since: none where nothing was handed
// over, else one whole sheet with one label, the order's own.
func (s *siege) outOnce(before []string, number string, handed bool) error {
	after, err := s.papers()
	if err != nil {
		return err
	}
	fresh := after[min(len(before), len(after)):] // named by the moment
	if len(fresh) > 1 || handed && len(fresh) == 0 {
		s.done.halves++
		return fmt.Errorf("%d documents came out, handed over: %v", len(fresh), handed)
	}
	for _, f := range fresh {
		err := pages(f, func(images []string) error {
			if len(images) != 1 || barcode(images[0]) != number {
				return fmt.Errorf("%d pages, the first with %q", len(images), barcode(images[0]))
			}
			return nil
		})
		if err != nil {
			s.done.halves++
			return err
		}
	}
	return nil
}

// whilePrinting locks while a label prints: the locked process clears the
// spooler when it ends, and says so. Then the same with nobody there to see it
// end.
func (s *siege) whilePrinting(context.Context) error {
	if err := s.endsLocked(s.away[0].number); err != nil {
		return fmt.Errorf("locked: %w", err)
	}
	if err := s.endsUnseen(s.away[1].number); err != nil {
		return fmt.Errorf("killed: %w", err)
	}
	return nil
}

// printing has a label wait for paper.
func (s *siege) printing(number string) (before []string, err error) {
	if before, err = s.papers(); err != nil {
		return nil, err
	}
	err = all(s.enter, func() error { return s.layOut(number) }, func() error { return s.outOfPaper(true) }, s.keys("ctrl+p"), s.held)
	if err != nil {
		return nil, err
	}
	found, err := s.marked()
	if err == nil && len(found) == 0 {
		err = errors.New("the search finds nothing of a job that waits: it would prove nothing")
	}
	return before, err
}

func (s *siege) endsLocked(number string) error {
	before, err := s.printing(number)
	if err != nil {
		return err
	}
	if err := all(func() error { return s.locked(s.ctrlL()) }, s.settled, func() error { return s.desk.picture("locked-printing") }); err != nil {
		return err
	}
	here, err := s.incarnation()
	if err != nil {
		return err
	}
	says, err := s.desk.look(foot)
	if err != nil {
		return err
	}
	if err := all(func() error { return s.outOfPaper(false) }, s.cleared, func() error { return s.outOnce(before, number, true) }); err != nil {
		return err
	}
	err = eventually(10*time.Second, "the foot says that the copy is gone", func() (bool, error) {
		now, err := s.desk.look(foot)
		return apart(says, now) > 50, err
	})
	if err != nil {
		return err
	}
	if now, err := s.incarnation(); err != nil || !bytes.Equal(here, now) {
		return errors.Join(errors.New("it did not stay locked"), err)
	}
	return errors.Join(s.spot(tagX, tagY, kraft, time.Second, "it is still locked"), s.desk.picture("locked-clean"))
}

// endsUnseen ends the application as a power cut would; the label comes out,
// and the next start clears what is left of it before anybody signs in.
func (s *siege) endsUnseen(number string) error {
	before, err := s.printing(number)
	if err != nil {
		return err
	}
	s.kill()
	if err := s.outOfPaper(false); err != nil {
		return err
	}
	err = eventually(30*time.Second, "the label comes out", func() (bool, error) {
		now, err := s.papers()
		return len(now) > len(before), err
	})
	if err != nil {
		return err
	}
	time.Sleep(2 * time.Second) // whoever would clear up by itself has had its time
	if left, err := s.marked(); err != nil || len(left) == 0 {
		return errors.Join(errors.New("nothing was left to clear: it would prove nothing"), err)
	}
	return all(func() error { return s.begin(s.program) }, s.cleared, func() error { return s.outOnce(before, number, true) },
		func() error { return s.spot(tagX, tagY, kraft, time.Second, "nobody has signed in") }, s.settled,
		func() error { return s.desk.picture("cleared-at-start") })
}
