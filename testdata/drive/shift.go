package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// shift is the second act: the owner hands the desk to a packer and back, again
// and again, and each time one parcel is packed.
type shift struct {
	*stage
	staff
	ledgerKey []byte // the owner's; it must not be in a packer's process
	played    []turn
	done      tally
}

// tally is the closing line.
type tally struct {
	handovers, packed, logged, printed int
	memory, found                      int
	lock                               []int // milliseconds from the digit to the painted tag
}

func (t tally) String() string {
	return fmt.Sprintf("shift: ok handovers=%d packed=%d logged=%d printed=%d memory=%d found=%d lock_ms=%d",
		t.handovers, t.packed, t.logged, t.printed, t.memory, t.found, median(t.lock))
}

// handovers is how often the desk goes to a packer and back in a full run.
const handovers = 20

// unreleased is how many orders stay in the ledger.
const unreleased = 5

// packingShift is the whole act, from a shut application to the books.
func packingShift(ctx context.Context, program, printing, out string) (tally, error) {
	s, err := set(ctx, printing, out)
	if err != nil {
		return tally{}, err
	}
	sh := &shift{stage: s}
	if err = sh.play(ctx, program); err != nil {
		_ = s.desk.picture("failed")
	}
	return sh.done, errors.Join(err, s.close())
}

func (s *shift) play(ctx context.Context, program string) error {
	times := max(len(happenings()), repeats(handovers))
	var err error
	if s.staff, err = employ(ctx, s.stage, times+1, unreleased); err != nil {
		return fmt.Errorf("employ the crew: %w", err)
	}
	if s.ledgerKey, err = s.fileKey(); err != nil {
		return fmt.Errorf("take the ledger's key: %w", err)
	}
	if err := s.start(program); err != nil {
		return err
	}
	if err := s.spot(tagX, tagY, kraft, 60*time.Second, "the tag is painted"); err != nil {
		return err
	}
	if err := s.ownerIn(); err != nil {
		return fmt.Errorf("the owner signs in: %w", err)
	}
	if err := all(s.scanFinds, s.ownersCopy); err != nil {
		return err
	}
	for i := range times {
		if err := s.turn(i); err != nil {
			return fmt.Errorf("handover %d: %w", i+1, err)
		}
	}
	if err := all(func() error { return s.desk.picture("owner-back") }, s.locked, s.spoolClean); err != nil {
		return err
	}
	s.kill()
	return s.judge(ctx)
}

// locked locks as the owner.
func (s *shift) locked() error {
	_, err := s.lock()
	return err
}

func (s *shift) ownerIn() error { return s.signIn(phrase) }
