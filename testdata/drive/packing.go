package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// porch is a packer's first sign-in: a passphrase of her own, the rule, and
// then her bench.
func (s *shift) porch(h hand) error {
	d := s.desk
	put := func(text string) func() error {
		return func() error { return errors.Join(d.write(text), d.key("Return")) }
	}
	shot := func(name string) func() error { return func() error { return d.picture(name) } }
	at := func(x, y int) func() error { return func() error { return d.click(x, y) } }
	nothing := func(where string) func() error { return func() error { return s.copiesNothing(where) } }
	const card = 0xFFFFFF
	return all(
		s.rest, put(h.given),
		func() error { return s.spot(600, 700, card, 30*time.Second, "a passphrase of her own is asked for") },
		s.rest, nothing("her passphrase"), put(h.given), s.rest, put(h.phrase), s.rest, shot("phrase"), put(h.phrase),
		func() error { return s.spot(600, 681, card, 30*time.Second, "the rule is shown") },
		s.rest, shot("consent"), at(290, 718), s.rest, shot("consent-ticked"), at(1040, 718),
		s.onBench, nothing("the bench"),
	)
}

// onBench waits for the rail of the packer's room.
func (s *shift) onBench() error {
	return errors.Join(s.spot(20, 600, rail, 30*time.Second, "the bench is on the screen"), s.rest())
}

// scan types what a scanner reads, as fast as one, with Enter at its end.
func (s *shift) scan(codes ...string) error {
	return s.desk.do(typed("4", codes...)...)
}

// typed is what tells xdotool to type codes, each with Enter, milliseconds
// apart.
func typed(delay string, codes ...string) (args []string) {
	for _, c := range codes {
		args = append(args, "type", "--delay", delay, "--args", "1", c, "key", "--delay", delay, "Return")
	}
	return args
}

// scans is one code after the other, each looked at before the next.
func (s *shift) scans(codes ...string) error {
	for _, c := range codes {
		if err := errors.Join(s.scan(c), s.rest()); err != nil {
			return err
		}
	}
	return nil
}

// pack takes one parcel from its order number to its tracking number.
func (s *shift) pack(i int, c crate) error {
	if i == 0 {
		if err := s.desk.picture("bench"); err != nil {
			return err
		}
	}
	if i == 2 {
		if err := s.report(s.crates[len(s.crates)-1]); err != nil {
			return fmt.Errorf("report a problem: %w", err)
		}
	}
	if err := s.scans(c.number); err != nil {
		return err
	}
	if err := s.reach(c); err != nil {
		return err
	}
	what := (*shift).plainly
	if i < len(happenings()) {
		what = happenings()[i]
	}
	if err := what(s, c); err != nil {
		return err
	}
	if err := errors.Join(s.labelOut(i+1), s.rest()); err != nil {
		return err
	}
	return s.ship(i, c.tracking)
}

// ship scans the number of the carrier's slip, and waits until the parcel is
// out of the door.
func (s *shift) ship(i int, number string) error {
	if i == 1 {
		number = "A" + number + "A" // as an NW-7 slip is read
	}
	gone := func() error { return s.spot(375, 172, pine, 30*time.Second, "the parcel is shipped") }
	if i > 0 {
		return all(func() error { return s.scan(number) }, gone, s.rest)
	}
	shot := func(name string) func() error { return func() error { return s.desk.picture(name) } }
	return all(
		func() error { return s.desk.write(number) }, s.rest, shot("tracking"), // the last key is not pressed yet
		func() error { return s.desk.key("Return") }, gone, s.rest, shot("shipped"),
	)
}

// labelOut waits until the printer has printed as many labels.
func (s *shift) labelOut(n int) error {
	return eventually(60*time.Second, fmt.Sprintf("label %d comes out by itself", n), func() (bool, error) {
		found, err := os.ReadDir(s.bed["NIFUDA_TAGS"])
		return len(found) >= n, err
	})
}

// plainly puts everything into the box: by its code, or by the number of its
// row.
func (s *shift) plainly(c crate) error { return s.rows(c.pieces, 0) }

// rows puts pieces into the box, the first of them in row from, counted from 0.
func (s *shift) rows(pieces []piece, from int) error {
	for i, p := range pieces {
		codes := p.scans
		if len(codes) == 0 {
			codes = slices.Repeat([]string{fmt.Sprint(from + i + 1)}, p.line.Quantity)
		}
		if err := s.scans(codes...); err != nil {
			return err
		}
	}
	return nil
}

// wrongPiece scans what does not belong into the box.
func (s *shift) wrongPiece(crate) error {
	return all(
		func() error { return s.scans(tea.Codes[0], matcha.Codes[0]) },
		func() error { return s.desk.picture("wrong") },
		func() error { return s.scans(tea.Codes[0]) },
		func() error { return s.desk.key("space") }, // the first row without a code
	)
}

// oneTooMany scans the tea twice that is wanted once, and types the other tea
// through an input method that is on.
func (s *shift) oneTooMany(c crate) error {
	wide := strings.Map(func(r rune) rune { return r - '0' + '０' }, matcha.Codes[0])
	return all(
		func() error { return s.scans(tea.Codes[0], tea.Codes[0]) },
		func() error { return s.desk.picture("toomany") },
		func() error { return s.desk.paste(wide) }, s.rest,
		func() error { return s.desk.picture("fullwidth") },
		func() error { return s.desk.key("Return") }, s.rest,
		func() error { return s.rows(c.pieces[2:], 2) },
	)
}

// firesTwice has a scanner that reads one piece twice within a tenth of a
// second: it counts once.
func (s *shift) firesTwice(c crate) error {
	return all(
		func() error { return s.desk.do(typed("0", tea.Codes[0], tea.Codes[0])...) }, s.rest,
		func() error { return s.desk.picture("fired-twice") },
		func() error { return s.scans(tea.Codes[0]) },
		func() error { return s.rows(c.pieces[1:], 1) },
	)
}

// inOneBreath scans without looking up.
func (s *shift) inOneBreath(crate) error {
	return s.scan(tea.Codes[0], matcha.Codes[0], "2")
}

// report opens a parcel and tells the owner what is wrong with it.
func (s *shift) report(c crate) error {
	key := func(keys ...string) func() error { return func() error { return s.desk.key(keys...) } }
	return all(
		func() error { return s.scans(c.number) }, key("F7"), s.rest, key("Down"), s.rest,
		func() error { return s.desk.picture("problem") }, key("F7"), s.rest,
		func() error { return s.desk.picture("reported") },
	)
}
