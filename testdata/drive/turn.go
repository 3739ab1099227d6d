package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// turn is one handover: owner, packer, owner.
type turn struct {
	by hand
	of crate
}

// happening is what goes wrong while a parcel is packed.
type happening func(*shift, crate) error

// happenings are one a turn, beginning with the first; later turns are plain.
func happenings() []happening {
	return []happening{(*shift).wrongPiece, (*shift).oneTooMany, (*shift).firesTwice, (*shift).inOneBreath}
}

// turn hands the desk to a packer, who packs one parcel, and back.
func (s *shift) turn(i int) error {
	n := i % len(s.hands)
	t := turn{s.hands[n], s.crates[i]}
	first := i == 0 // then a person looks
	if err := s.handOver(fmt.Sprint(n+1), first); err != nil {
		return fmt.Errorf("to the packer: %w", err)
	}
	if first {
		if err := s.porch(t.by); err != nil {
			return fmt.Errorf("on the porch: %w", err)
		}
	} else if err := s.signIn(t.by.phrase); err != nil {
		return fmt.Errorf("the packer signs in: %w", err)
	}
	if err := s.pack(i, t.of); err != nil {
		return fmt.Errorf("pack %s: %w", t.of.number, err)
	}
	if err := s.handOver("1", false); err != nil { // to a packer the owner is the first of the others
		return fmt.Errorf("to the owner: %w", err)
	}
	s.played = append(s.played, t)
	s.done.handovers++
	return s.ownerIn()
}

// handOver is Ctrl+H and a digit; the other's unlock screen comes up, in a
// process that is new.
func (s *shift) handOver(digit string, show bool) error {
	before, err := s.incarnation()
	if err != nil {
		return err
	}
	if err := errors.Join(s.desk.key("ctrl+h"), s.rest()); err != nil {
		return err
	}
	if show {
		if err := s.desk.picture("handover"); err != nil {
			return err
		}
	}
	begun := time.Now()
	if err := s.desk.key(digit); err != nil {
		return err
	}
	if err := s.spot(tagX, tagY, kraft, 20*time.Second, "the other's unlock screen is painted"); err != nil {
		return err
	}
	s.done.lock = append(s.done.lock, int(time.Since(begun).Milliseconds()))
	if after, err := s.incarnation(); err != nil || bytes.Equal(before, after) {
		return errors.Join(errors.New("the process is the one before"), err)
	}
	if show {
		return errors.Join(s.rest(), s.desk.picture("packer-unlock"))
	}
	return nil
}

func (s *shift) rest() error { return s.desk.still(30 * time.Second) }
