package safety

import (
	"context"
	"slices"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
)

func TestTheLogSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		desk *fakeDesk
		want State
	}{
		{"entries are shown", evening(), Ready},
		{"a log without entries says so", &fakeDesk{}, Empty},
		{"a desk that cannot answer is told", &fakeDesk{err: errGone}, Failed},
	} {
		if got := open(t, c.desk).State(); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	if got := New(&fakeDesk{}, sick(), task.Inline(t.Context()), now, func() {}).State(); got != Loading {
		t.Errorf("before the first answer: got %v, want Loading", got)
	}
}

func TestTheLogIsNarrowedByPersonAndKind(t *testing.T) {
	desk := evening()
	m := open(t, desk)
	m.Show(Filter{Login: "a"})
	if len(m.Events()) != 3 {
		t.Errorf("of the owner: %d entries, want 3", len(m.Events()))
	}
	m.Show(Filter{Login: "b", Group: GroupPrints})
	if all := m.Events(); len(all) != 1 || all[0].Kind != data.EventReprint {
		t.Errorf("what the packer printed: %v", all)
	}
	if m.Show(Filter{Login: "a", Group: GroupPrints}); m.State() != Empty {
		t.Errorf("nothing matches: %v", m.State())
	}
}

func TestAnOddThingNarrowsTheLogToWhatItWasCountedOver(t *testing.T) {
	m := open(t, evening())
	for _, o := range m.Odd() {
		m.ShowOdd(o)
		for _, e := range m.Events() {
			if e.Login != o.Login || !slices.Contains(oddKinds(o.Key), e.Kind) {
				t.Errorf("%s: shows %+v", o.Key, e)
			}
		}
		if o.Key != "odd.reprints" && len(m.Events()) != 1 {
			t.Errorf("%s: %d entries", o.Key, len(m.Events()))
		}
	}
	last := m.Odd()[len(m.Odd())-1]
	if m.ShowOdd(last); m.Filter() != (Filter{}) || len(m.Events()) != 12 {
		t.Errorf("tapped again: %+v, %d entries", m.Filter(), len(m.Events()))
	}
}

func long(n int) *fakeDesk {
	f := &fakeDesk{}
	for i := range n {
		f.log = append(f.log, data.Event{Seq: uint64(n - i), Login: "b", Kind: data.EventSignIn, At: now()})
	}
	return f
}

func TestOlderEntriesComeAsTheyAreNeededAndEachOnce(t *testing.T) {
	desk := long(2*batch + 30)
	m := open(t, desk)
	if len(m.Events()) != batch {
		t.Fatalf("got %d at first, want %d", len(m.Events()), batch)
	}
	for range 5 {
		m.More()
	}
	if len(m.Events()) != 2*batch+30 || len(desk.asked) != 3 {
		t.Fatalf("got %d entries in %d answers", len(m.Events()), len(desk.asked))
	}
	for i, e := range m.Events() {
		if e.Seq != uint64(2*batch+30-i) {
			t.Fatalf("entry %d is number %d", i, e.Seq)
		}
	}
}

func TestOlderEntriesThatDoNotComeCanBeAskedForAgain(t *testing.T) {
	desk := long(batch + 1)
	m := open(t, desk)
	desk.err = errGone
	m.More()
	m.More()
	if m.State() != Ready || m.Tail() == nil || len(m.Events()) != batch || len(desk.asked) != 2 {
		t.Fatalf("got %v, %v, %d entries, asked %d times", m.State(), m.Tail(), len(m.Events()), len(desk.asked))
	}
	desk.err = nil
	if m.Again(); m.Tail() != nil || len(m.Events()) != batch+1 {
		t.Errorf("got %v, %d entries", m.Tail(), len(m.Events()))
	}
}

func TestTheCheckSaysHowItWent(t *testing.T) {
	desk := evening()
	m := open(t, desk)
	if m.Verify(); first(m.Check()) != Whole {
		t.Errorf("got %v", first(m.Check()))
	}
	desk.broken = &data.Fault{Kind: data.Damaged, Key: "fault.activity.broken", Args: map[string]any{"n": 7}}
	m.Verify()
	if c, err := m.Check(); c != Broken || data.KeyOf(err) != "fault.activity.broken" {
		t.Errorf("got %v, %v", c, err)
	}
}

func first(c Check, _ error) Check { return c }

// waiting is a desk whose check is stopped while it runs.
type waiting struct {
	*fakeDesk
	m *Model
}

func (w *waiting) VerifyEvents(ctx context.Context) error {
	w.m.Verify() // a second tap does nothing
	w.m.Stop()
	return ctx.Err()
}

func TestACheckThatIsStoppedSaysNothing(t *testing.T) {
	w := &waiting{fakeDesk: evening()}
	w.m = New(w, sick(), task.Inline(t.Context()), now, func() {})
	w.m.Verify()
	if c, err := w.m.Check(); c != Unchecked || err != nil {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestBackUndoesOneStepAtATime(t *testing.T) {
	m := open(t, evening())
	m.Show(Filter{Login: "b"})
	m.Open(0)
	var left []bool
	for range 3 {
		left = append(left, m.Back())
	}
	if _, shown := m.Opened(); !slices.Equal(left, []bool{true, true, false}) || shown || m.Filter() != (Filter{}) {
		t.Errorf("got %v", left)
	}
}
