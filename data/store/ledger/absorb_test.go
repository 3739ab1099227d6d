package ledger

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
)

// packed is a bench's chain that goes on where the ledger last saw it.
type packed struct {
	t       *testing.T
	entries []audit.Sealed
	state   audit.State
}

func packing(t *testing.T, l *Ledger) *packed {
	t.Helper()
	s, err := l.BenchSeen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return &packed{t: t, state: s}
}

func (p *packed) did(e data.Event) {
	p.t.Helper()
	if e.At.IsZero() {
		e.At = now().Add(time.Hour)
	}
	if e.Login == "" {
		e.Login = "mei"
	}
	sealed, next, err := p.state.Append(e)
	if err != nil {
		p.t.Fatal(err)
	}
	p.entries, p.state = append(p.entries, sealed), next
}

func (p *packed) absorbed(l *Ledger) int {
	p.t.Helper()
	n, err := l.Absorb(p.t.Context(), p.entries, p.state)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// bench is a staffed shop with two orders of two parcels on the bench.
func bench(t *testing.T) (*Ledger, data.ShopID, []data.Release) {
	t.Helper()
	l, shop := staffed(t)
	save(t, l, shop, ready(1), ready(2))
	return l, shop, onBench(t, l)
}

func parcelNow(t *testing.T, l *Ledger, r data.Release) data.Parcel {
	t.Helper()
	o, err := l.Order(t.Context(), orderID(t, l, r.Number))
	if err != nil {
		t.Fatal(err)
	}
	return o.Parcels[r.Part-1]
}

func TestWhatAPackerDidStandsInTheLogOnceAndInOrder(t *testing.T) {
	l, _, all := bench(t)
	before := deeds(t, l)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventSignIn})
	p.did(data.Event{Kind: data.EventStart, Parcel: all[0].ID, Number: all[0].Number})
	p.did(data.Event{Kind: data.EventMistake, Parcel: all[0].ID, Number: all[0].Number, Args: map[string]string{"reason": "wrong"}})
	for range 3 { // the bench was not cleaned up: the same entries come again
		p.absorbed(l)
	}
	p.did(data.Event{Kind: data.EventPacked, Parcel: all[0].ID, Number: all[0].Number})
	if n := p.absorbed(l); n != 1 {
		t.Errorf("%d entries were new", n)
	}
	if got := strings.TrimPrefix(deeds(t, l), before); got != " signin start mistake packed" {
		t.Errorf("recorded%s", got)
	}
	if e := last(t, l); e.Login != "mei" || e.Parcel != all[0].ID || e.Number != "1001" || !e.At.Equal(now().Add(time.Hour)) {
		t.Errorf("the last: %v", e)
	}
	if err := verify(t, l); err != nil {
		t.Error(err)
	}
	if s, err := l.BenchSeen(t.Context()); err != nil || s != p.state {
		t.Errorf("seen up to %d, %v", s.Seq, err)
	}
}

func TestWhatAPackerDidTakesEffect(t *testing.T) {
	l, _, all := bench(t)
	at := now().Add(time.Hour)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventSignIn})
	p.did(data.Event{Kind: data.EventConsent, Args: map[string]string{"version": "1"}})
	p.did(data.Event{Kind: data.EventPassphrase})
	p.did(data.Event{Kind: data.EventLabel, Parcel: all[0].ID, Args: map[string]string{"n": "1"}})
	p.did(data.Event{Kind: data.EventShipped, Parcel: all[0].ID, Args: map[string]string{"carrier": "yamato", "tracking": "123456789013"}})
	p.did(data.Event{Kind: data.EventLabel, Parcel: all[1].ID})
	p.did(data.Event{Kind: data.EventProblem, Parcel: all[2].ID, Args: map[string]string{"reason": "stock"}})
	p.absorbed(l)

	mei := person(t, l, "mei")
	if !mei.Seen.Equal(at) || !mei.Changed.Equal(at) || mei.Consent != (data.Consent{Version: 1, At: mei.Consent.At}) || !mei.Consent.At.Equal(at) {
		t.Errorf("the packer: %+v", mei)
	}
	first, second := parcelNow(t, l, all[0]), parcelNow(t, l, all[1])
	if !first.Shipped || first.Carrier != "ヤマト" || first.Tracking != "123456789013" || !first.Labelled.Equal(at) {
		t.Errorf("the shipped parcel: %+v", first)
	}
	if second.Shipped || second.Carrier != "ヤマト" || !second.Labelled.Equal(at) {
		t.Errorf("the labelled parcel: %+v", second)
	}
	held := rows(t, l, data.OrderQuery{Tab: data.TabHeld})
	if len(held) != 1 || held[0].Number != "1002" || held[0].Flags.Trouble != data.TroubleStock || !held[0].Flags.Bench {
		t.Errorf("held: %+v", held)
	}
	news, err := l.News(t.Context(), 1)
	if err != nil || news[0].Key != "news.bench.problem" || fmt.Sprint(news[0].Args) != "map[number:1002 reason:trouble.stock]" {
		t.Errorf("news %+v, %v", news, err)
	}
	for _, r := range released(t, l) {
		if r.Parcel == all[0].ID || r.Due != (r.Parcel == all[1].ID) {
			t.Errorf("on the bench: %+v", r)
		}
	}
}

func TestAnOrderIsSentWithItsLastParcel(t *testing.T) {
	l, shop, all := bench(t)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventShipped, Parcel: all[0].ID})
	p.absorbed(l)
	tabs := func() string {
		counts, err := l.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%d to ship, %d shipped", counts[data.TabToShip], counts[data.TabShipped])
	}
	if got := tabs(); got != "2 to ship, 0 shipped" {
		t.Error(got)
	}
	p.did(data.Event{Kind: data.EventShipped, Parcel: all[1].ID})
	p.absorbed(l)
	if got := tabs(); got != "1 to ship, 1 shipped" {
		t.Error(got)
	}
	if r := rows(t, l, data.OrderQuery{Tab: data.TabShipped})[0]; r.State != data.Shipped || r.Flags.Bench {
		t.Errorf("the row: %+v", r)
	}
	if _, unlabelled, _, err := l.Due(t.Context(), now()); err != nil || unlabelled != 2 {
		t.Errorf("%d parcels without a label, %v", unlabelled, err)
	}
	if open, err := l.OpenOrders(t.Context(), shop); err != nil || len(open) != 2 {
		t.Errorf("the storefront is still asked about %v, %v", open, err)
	}
	if jobs, err := l.Labels(t.Context(), []data.OrderID{orderID(t, l, "1001")}, data.Sender{}); err != nil || len(jobs) != 0 {
		t.Errorf("labels of what has left: %v, %v", jobs, err)
	}
}

func TestWhatOnlyTheBenchKnowsSurvivesASync(t *testing.T) {
	l, shop, all := bench(t)
	id := orderID(t, l, "1001")
	if err := l.SetNote(t.Context(), id, "紙の緩衝材"); err != nil {
		t.Fatal(err)
	}
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventShipped, Parcel: all[0].ID, Args: map[string]string{"carrier": "yamato", "tracking": "123456789013"}})
	p.did(data.Event{Kind: data.EventProblem, Parcel: all[1].ID, Args: map[string]string{"reason": "damaged"}})
	p.absorbed(l)
	want, err := l.Order(t.Context(), id)
	if err != nil || want.Note == "" || want.Trouble != data.TroubleDamaged {
		t.Fatalf("before: %+v, %v", want, err)
	}
	again := ready(1)
	again.Remarks = "変わりました"
	if got := save(t, l, shop, again); got.Changed != 1 {
		t.Fatalf("the sync brought %+v", got)
	}
	want.Remarks = again.Remarks
	got, err := l.Order(t.Context(), id)
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); err != nil || g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	if n := len(released(t, l)); n != 3 {
		t.Errorf("%d parcels on the bench", n)
	}
	again.Parcels[1].Shipped = true // the storefront's word completes ours
	save(t, l, shop, again)
	if got, err := l.Order(t.Context(), id); err != nil || got.State != data.Shipped {
		t.Errorf("one shipped by us, one by the storefront: %v, %v", got.State, err)
	}
	again.Parcels = append(again.Parcels, order(1).Parcels[0]) // and one more comes
	again.Parcels[2].RemoteID = "r"
	save(t, l, shop, again)
	if got, err := l.Order(t.Context(), id); err != nil || got.State != data.ToShip {
		t.Errorf("with one parcel more: %v, %v", got.State, err)
	}
}

func TestALabelOfTheBenchIsNoReasonToReleaseAgain(t *testing.T) {
	l, shop, all := bench(t)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventLabel, Parcel: all[0].ID})
	p.absorbed(l)
	if got, now := released(t, l)[0], releasableNow(t, l, nil)[0]; got.Parcel != all[0].ID || !bytes.Equal(got.Digest, now.Digest) || now.Labels != 1 {
		t.Errorf("the bench's own label counts as a change: %+v", now)
	}
	changed := ready(1)
	changed.Parcels[0].Gift = "のし無し"
	save(t, l, shop, changed)
	p.did(data.Event{Kind: data.EventReprint, Parcel: all[0].ID, At: now().Add(2 * time.Hour)})
	p.absorbed(l)
	if bytes.Equal(released(t, l)[0].Digest, releasableNow(t, l, nil)[0].Digest) {
		t.Error("a change in the meantime is hidden by a label of the bench")
	}
}

func TestReleasingAgainEndsTheTrouble(t *testing.T) {
	l, _, all := bench(t)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventProblem, Parcel: all[0].ID, Args: map[string]string{"reason": "no such reason"}})
	p.absorbed(l)
	id := orderID(t, l, "1001")
	if o, err := l.Order(t.Context(), id); err != nil || o.Trouble != data.TroubleOther {
		t.Errorf("a reason we do not know: %q, %v", o.Trouble, err)
	}
	if err := l.Hold(t.Context(), []data.OrderID{id}, false); err != nil {
		t.Fatal(err)
	}
	onBench(t, l)
	if o, err := l.Order(t.Context(), id); err != nil || o.Trouble != "" {
		t.Errorf("released again: %q, %v", o.Trouble, err)
	}
}

func TestWhatIsNotOnTheBenchIsRecordedWithoutEffect(t *testing.T) {
	l, shop, all := bench(t)
	if err := l.MarkTaken(t.Context(), "chihiro", []data.ParcelID{all[0].ID}); err != nil {
		t.Fatal(err)
	}
	save(t, l, shop, ready(3)) // never released
	other := orderID(t, l, "1003")
	o, err := l.Order(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	before := deeds(t, l)
	p := packing(t, l)
	for _, id := range []data.ParcelID{all[0].ID, o.Parcels[0].ID, 999} {
		p.did(data.Event{Kind: data.EventShipped, Parcel: id, Args: map[string]string{"tracking": "123456789013"}})
		p.did(data.Event{Kind: data.EventProblem, Parcel: id})
		p.did(data.Event{Kind: data.EventLabel, Parcel: id})
	}
	p.did(data.Event{Kind: data.EventStart, Parcel: 999})
	p.did(data.Event{Kind: data.EventConsent, Args: map[string]string{"version": "7"}}) // never written
	p.did(data.Event{Kind: data.EventWrong, Login: "chihiro"})                          // anybody can mistype
	if n := p.absorbed(l); n != 12 {
		t.Errorf("%d entries were new", n)
	}
	want := strings.Repeat(" shipped benchfault problem benchfault label benchfault", 3) + " start consent wrong"
	if got := strings.TrimPrefix(deeds(t, l), before); got != want {
		t.Errorf("recorded%s", got)
	}
	if n := len(rows(t, l, data.OrderQuery{Tab: data.TabToShip})); n != 3 {
		t.Errorf("%d orders to ship", n)
	}
	for _, p := range []data.Parcel{parcelNow(t, l, all[0]), o.Parcels[0]} {
		if p.Shipped || !p.Labelled.IsZero() {
			t.Errorf("took effect: %+v", p)
		}
	}
	if owner := person(t, l, "chihiro"); !owner.Seen.IsZero() || !owner.Changed.Equal(now()) || person(t, l, "mei").Consent.Version != 0 {
		t.Errorf("took effect on %+v", owner)
	}
	if err := verify(t, l); err != nil {
		t.Error(err)
	}
}

func TestAnEntryNoPackersProgramWritesFailsTheWhole(t *testing.T) {
	many := map[string]string{}
	for i := range 17 {
		many[fmt.Sprint(i)] = ""
	}
	for _, c := range []struct {
		name string
		e    data.Event
	}{
		{"a long login", data.Event{Kind: data.EventStart, Login: strings.Repeat("m", 65)}},
		{"a long number", data.Event{Kind: data.EventStart, Number: strings.Repeat("1", 65)}},
		{"many arguments", data.Event{Kind: data.EventStart, Args: many}},
		{"large arguments", data.Event{Kind: data.EventStart, Args: map[string]string{"words": strings.Repeat("あ", 700)}}},
		{"a control character", data.Event{Kind: data.EventShipped, Args: map[string]string{"tracking": "1\x1b[2J"}}},
		{"a number that is no text", data.Event{Kind: data.EventStart, Number: "\xff"}},
		{"a deed of the owner's", data.Event{Kind: data.EventRelease}},
		{"an unknown deed", data.Event{Kind: "x"}},
		{"no deed", data.Event{}},
		{"a parcel below zero", data.Event{Kind: data.EventStart, Parcel: -1}},
		{"in the owner's name", data.Event{Kind: data.EventReveal, Login: "chihiro"}},
		{"in nobody's name", data.Event{Kind: data.EventReveal, Login: "nobody"}},
		{"text that runs backwards", data.Event{Kind: data.EventProblem, Args: map[string]string{"words": "\u202e"}}},
	} {
		l, _, all := bench(t)
		before, seen := deeds(t, l), packing(t, l).state
		p := packing(t, l)
		p.did(data.Event{Kind: data.EventShipped, Parcel: all[0].ID})
		p.did(c.e)
		_, err := l.Absorb(t.Context(), p.entries, p.state)
		if data.KeyOf(err) != "fault.bench.entry" || data.KindOf(err) != data.Damaged || !strings.Contains(fmt.Sprintf("%+v", err), "bench.entry") {
			t.Errorf("%s: %v", c.name, err)
		}
		if s, err := l.BenchSeen(t.Context()); err != nil || s != seen || deeds(t, l) != before || parcelNow(t, l, all[0]).Shipped {
			t.Errorf("%s: half of it was absorbed, %v", c.name, err)
		}
	}
}

func TestAClockThatRanWrongIsToldOnceAndNoWorkIsLost(t *testing.T) {
	l, _, all := bench(t)
	before := deeds(t, l)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventStart, At: time.Date(2019, 12, 31, 0, 0, 0, 0, time.Local)})
	p.did(data.Event{Kind: data.EventShipped, Parcel: all[0].ID, At: now().Add(26 * time.Hour)})
	p.absorbed(l)
	if got := strings.TrimPrefix(deeds(t, l), before); got != " benchfault start shipped" {
		t.Errorf("recorded%s", got)
	}
	if !parcelNow(t, l, all[0]).Shipped {
		t.Error("the parcel lies on the bench again")
	}
}

func TestANumberNoCarrierGivesNeverReachesTheStorefront(t *testing.T) {
	l, _, all := bench(t)
	p := packing(t, l)
	for i, tracking := range []string{"http://example.test/\nありがとう", "123456789012x"} {
		p.did(data.Event{Kind: data.EventShipped, Parcel: all[i].ID, Args: map[string]string{"carrier": "x", "tracking": tracking}})
	}
	p.absorbed(l)
	for i := range 2 {
		if got := parcelNow(t, l, all[i]); got.Shipped || got.Tracking != "" {
			t.Errorf("took effect: %+v", got)
		}
	}
}

func TestABenchThatRunsBackwardsIsRefused(t *testing.T) {
	l, _, _ := bench(t)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventStart})
	old := p.state
	p.did(data.Event{Kind: data.EventLater})
	p.absorbed(l)
	for name, try := range map[string]func() (int, error){
		"an older state":             func() (int, error) { return l.Absorb(t.Context(), nil, old) },
		"entries out of order":       func() (int, error) { return l.Absorb(t.Context(), swapped(p), p.state) },
		"entries beyond their state": func() (int, error) { return l.Absorb(t.Context(), beyond(p), old) },
	} {
		if _, err := try(); data.KeyOf(err) != "fault.bench.entry" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func swapped(p *packed) []audit.Sealed {
	for range 2 {
		p.did(data.Event{Kind: data.EventStart})
	}
	n := len(p.entries)
	return []audit.Sealed{p.entries[n-1], p.entries[n-2]}
}

func beyond(p *packed) []audit.Sealed {
	p.did(data.Event{Kind: data.EventStart})
	return p.entries[len(p.entries)-1:]
}
