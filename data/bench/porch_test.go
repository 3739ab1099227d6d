package bench

import (
	"context"
	"testing"
	"time"

	"nifuda/data"
	store "nifuda/data/store/bench"
)

func TestNobodyPacksBeforeTheRuleIsAccepted(t *testing.T) {
	s := benched(t)
	s.rule.Version = 2
	s.allow(data.Permits{})
	ctx, p := t.Context(), s.porch()
	_, err := p.Enter(ctx)
	key(t, err, "fault.bench.consent")
	key(t, p.Accept(ctx, 1), "fault.bench.version")
	if err := p.Accept(ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.enter()
	_, entries := s.trail()
	if entries[0].Kind != data.EventConsent || entries[0].Args["version"] != "2" {
		t.Errorf("recorded %+v", entries[0])
	}
}

func TestAPassphraseSomebodyElseChoseIsChangedFirst(t *testing.T) {
	s := benched(t)
	ctx := t.Context()
	me := store.Packer{Login: misaki, Name: "小川 美咲", Consent: data.Consent{Version: 1}}
	if err := s.file.SetPackers(ctx, []store.Packer{me}); err != nil {
		t.Fatal(err)
	}
	_, err := s.porch().Enter(ctx)
	key(t, err, "fault.bench.renew")
	if err := s.porch().Chosen(ctx); err != nil {
		t.Fatal(err)
	}
	s.enter()
	s.now = s.now.AddDate(0, 0, 90)
	_, err = s.porch().Enter(ctx)
	key(t, err, "fault.bench.renew")
}

func TestWrongPassphrasesBeforeHersAreRecorded(t *testing.T) {
	s := benched(t)
	s.wrong = 4
	s.porch() // she need not come in
	_, entries := s.trail()
	if e := entries[0]; e.Kind != data.EventWrong || e.Args["n"] != "4" {
		t.Errorf("recorded %+v", e)
	}
}

func TestWhatIsPluggedInIsRecordedBeforeThePorchIsPassed(t *testing.T) {
	s := benched(t)
	s.rule.Version = 2 // not accepted
	s.allow(data.Permits{From: 1, To: 2})
	if err := s.porch().Arrived(t.Context(), "storage", "STICK\x00 16GB"); err != nil {
		t.Fatal(err)
	}
	_, entries := s.trail()
	if e := entries[len(entries)-1]; e.Kind != data.EventArrival || e.Args["what"] != "storage" || e.Args["words"] != "STICK 16GB" || e.Login != misaki {
		t.Errorf("recorded %+v", e)
	}
}

func TestShippedParcelsLeaveTheBenchAfterTheHoursTheOwnerSet(t *testing.T) {
	s := benched(t)
	ctx, b := t.Context(), s.enter()
	s.packed(b, 1)
	must[string](t)(b.Ship(ctx, 1, ""))
	s.now = s.now.Add(11 * time.Hour)
	if err := s.porch().Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(must[[]data.BenchRow](t)(b.Rows(ctx))); n != 3 {
		t.Fatalf("%d rows after 11 hours", n)
	}
	s.now = s.now.Add(2 * time.Hour)
	if err := s.porch().Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(must[[]data.BenchRow](t)(b.Rows(ctx))); n != 2 {
		t.Errorf("%d rows after 13 hours", n)
	}
}

func TestADraftIsThereAtTheNextSignIn(t *testing.T) {
	s := benched(t)
	ctx := context.WithoutCancel(t.Context())
	if err := s.enter().Park(ctx, []byte("draft")); err != nil {
		t.Fatal(err)
	}
	s.reopen()
	b := s.enter()
	if got := must[[]byte](t)(b.Parked(ctx)); string(got) != "draft" {
		t.Errorf("got %q", got)
	}
}
