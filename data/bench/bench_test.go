package bench

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	store "nifuda/data/store/bench"
)

// stall is a bench with released parcels and one packer.
type stall struct {
	t     *testing.T
	place store.Place
	file  *store.File
	now   time.Time
	may   data.Permits
	wrong int
	rule  data.Rule
	first audit.State
}

const misaki = "MISAKI"

type badge struct{}

func (badge) Unseal(about string, sealed []byte) ([]byte, error) {
	plain, ok := bytes.CutPrefix(sealed, []byte("for "+misaki+" "+about+":"))
	if !ok {
		return nil, errors.New("not sealed to her for this")
	}
	return plain, nil
}

func benched(t *testing.T) *stall {
	t.Helper()
	key := bytes.Repeat([]byte{3}, 48)
	s := &stall{t: t, now: time.Date(2026, 11, 22, 20, 14, 0, 0, time.Local), rule: data.Rule{Version: 1, Text: "持ち出さない"},
		place: store.Place{Path: filepath.Join(t.TempDir(), "bench.db"), Vault: "V", Key: func() []byte { return key }}}
	s.first = audit.Begin([audit.Size]byte{1, 2, 3})
	if err := store.Create(t.Context(), s.place, s.first); err != nil {
		t.Fatal(err)
	}
	s.reopen()
	s.allow(data.Permits{})
	var parcels []store.Parcel
	for n := data.ParcelID(1); n <= 3; n++ {
		p := store.Parcel{Release: data.Release{Digest: []byte{byte(n)}, BenchParcel: data.BenchParcel{
			ID: n, Number: fmt.Sprintf("A-%02d", n), Part: 1, Parts: 1,
			To: data.Recipient{Name: fmt.Sprintf("髙橋 里奈%d", n), Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2"}},
			Items: []data.PackItem{
				{SKU: "CHA", Name: "煎茶 朝霧", Quantity: 2, Codes: []string{"CHA", "4901234567894"}, MustScan: true},
				{SKU: "SAJI", Name: "茶さじ", Quantity: 1, Codes: []string{"SAJI"}},
			}}}}
		p.Phones = map[string][]byte{misaki: []byte("for " + misaki + " " + data.PhoneOf(n) + ":090-0000-0143")}
		parcels = append(parcels, p)
	}
	if err := s.file.Put(t.Context(), parcels, s.now); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stall) reopen() {
	s.t.Helper()
	if s.file != nil {
		s.file.Close()
	}
	var err error
	if s.file, err = store.Open(s.t.Context(), s.place); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.file.Close() })
}

// listed is the printer the owner has listed.
var listed = data.PrinterID{Queue: "Roll", Device: "usb://roll"}

// allow is the owner deciding anew.
func (s *stall) allow(may data.Permits) {
	s.t.Helper()
	s.may = may
	me := store.Packer{Login: misaki, Name: "小川 美咲", May: may, Changed: s.now, Consent: data.Consent{Version: 1, At: s.now}}
	if err := s.file.SetPackers(s.t.Context(), []store.Packer{me}); err != nil {
		s.t.Fatal(err)
	}
	terms := store.Terms{Printers: []data.ListedPrinter{{PrinterID: listed}}, ShopName: "山の湯呑み店", Sender: data.Sender{Name: "山の湯呑み店"}, Rule: s.rule,
		Rules: data.BenchRules{Keep: 12 * time.Hour, IdleLock: 10 * time.Minute, PassphraseDays: 90}}
	if err := s.file.SetTerms(s.t.Context(), terms); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stall) porch() *Porch {
	s.t.Helper()
	p, err := At(s.t.Context(), Config{File: s.file, Login: misaki, Badge: badge{}, Now: func() time.Time { return s.now }, Wrong: s.wrong})
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *stall) enter() *Bench {
	s.t.Helper()
	b, err := s.porch().Enter(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

// trail follows the chain and gives the kinds of its entries.
func (s *stall) trail() (kinds []data.EventKind, entries []audit.Sealed) {
	s.t.Helper()
	entries, err := s.file.Trail(s.t.Context(), 0, 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	at := s.first
	for _, e := range entries {
		if at, err = at.Follow(e); err != nil {
			s.t.Fatal(err)
		}
		kinds = append(kinds, e.Kind)
	}
	now, err := s.file.Chain(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	if err := at.Arrived(now); err != nil {
		s.t.Fatal(err)
	}
	return kinds, entries
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func key(t *testing.T, err error, want string) {
	t.Helper()
	if got := data.KeyOf(err); err == nil || got != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// packed opens the parcel and puts everything into its box.
func (s *stall) packed(b *Bench, id data.ParcelID) {
	s.t.Helper()
	ctx := s.t.Context()
	must[data.BenchParcel](s.t)(b.Open(ctx, id))
	for range 2 {
		s.now = s.now.Add(time.Second)
		must[data.Scanned](s.t)(b.Scan(ctx, id, "4901234567894\n"))
	}
	if got := must[data.Scanned](s.t)(b.Count(ctx, id, 1)); got.Result != data.ScanComplete || got.Parcel.State != data.BenchPacked {
		s.t.Fatalf("not complete: %+v", got)
	}
}

func (s *stall) printed(b *Bench, id data.ParcelID, reason string) {
	s.t.Helper()
	must[data.LabelJob](s.t)(b.BeginLabel(s.t.Context(), id, listed, reason))
	if err := b.EndLabel(s.t.Context(), id, data.PrintOutcome{Done: true}); err != nil {
		s.t.Fatal(err)
	}
}

func TestOneParcelFromTheShelfToTheDoor(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	id := must[data.ParcelID](t)(b.Find(ctx, "ａ－０２\r\n"))
	if id != 2 {
		t.Fatalf("found parcel %d", id)
	}
	s.packed(b, id)
	s.printed(b, id, "")
	must[string](t)(b.Ship(ctx, id, ""))
	rows := must[[]data.BenchRow](t)(b.Rows(ctx))
	if rows[1].State != data.BenchShipped || rows[0].State != data.BenchWaiting || rows[1].Pieces != 3 {
		t.Errorf("rows %+v", rows)
	}
	kinds, entries := s.trail()
	want := "[signin start byhand packed label shipped]"
	if fmt.Sprint(kinds) != want {
		t.Errorf("recorded %v, want %s", kinds, want)
	}
	for _, e := range entries[1:] {
		if e.Login != misaki || e.Parcel != 2 || e.Number != "A-02" {
			t.Errorf("entry %+v", e.Event)
		}
	}
}

func TestOneParcelIsOpenAtATime(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	must[data.Scanned](t)(b.Scan(ctx, 1, "CHA"))
	must[data.BenchParcel](t)(b.Open(ctx, 2))
	_, err := b.Scan(ctx, 1, "CHA")
	key(t, err, "fault.bench.notopen")
	if p := must[data.BenchParcel](t)(b.Open(ctx, 1)); p.Items[0].Packed != 1 {
		t.Error("what was in the first box is lost")
	}
}

func TestWrongItemsAndOneTooManyAreToldAndRecorded(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	for _, step := range []struct {
		code string
		want data.ScanResult
	}{{"4900000000000", data.ScanWrong}, {"CHA", data.ScanTicked}, {"CHA", data.ScanTicked}, {"CHA", data.ScanTooMany}} {
		s.now = s.now.Add(time.Second)
		if got := must[data.Scanned](t)(b.Scan(ctx, 1, step.code)); got.Result != step.want {
			t.Errorf("%s: got %v, want %v", step.code, got.Result, step.want)
		}
	}
	kinds, _ := s.trail()
	if fmt.Sprint(kinds) != "[signin start mistake mistake]" {
		t.Errorf("recorded %v", kinds)
	}
}

func TestWhatThePermitsDoNotGiveIsRefusedAndRecorded(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	_, err := b.Override(ctx, 1, "読めない")
	key(t, err, "fault.bench.nooverride")
	_, err = b.Count(ctx, 1, 0)
	key(t, err, "fault.bench.mustscan")
	_, err = b.BeginLabel(ctx, 1, listed, "")
	key(t, err, "fault.bench.notpacked")
	_, err = b.Ship(ctx, 1, "")
	key(t, err, "fault.bench.notpacked")
	s.packed(b, 2)
	s.printed(b, 2, "")
	_, err = b.BeginLabel(ctx, 2, listed, "もう一度")
	key(t, err, "fault.bench.noreprint")
	s.allow(data.Permits{Reprint: true, Override: true})
	_, err = b.BeginLabel(ctx, 2, listed, "  ")
	key(t, err, "fault.bench.reason")
	s.printed(b, 2, "かすれた")
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	must[data.BenchParcel](t)(b.Override(ctx, 1, "読めない"))
	kinds, entries := s.trail()
	want := "[signin start refused start byhand packed label refused reprint start override]"
	if fmt.Sprint(kinds) != want {
		t.Errorf("recorded %v\nwant     %s", kinds, want)
	}
	if entries[8].Args["reason"] != "かすれた" || entries[10].Args["reason"] != "読めない" {
		t.Error("the reasons are not recorded")
	}
}

func TestAClockSetBackEvadesNeitherTheDailyLimitNorTheHours(t *testing.T) {
	s := benched(t)
	s.allow(data.Permits{Labels: 1, Reprint: true, From: 9 * 60, To: 21 * 60})
	ctx, b := t.Context(), s.enter()
	s.packed(b, 1)
	s.printed(b, 1, "")
	s.packed(b, 2)
	_, err := b.BeginLabel(ctx, 2, listed, "")
	key(t, err, "fault.bench.limit")
	s.now = s.now.AddDate(0, 0, -1) // yesterday she had printed none
	_, err = b.BeginLabel(ctx, 2, listed, "")
	key(t, err, "fault.bench.limit")
	s.now = s.now.AddDate(0, 0, 1).Add(time.Hour) // 21:14
	_, err = b.Open(ctx, 3)
	key(t, err, "fault.bench.hours")
	s.now = s.now.Add(-3 * time.Hour)
	_, err = b.Open(ctx, 3)
	key(t, err, "fault.bench.hours")
	s.reopen()
	b = &Bench{c: s.porch().c}
	b.c.File = s.file
	_, err = b.Open(ctx, 3)
	key(t, err, "fault.bench.hours")
	s.allow(data.Permits{Labels: 2}) // the owner changes her mind: at once
	s.printed(b, 2, "")
}

func TestALabelThatDidNotComeOutIsNotCounted(t *testing.T) {
	s := benched(t)
	s.allow(data.Permits{Labels: 1})
	ctx, b := t.Context(), s.enter()
	s.packed(b, 1)
	must[data.LabelJob](t)(b.BeginLabel(ctx, 1, listed, ""))
	if err := b.EndLabel(ctx, 1, data.PrintOutcome{Reason: "fault.print.paused"}); err != nil {
		t.Fatal(err)
	}
	s.printed(b, 1, "")
	key(t, b.EndLabel(ctx, 1, data.PrintOutcome{Done: true}), "fault.bench.nolabel")
}

func TestALabelThatNobodySawComeOutCountsAndIsTold(t *testing.T) {
	s := benched(t)
	b := s.enter()
	s.packed(b, 1)
	must[data.LabelJob](t)(b.BeginLabel(t.Context(), 1, listed, ""))
	s.reopen() // the lock, or a crash
	b = s.enter()
	_, err := b.BeginLabel(t.Context(), 1, listed, "")
	key(t, err, "fault.bench.noreprint")
	kinds, _ := s.trail()
	if fmt.Sprint(kinds) != "[signin start byhand packed printfault signin refused]" {
		t.Errorf("recorded %v", kinds)
	}
}

func TestThePhoneNumberNeedsASealAndIsRecorded(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	_, err := b.Phone(ctx, 1)
	key(t, err, "fault.bench.notopen")
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	if got := must[string](t)(b.Phone(ctx, 1)); got != "090-0000-0143" {
		t.Errorf("got %q", got)
	}
	if err := s.file.SetPhones(ctx, nil); err != nil {
		t.Fatal(err)
	}
	_, err = b.Phone(ctx, 1)
	key(t, err, "fault.bench.nophone")
	kinds, _ := s.trail()
	if fmt.Sprint(kinds) != "[signin start reveal refused]" {
		t.Errorf("recorded %v", kinds)
	}
}

func TestAReportedParcelIsHeld(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	must[data.BenchParcel](t)(b.Open(ctx, 1))
	key(t, b.Report(ctx, 1, data.TroubleOther, " "), "fault.bench.words")
	if err := b.Report(ctx, 1, data.TroubleAddress, ""); err != nil {
		t.Fatal(err)
	}
	_, err := b.Open(ctx, 1)
	key(t, err, "fault.bench.done")
}

func TestALabelGoesToAPrinterTheOwnerListedAndToNoOther(t *testing.T) {
	s := benched(t)
	s.allow(data.Permits{})
	b := s.enter()
	s.packed(b, 1)
	for _, other := range []data.PrinterID{{}, {Queue: "Roll", Device: "cups-pdf:/"}, {Queue: "Roll2", Device: listed.Device}} {
		_, err := b.BeginLabel(t.Context(), 1, other, "")
		key(t, err, "fault.print.unlisted")
	}
	s.printed(b, 1, "")
	kinds, entries := s.trail()
	if want := "[signin start byhand packed refused refused refused label]"; fmt.Sprint(kinds) != want || entries[4].Args["what"] != "printer" {
		t.Errorf("recorded %v, %v\nwant     %s", kinds, entries[4].Args, want)
	}
}
