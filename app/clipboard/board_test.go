package clipboard

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"nifuda/data"
)

// pinned is a clipboard in memory: what lies there, and whose turn it was.
type pinned struct {
	words string
	turn  int
	err   error
}

func (p *pinned) offer(words string) (func(), error) {
	if p.err != nil {
		return nil, p.err
	}
	p.turn++
	p.words = words
	mine := p.turn
	return func() {
		if p.turn == mine {
			p.words = ""
		}
	}, nil
}

func TestACopyIsGoneAfterTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pinned{}
		b := newBoard(p.offer, Keep)
		if err := b.Copy("090-0000-0143"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(Keep - time.Millisecond)
		if p.words == "" {
			t.Error("gone too early")
		}
		time.Sleep(time.Millisecond)
		if synctest.Wait(); p.words != "" {
			t.Errorf("%q is still there", p.words)
		}
	})
}

func TestASecondCopyStaysTenSecondsOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pinned{}
		b := newBoard(p.offer, Keep)
		for _, words := range []string{"1043", "090-0000-0143"} {
			if err := b.Copy(words); err != nil {
				t.Fatal(err)
			}
			time.Sleep(Keep - time.Second)
		}
		if synctest.Wait(); p.words != "090-0000-0143" {
			t.Errorf("got %q", p.words)
		}
		time.Sleep(time.Second)
		if synctest.Wait(); p.words != "" {
			t.Errorf("%q is still there", p.words)
		}
	})
}

func TestALockTakesTheCopyAwayAtOnceAndOnlyOurs(t *testing.T) {
	p := &pinned{}
	b := newBoard(p.offer, Keep)
	b.Clear() // nothing there
	if err := b.Copy("1043"); err != nil {
		t.Fatal(err)
	}
	if b.Clear(); p.words != "" {
		t.Errorf("%q is still there", p.words)
	}
	if err := b.Copy("1043"); err != nil {
		t.Fatal(err)
	}
	p.turn, p.words = 99, "of another program"
	if b.Clear(); p.words != "of another program" {
		t.Errorf("got %q", p.words)
	}
}

func TestACopyThatFailsLeavesWhatWasThereAndSaysSo(t *testing.T) {
	p := &pinned{}
	b := newBoard(p.offer, Keep)
	if err := b.Copy("1043"); err != nil {
		t.Fatal(err)
	}
	p.err = errors.New("not now")
	if err := b.Copy("1044"); data.KeyOf(err) != "fault.clipboard.refused" {
		t.Errorf("got %v", err)
	}
	p.err = nil
	if err := b.Copy(strings.Repeat("茶", Most/3+1)); data.KeyOf(err) != "fault.clipboard.long" {
		t.Errorf("got %v", err)
	}
	if p.words != "1043" {
		t.Errorf("%q lies there", p.words)
	}
	if b.Clear(); p.words != "" {
		t.Error("the first one is nobody's any more")
	}
}
