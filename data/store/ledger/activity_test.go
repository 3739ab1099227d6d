package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

// deeds gives the kinds recorded so far, oldest first.
func deeds(t *testing.T, l *Ledger) string {
	t.Helper()
	all, err := l.Events(t.Context(), data.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	kinds := make([]string, len(all))
	for i, e := range all {
		kinds[len(all)-1-i] = string(e.Kind)
	}
	return strings.Join(kinds, " ")
}

func last(t *testing.T, l *Ledger) data.Event {
	t.Helper()
	all, err := l.Events(t.Context(), data.EventQuery{Limit: 1})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

func verify(t *testing.T, l *Ledger) error {
	t.Helper()
	return l.VerifyEvents(t.Context(), func(int, int) {})
}

func exec(t *testing.T, l *Ledger, query string, args ...any) {
	t.Helper()
	err := l.db.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnEventComesBackAsItWasRecorded(t *testing.T) {
	l, _ := open(t)
	want := data.Event{At: now().Add(1234 * time.Millisecond), Login: "mei", Kind: data.EventProblem, Parcel: 7, Number: "1001",
		Args: map[string]string{"reason": "other", "words": "箱が\n濡れています"}}
	if err := l.Record(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got := last(t, l)
	want.Seq = got.Seq
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if err := l.Record(t.Context(), data.Event{Kind: data.EventRecovered}); err != nil {
		t.Fatal(err)
	}
	if e := last(t, l); !e.At.Equal(now()) || e.Seq != want.Seq+1 {
		t.Errorf("without a time: %v", e)
	}
}

func TestTheLogIsAskedByPersonKindAndPage(t *testing.T) {
	l, _ := open(t)
	for i := range 6 {
		login, kind := "mei", data.EventStart
		if i%2 == 1 {
			login, kind = "kana", data.EventLabel
		}
		if err := l.Record(t.Context(), data.Event{Login: login, Kind: kind, Number: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	newest := last(t, l).Seq
	for _, c := range []struct {
		name string
		q    data.EventQuery
		want string
	}{
		{"newest first", data.EventQuery{Limit: 3}, "5 4 3"},
		{"of one person", data.EventQuery{Login: "mei"}, "4 2 0"},
		{"of one kind", data.EventQuery{Kinds: []data.EventKind{data.EventLabel}}, "5 3 1"},
		{"of two kinds", data.EventQuery{Kinds: []data.EventKind{data.EventLabel, data.EventStart}, Limit: 2}, "5 4"},
		{"of one person and a kind she never did", data.EventQuery{Login: "mei", Kinds: []data.EventKind{data.EventLabel}}, ""},
		{"the next page", data.EventQuery{Before: newest - 2, Limit: 2}, "2 1"},
	} {
		all, err := l.Events(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range all {
			got = append(got, e.Number)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}

func TestAWholeLogIsVerifiedAndProgressIsTold(t *testing.T) {
	l, _ := open(t)
	for range 5 {
		if err := l.Record(t.Context(), data.Event{Kind: data.EventStart}); err != nil {
			t.Fatal(err)
		}
	}
	done, all := 0, 0
	if err := l.VerifyEvents(t.Context(), func(d, a int) { done, all = d, a }); err != nil {
		t.Fatal(err)
	}
	if done != 6 || all != 6 { // the shop was recorded too
		t.Errorf("%d of %d", done, all)
	}
}

func TestATamperedLogIsNamedByItsFirstWrongEntry(t *testing.T) {
	for _, c := range []struct {
		name, tamper string
		want         audit.Break
	}{
		{"an edited moment", "UPDATE activity SET at=at+1 WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"an edited person", "UPDATE activity SET login='kana' WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"edited arguments", `UPDATE activity SET args='{"n":"1"}' WHERE seq=4`, audit.Break{Seq: 4, Reason: audit.Altered}},
		{"arguments that are none", "UPDATE activity SET args='x' WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"a moment that is none", "UPDATE activity SET at='x' WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"a short proof", "UPDATE activity SET mac=x'00' WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"a removed entry", "DELETE FROM activity WHERE seq=4", audit.Break{Seq: 4, Reason: audit.Missing}},
		{"a removed first entry", "DELETE FROM activity WHERE seq=1", audit.Break{Seq: 1, Reason: audit.Missing}},
		{"removed and numbered anew", "DELETE FROM activity WHERE seq=4; UPDATE activity SET seq=seq-1 WHERE seq>4", audit.Break{Seq: 4, Reason: audit.Altered}},
		{"an inserted entry", `UPDATE activity SET seq=seq+100 WHERE seq>=4; INSERT INTO activity SELECT 4, at, login, kind, parcel, number, args, NULL, mac
			FROM activity WHERE seq=2; UPDATE activity SET seq=seq-99 WHERE seq>100`, audit.Break{Seq: 4, Reason: audit.Altered}},
		{"two in each other's place", "UPDATE activity SET seq=99 WHERE seq=4; UPDATE activity SET seq=4 WHERE seq=5; UPDATE activity SET seq=5 WHERE seq=99",
			audit.Break{Seq: 4, Reason: audit.Altered}},
		{"a cut end", "DELETE FROM activity WHERE seq>=6", audit.Break{Seq: 6, Reason: audit.Cut}},
		{"an emptied log", "DELETE FROM activity", audit.Break{Seq: 1, Reason: audit.Cut}},
		{"one more at the end", `INSERT INTO activity SELECT 8, at, login, kind, parcel, number, args, NULL, mac FROM activity WHERE seq=7`,
			audit.Break{Seq: 8, Reason: audit.Altered}},
		{"a state that is none", "UPDATE activity_chain SET now=x'00'", audit.Break{Seq: 1, Reason: audit.Altered}},
		{"another first key", "UPDATE activity_chain SET first=zeroblob(72)", audit.Break{Seq: 1, Reason: audit.Altered}},
	} {
		l, _ := open(t)
		for i := range 6 {
			if err := l.Record(t.Context(), data.Event{Login: "mei", Kind: data.EventStart, Number: fmt.Sprint(i)}); err != nil {
				t.Fatal(err)
			}
		}
		for q := range strings.SplitSeq(c.tamper, ";") {
			exec(t, l, q)
		}
		err := verify(t, l)
		got, ok := errors.AsType[audit.Break](err)
		if !ok || got != c.want || data.KeyOf(err) != "fault.activity.broken" || data.KindOf(err) != data.Damaged {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestAnEventIsRecordedWithWhatItTellsOfOrNotAtAll(t *testing.T) {
	l, _ := open(t)
	before := deeds(t, l)
	if err := l.AddLogin(t.Context(), "me", Login{ID: "mei", Kind: kindPacker, Name: "前田 芽依", Public: []byte{1}}); err != nil {
		t.Fatal(err)
	}
	if err := l.AddLogin(t.Context(), "me", Login{ID: "mei", Kind: kindPacker, Name: "前田 芽依", Public: []byte{1}}); err == nil {
		t.Fatal("the same login twice")
	}
	if got := strings.TrimPrefix(deeds(t, l), before); got != " personnew" {
		t.Errorf("recorded%s", got)
	}
	if err := verify(t, l); err != nil {
		t.Error(err)
	}
}

// BenchmarkVerify100000 verifies 100,000 entries that are read out of a real
// encrypted ledger. The goal is one second.
func BenchmarkVerify100000(b *testing.B) {
	const entries = 100_000
	p := Place{Path: b.TempDir() + "/ledger.db", Vault: "V", Key: place0, Now: now}
	if err := Create(b.Context(), p); err != nil {
		b.Fatal(err)
	}
	l, err := Open(b.Context(), p)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	err = l.db.Write(b.Context(), func(tx *sql.Tx) error {
		c, err := l.resumeChain(b.Context(), tx)
		for i := 0; i < entries && err == nil; i++ {
			err = c.add(b.Context(), data.Event{At: now().Add(time.Duration(i) * time.Second), Login: "01985e3c-mei", Kind: data.EventLabel,
				Parcel: data.ParcelID(i), Number: fmt.Sprint(1000 + i), Args: map[string]string{"n": "1"}}, i+1)
		}
		return errors.Join(err, c.rest(b.Context()))
	})
	if err := errors.Join(err, l.Checkpoint(b.Context())); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := l.VerifyEvents(b.Context(), func(int, int) {}); err != nil {
			b.Fatal(err)
		}
	}
	verifying := b.Elapsed().Seconds() / float64(b.N)
	start := time.Now()
	for range b.N {
		readOnly(b, l)
	}
	reading := time.Since(start).Seconds() / float64(b.N)
	b.ReportMetric(verifying, "s/verification")
	b.ReportMetric(100*reading/verifying, "%reading")
	b.ReportMetric(0, "ns/op")
}

// readOnly reads what a verification reads, and follows nothing.
func readOnly(b *testing.B, l *Ledger) {
	err := l.db.Read(b.Context(), func(tx *sql.Tx) error {
		var mac sql.RawBytes
		return store.Each(context.WithoutCancel(b.Context()), tx, "SELECT "+eventColumns+", mac FROM activity ORDER BY seq", nil, func(scan store.Scanner) error {
			_, err := scanEvent(scan, &mac)
			return err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
}

func place0() []byte { return make([]byte, 48) }
