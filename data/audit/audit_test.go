package audit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nifuda/data"
)

func event(n int) data.Event {
	return data.Event{At: time.UnixMilli(1_795_000_000_000 + int64(n)), Login: "kana", Kind: data.EventLabel,
		Parcel: data.ParcelID(n), Number: fmt.Sprint(1000 + n), Args: map[string]string{"n": "1", "reason": "滲み"}}
}

// written is a chain of entries, with the state it began in and every state
// after it: states[i] is the one before entry i+1.
func written(t *testing.T, n int) (entries []Sealed, states []State) {
	t.Helper()
	states = []State{Begin([Size]byte{1, 2, 3})}
	for i := range n {
		e, next, err := states[i].Append(event(i + 1))
		if err != nil {
			t.Fatal(err)
		}
		entries, states = append(entries, e), append(states, next)
	}
	return entries, states
}

// judged follows entries from the first state to the last.
func judged(entries []Sealed, first, last State) error {
	at := first
	for _, e := range entries {
		var err error
		if at, err = at.Follow(e); err != nil {
			return err
		}
	}
	return at.Arrived(last)
}

func TestAWholeChainIsFollowedToItsEnd(t *testing.T) {
	entries, states := written(t, 20)
	if err := judged(entries, states[0], states[20]); err != nil {
		t.Error(err)
	}
	for i, e := range entries {
		if e.Seq != uint64(i+1) {
			t.Errorf("entry %d is number %d", i+1, e.Seq)
		}
	}
}

func TestATamperedChainIsNamedByItsFirstWrongEntry(t *testing.T) {
	edit := func(change func(*Sealed)) func([]Sealed) []Sealed {
		return func(all []Sealed) []Sealed { change(&all[6]); return all }
	}
	for _, c := range []struct {
		name   string
		tamper func([]Sealed) []Sealed
		want   Break
	}{
		{"another moment", edit(func(e *Sealed) { e.At = e.At.Add(time.Millisecond) }), Break{7, Altered}},
		{"another person", edit(func(e *Sealed) { e.Login = "mei" }), Break{7, Altered}},
		{"another deed", edit(func(e *Sealed) { e.Kind = data.EventStart }), Break{7, Altered}},
		{"another parcel", edit(func(e *Sealed) { e.Parcel++ }), Break{7, Altered}},
		{"another order", edit(func(e *Sealed) { e.Number = "9999" }), Break{7, Altered}},
		{"another reason", edit(func(e *Sealed) { e.Args = map[string]string{"n": "1", "reason": "無し"} }), Break{7, Altered}},
		{"a reason less", edit(func(e *Sealed) { e.Args = map[string]string{"n": "1"} }), Break{7, Altered}},
		{"no arguments", edit(func(e *Sealed) { e.Args = nil }), Break{7, Altered}},
		{"words moved from one part into the next", edit(func(e *Sealed) { e.Login, e.Kind = "kanal", "abel" }), Break{7, Altered}},
		{"a flipped bit of the proof", edit(func(e *Sealed) { e.MAC[31] ^= 1 }), Break{7, Altered}},
		{"another number", edit(func(e *Sealed) { e.Seq = 70 }), Break{7, Missing}},
		{"the first removed", func(all []Sealed) []Sealed { return all[1:] }, Break{1, Missing}},
		{"one removed", func(all []Sealed) []Sealed { return slices.Delete(all, 6, 7) }, Break{7, Missing}},
		{"one removed and the others numbered anew", func(all []Sealed) []Sealed { return renumbered(slices.Delete(all, 6, 7)) }, Break{7, Altered}},
		{"one inserted", func(all []Sealed) []Sealed { return slices.Insert(all, 6, all[2]) }, Break{7, Missing}},
		{"one inserted and the others numbered anew", func(all []Sealed) []Sealed { return renumbered(slices.Insert(all, 6, all[2])) }, Break{7, Altered}},
		{"two in each other's place", func(all []Sealed) []Sealed { all[6], all[7] = all[7], all[6]; return all }, Break{7, Missing}},
		{"two in each other's place, numbered anew", func(all []Sealed) []Sealed { all[6], all[7] = all[7], all[6]; return renumbered(all) }, Break{7, Altered}},
		{"the last cut off", func(all []Sealed) []Sealed { return all[:19] }, Break{20, Cut}},
		{"all cut off", func([]Sealed) []Sealed { return nil }, Break{1, Cut}},
		{"one more at the end", func(all []Sealed) []Sealed { e := all[19]; e.Seq = 21; return append(all, e) }, Break{21, Altered}},
	} {
		entries, states := written(t, 20)
		err := judged(c.tamper(entries), states[0], states[20])
		if got, ok := errors.AsType[Break](err); !ok || got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func renumbered(all []Sealed) []Sealed {
	for i := range all {
		all[i].Seq = uint64(i + 1)
	}
	return all
}

func TestAStateComesBackAsItWasWritten(t *testing.T) {
	_, states := written(t, 3)
	for _, want := range states {
		got, err := ReadState(want.Bytes())
		if err != nil || got != want {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	}
	for _, raw := range [][]byte{nil, {1}, make([]byte, 71), make([]byte, 73)} {
		if _, err := ReadState(raw); err == nil {
			t.Errorf("%d bytes were read as a state", len(raw))
		}
	}
}

// TestWhoHasAStateCannotRewriteWhatCameBefore plays a packer with a debugger:
// she has the file, all entries and the state as it is now.
func TestWhoHasAStateCannotRewriteWhatCameBefore(t *testing.T) {
	entries, states := written(t, 20)
	for n := 1; n < len(states); n++ {
		stolen, err := ReadState(states[n].Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, before := range states[:n] {
			if bytes.Contains(states[n].Bytes(), before.Key[:]) {
				t.Fatalf("the key of entry %d stands in the state after entry %d", before.Seq+1, n)
			}
		}
		forged := entries[n-1].Event
		forged.Number = "1"
		// The best she can do in that place: the real head before it, her own key.
		place := State{Seq: uint64(n - 1), Head: states[n-1].Head, Key: stolen.Key}
		e, _, err := place.Append(forged)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := states[n-1].Follow(e); !errors.Is(err, Break{uint64(n), Altered}) {
			t.Errorf("entry %d was forged with the state after it: %v", n, err)
		}
		rest := append(append([]Sealed{}, entries[:n-1]...), e)
		if err := judged(append(rest, entries[n:]...), states[0], states[20]); err == nil {
			t.Errorf("a chain with a forged entry %d was believed", n)
		}
	}
}

func TestWhoHasAStateCanOnlyGoOn(t *testing.T) {
	entries, states := written(t, 5)
	e, next, err := states[5].Append(event(6))
	if err != nil {
		t.Fatal(err)
	}
	if err := judged(append(entries, e), states[0], next); err != nil {
		t.Error(err)
	}
}

func TestArgumentsAreWrittenInOneWay(t *testing.T) {
	for _, c := range []struct {
		args map[string]string
		want string
	}{
		{nil, "{}"}, {map[string]string{}, "{}"}, {map[string]string{"n": "2", "a": "1"}, `{"a":"1","n":"2"}`},
	} {
		if got, err := Args(c.args); err != nil || string(got) != c.want {
			t.Errorf("%v: got %s, %v", c.args, got, err)
		}
	}
}

func FuzzReadState(f *testing.F) {
	f.Add(Begin([Size]byte{1}).Bytes())
	f.Fuzz(func(t *testing.T, raw []byte) {
		if s, err := ReadState(raw); err == nil && !bytes.Equal(s.Bytes(), raw) {
			t.Errorf("%x came back as %x", raw, s.Bytes())
		}
	})
}

func BenchmarkFollow(b *testing.B) {
	s := Begin([Size]byte{1})
	e, _, err := s.Append(event(1))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Follow(e); err != nil {
			b.Fatal(err)
		}
	}
}
