package house_test

import (
	"errors"
	"testing"

	"nifuda/data"
	desk "nifuda/data/bench"
	"nifuda/data/house"
	"nifuda/data/office"
)

const (
	misaki = "yama-no-michi-tsuyu"
	natsu  = "kaze-to-hikari-aki"
)

// proof is the owner's passphrase typed again.
func proof(t *testing.T, s *house.Session) office.Proof {
	t.Helper()
	p, err := s.Office().Prove([]byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func hired(t *testing.T, s *house.Session, name, passphrase string, may data.Permits) string {
	t.Helper()
	login, err := s.AddPerson(t.Context(), proof(t, s), data.NewPerson{Name: name, Role: data.RolePacker, May: may}, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	return login
}

// packing opens the bench and goes through the porch.
func packing(t *testing.T, h *house.House, login, passphrase string) (*house.Shift, *desk.Bench) {
	t.Helper()
	in, err := h.Open(t.Context(), login, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	shift := in.Packer
	t.Cleanup(func() { shift.Close() })
	return shift, through(t, shift)
}

func through(t *testing.T, shift *house.Shift) *desk.Bench {
	t.Helper()
	p := shift.Porch()
	if renew, err := p.Renew(t.Context()); err != nil {
		t.Fatal(err)
	} else if renew {
		if err := p.Chosen(t.Context()); err != nil { // in a test she may keep it
			t.Fatal(err)
		}
	}
	rule, accepted, err := p.Rule(t.Context())
	if err == nil && !accepted {
		err = p.Accept(t.Context(), rule.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func released(t *testing.T, s *house.Session, n int) []data.OrderID {
	t.Helper()
	if n == 0 {
		return nil
	}
	rows, err := s.Office().Orders(t.Context(), data.OrderQuery{Tab: data.TabToShip, Limit: n})
	if err != nil {
		t.Fatal(err)
	}
	var ids []data.OrderID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	if got, err := s.Office().Release(t.Context(), ids); err != nil || got != n {
		t.Fatalf("released %d, %v", got, err)
	}
	return ids
}

// desk1 is the printer the owner listed.
var desk1 = data.PrinterID{Queue: "Roll", Device: "usb://roll"}

// shipped packs, labels and ships everything on the bench.
func shipped(t *testing.T, b *desk.Bench) int {
	t.Helper()
	ctx, n := t.Context(), 0
	rows, err := b.Rows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.State == data.BenchShipped {
			continue
		}
		p, err := b.Open(ctx, r.ID)
		for i := range p.Items {
			if _, err := b.Count(ctx, r.ID, i); err != nil {
				t.Fatal(err)
			}
		}
		if err == nil {
			_, err = b.BeginLabel(ctx, r.ID, desk1, "")
		}
		if err == nil {
			err = b.EndLabel(ctx, r.ID, data.PrintOutcome{Done: true})
		}
		if err == nil {
			_, err = b.Ship(ctx, r.ID, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func closed(t *testing.T, c interface{ Close() error }) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

func back(t *testing.T, h *house.House, owner string) *house.Session {
	t.Helper()
	s, err := asOwner(h, owner, phrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func events(t *testing.T, s *house.Session, kinds ...data.EventKind) []data.Event {
	t.Helper()
	all, err := s.Office().Events(t.Context(), data.EventQuery{Kinds: kinds, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// staffed is a house with 20 orders, some released, and one packer.
func staffed(t *testing.T, root string, parcels int) (h *house.House, owner, packer string) {
	t.Helper()
	h = built(t, root, goodsShop(20))
	s := founded(t, h)
	synced(t, s)
	packer = hired(t, s, "小川 美咲", misaki, data.Permits{})
	released(t, s, parcels)
	owner = s.Login()
	closed(t, s)
	return h, owner, packer
}

func TestWhatAPackerDidIsAbsorbedOnceAndInOrder(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 5)
	shift, b := packing(t, h, packer, misaki)
	if n := shipped(t, b); n != 5 {
		t.Fatalf("shipped %d", n)
	}
	closed(t, shift)
	for range 2 { // a second sign-in absorbs nothing twice
		s := back(t, h, owner)
		got := events(t, s, data.EventShipped)
		if len(got) != 5 {
			t.Fatalf("%d shipments in the log", len(got))
		}
		for i, e := range got {
			if e.Login != packer || i > 0 && e.Seq >= got[i-1].Seq {
				t.Errorf("entry %+v", e)
			}
		}
		counts, err := s.Office().Counts(t.Context())
		if err != nil || counts[data.TabShipped] != 5 || counts[data.TabToShip] != 15 {
			t.Errorf("counts %v, %v", counts, err)
		}
		if err := s.Office().VerifyEvents(t.Context()); err != nil {
			t.Error(err)
		}
		closed(t, s)
	}
	_, b = packing(t, h, packer, misaki)
	if rows, err := b.Rows(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("shipped parcels lie on the bench after the owner was here: %v, %v", rows, err)
	}
}

func TestTakenBackHeldAndCancelledParcelsLeaveTheBench(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	ids := released(t, s, 3)
	if n, err := s.Office().TakeBack(t.Context(), ids[:1]); err != nil || n != 1 {
		t.Fatalf("took back %d, %v", n, err)
	}
	if err := s.Office().Hold(t.Context(), ids[1:2], true); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	closed(t, back(t, h, owner))
	_, b := packing(t, h, packer, misaki)
	if rows, err := b.Rows(t.Context()); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}

func TestAReportedProblemHoldsTheOrderAndTellsTheOwner(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 1)
	shift, b := packing(t, h, packer, misaki)
	rows, err := b.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.Open(t.Context(), rows[0].ID); err == nil {
		err = b.Report(t.Context(), rows[0].ID, data.TroubleStock, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	closed(t, shift)
	s := back(t, h, owner)
	held, err := s.Office().Orders(t.Context(), data.OrderQuery{Tab: data.TabHeld})
	if err != nil || len(held) != 1 {
		t.Fatalf("held %v, %v", held, err)
	}
	today, err := s.Office().Today(t.Context())
	if err != nil || len(today.News) == 0 || today.News[0].Key != "news.bench.problem" {
		t.Errorf("news %+v, %v", today.News, err)
	}
}

func TestOnlyWhoMaySeeThePhoneHasAKeyToIt(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 1)
	phone := func() (string, error) {
		shift, b := packing(t, h, packer, misaki)
		defer closed(t, shift)
		rows, err := b.Rows(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Open(t.Context(), rows[0].ID); err != nil {
			t.Fatal(err)
		}
		return b.Phone(t.Context(), rows[0].ID)
	}
	allow := func(may data.Permits) {
		s := back(t, h, owner)
		defer closed(t, s)
		if err := s.Office().ChangePerson(t.Context(), proof(t, s), data.Person{Login: packer, Name: "小川 美咲", Role: data.RolePacker, May: may}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := phone(); data.KeyOf(err) != "fault.bench.nophone" {
		t.Errorf("without the permission: %v", err)
	}
	allow(data.Permits{Phone: true})
	if got, err := phone(); err != nil || len(got) != 13 {
		t.Errorf("with it: %q, %v", got, err)
	}
	allow(data.Permits{})
	if _, err := phone(); data.KeyOf(err) != "fault.bench.nophone" {
		t.Errorf("after it was taken away: %v", err)
	}
}

func TestPeopleNeedThePassphraseAgain(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 0)
	s := back(t, h, owner)
	if _, err := s.Office().Prove([]byte("not hers at all")); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("proved with a wrong passphrase: %v", err)
	}
	_, err := s.AddPerson(t.Context(), office.Proof{}, data.NewPerson{Name: "某", Role: data.RoleOwner}, []byte(natsu))
	err = errors.Join(err, s.RemovePerson(t.Context(), office.Proof{}, packer))
	if got := data.KeyOf(err); got != "fault.office.again" {
		t.Errorf("without a proof: %v", err)
	}
	if err := s.RemovePerson(t.Context(), proof(t, s), owner); data.KeyOf(err) != "fault.person.self" {
		t.Errorf("herself: %v", err)
	}
	if got := events(t, s, data.EventPersonGone); len(got) != 0 {
		t.Errorf("removals in the log: %+v", got)
	}
}

func TestWhatWasPluggedInAtTheBenchStandsOnTopAtTheNextSignIn(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 1)
	in, err := h.Open(t.Context(), packer, []byte(misaki))
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Packer.Arrived(t.Context(), string(data.Storage), "STICK 16GB"); err != nil { // she is on the porch
		t.Fatal(err)
	}
	closed(t, in.Packer)
	s := back(t, h, owner)
	if err := s.Arrived(t.Context(), string(data.Handset), ""); err != nil {
		t.Fatal(err)
	}
	got := events(t, s, data.EventArrival)
	if len(got) != 2 || got[0].Login != owner || got[1].Login != packer || got[1].Args["words"] != "STICK 16GB" {
		t.Errorf("in the log: %+v", got)
	}
	odd, err := s.Office().Oddities(t.Context())
	if err != nil || len(odd) != 1 || odd[0].Key != "odd.arrival" || odd[0].Login != packer {
		t.Errorf("odd: %+v, %v; want the packer's stick and not the owner's phone", odd, err)
	}
}
