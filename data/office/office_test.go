package office

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/store/bench"
	"nifuda/data/store/ledger"
)

const phrase = "mizu-no-oto-kawazu"

var errWrong = &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}

// stand is a real bench beside a real ledger; only the vault is not there.
type stand struct{ file *bench.File }

func (s stand) With(do func(*bench.File) error) error { return do(s.file) }

func (s stand) Seal(_ ledger.Login, _ string, plain []byte) ([]byte, error) {
	return bytes.Clone(plain), nil
}

// clock is moved by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

type open struct {
	*Office
	ledger *ledger.Ledger
	bench  *bench.File
	clock  *clock
	proof  Proof
}

// opened is a shop with an owner, a packer and one order of two parcels.
func opened(t *testing.T) open {
	t.Helper()
	ctx, dir, c := t.Context(), t.TempDir(), &clock{time.Date(2026, 11, 22, 19, 42, 0, 0, time.Local)}
	key := func() []byte { return bytes.Repeat([]byte{9}, 48) }
	at := ledger.Place{Path: filepath.Join(dir, "ledger.db"), Vault: "V", Key: key, Now: c.now}
	must(t, ledger.Create(ctx, at))
	l, err := ledger.Open(ctx, at)
	must(t, err)
	seen, err := l.BenchSeen(ctx)
	must(t, err)
	place := bench.Place{Path: filepath.Join(dir, "bench.db"), Vault: "V", Key: key}
	must(t, bench.Create(ctx, place, seen))
	f, err := bench.Open(ctx, place)
	must(t, err)
	t.Cleanup(func() { f.Close(); l.Close() })
	must(t, l.AddLogin(ctx, "", ledger.Login{ID: "chihiro", Kind: "owner", Name: "山野 千尋", Public: []byte{1}}))
	must(t, l.AddLogin(ctx, "chihiro", ledger.Login{ID: "mei", Kind: "packer", Name: "前田 芽依", Public: []byte{2}}))
	must(t, l.SaveSettings(ctx, data.Settings{ShopName: "山の湯呑み店", Setup: data.SetupShop}))
	o := New(Config{Ledger: l, Stall: stand{f}, Login: "chihiro", Now: c.now, Confirm: func(p []byte) error {
		if string(p) != phrase {
			return errWrong
		}
		return nil
	}, Tells: func(context.Context, data.Shop) bool { return true }, Codes: codes})
	id, err := o.FirstShop(ctx, data.NewShop{Brand: data.Demo, Name: "本店"})
	must(t, err)
	_, err = l.SavePage(ctx, id, []data.Order{order()}, nil, nil)
	must(t, err)
	proof, err := o.Prove([]byte(phrase))
	must(t, err)
	return open{o, l, f, c, proof}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func order() data.Order {
	to := data.Contact{Name: "髙橋 里奈", Kana: "タカハシ リナ", Phone: "090-0000-0143", Email: "rina@example.test",
		Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2"}}
	second := to
	second.Phone = "0263-00-0188"
	return data.Order{Remote: data.Remote{ID: "1", Number: "1001", PlacedAt: time.Unix(1, 0)}, State: data.ToShip, Buyer: to,
		Parcels: []data.Parcel{{RemoteID: "p", To: to}, {RemoteID: "q", To: second}}, Payment: data.Payment{Paid: true},
		Lines: []data.Line{{SKU: "S", Name: "煎茶 朝霧", Quantity: 2}, {Parcel: 1, SKU: "T", Name: "湯呑み", Quantity: 1}},
		Sum:   data.Sum{Currency: "JPY", Total: 3362}}
}

func (s open) order(t *testing.T) data.OrderID {
	t.Helper()
	rows, err := s.Orders(t.Context(), data.OrderQuery{Tab: data.TabAll})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0].ID
}

func (s open) released(t *testing.T) {
	t.Helper()
	if n, err := s.Release(t.Context(), []data.OrderID{s.order(t)}); err != nil || n != 2 {
		t.Fatalf("released %d, %v", n, err)
	}
}

func (s open) lying(t *testing.T) int {
	t.Helper()
	rows, err := s.bench.Rows(t.Context())
	must(t, err)
	return len(rows)
}

func (s open) latest(t *testing.T) data.Event {
	t.Helper()
	all, err := s.Events(t.Context(), data.EventQuery{Limit: 1})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

func TestAProofIsOfThisDeskAndOfNow(t *testing.T) {
	s, other := opened(t), opened(t)
	if _, err := s.Prove([]byte("another-passphrase")); data.KeyOf(err) != "fault.vault.passphrase" {
		t.Errorf("a wrong passphrase: %v", err)
	}
	for _, c := range []struct {
		name  string
		proof Proof
		after time.Duration
		want  bool
	}{
		{"at once", s.proof, 0, true},
		{"after four minutes", s.proof, 4 * time.Minute, true},
		{"after six minutes", s.proof, 6 * time.Minute, false},
		{"with the clock set back", s.proof, -time.Minute, false},
		{"none", Proof{}, 0, false},
		{"of another desk", other.proof, 0, false},
	} {
		before := s.clock.at
		s.clock.at = before.Add(c.after)
		err := s.Accept(c.proof)
		s.clock.at = before
		if (err == nil) != c.want || err != nil && (data.KeyOf(err) != "fault.office.again" || data.KindOf(err) != data.Denied) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestWhatChangesKeysPeopleOrShopsNeedsAProof(t *testing.T) {
	s := opened(t)
	ctx, seq := t.Context(), s.latest(t).Seq
	token := []byte("token")
	shops, err := s.Shops(ctx)
	must(t, err)
	_, addShop := s.AddShop(ctx, Proof{}, data.NewShop{Brand: data.ColorMe, Name: "支店", Token: token})
	for name, err := range map[string]error{
		"a shop":          addShop,
		"a strict shop":   s.SetStrict(ctx, Proof{}, shops[0].ID, true),
		"a person":        s.ChangePerson(ctx, Proof{}, data.Person{Login: "mei", Name: "M", May: data.Permits{Phone: true}}),
		"the rule":        s.SetRule(ctx, Proof{}, "x"),
		"the bench rules": s.SetBenchRules(ctx, Proof{}, data.BenchRules{AutoRelease: true}),
	} {
		if data.KeyOf(err) != "fault.office.again" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := s.latest(t).Seq; got != seq {
		t.Errorf("something was changed: %v", s.latest(t))
	}
	if string(token) != "token" {
		t.Error("a refused token is wiped: it cannot be tried again")
	}
	if _, err := s.AddShop(ctx, s.proof, data.NewShop{Brand: data.ColorMe, Name: "支店", Token: token}); err != nil || string(token) == "token" {
		t.Errorf("with a proof: %v, %s left", err, token)
	}
}

func TestTheFirstShopAsksForNothingUntilTheSetupIsDone(t *testing.T) {
	s := opened(t)
	set, err := s.Settings(t.Context())
	must(t, err)
	set.Setup = data.SetupDone
	must(t, s.SaveSettings(t.Context(), set))
	set.Setup = data.SetupShop
	must(t, s.SaveSettings(t.Context(), set)) // and there is no way back
	if _, err := s.FirstShop(t.Context(), data.NewShop{Brand: data.Demo, Name: "支店"}); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("got %v", err)
	}
}

func TestAnOrderShowsPhonesAndEMailsMasked(t *testing.T) {
	s := opened(t)
	seq := s.latest(t).Seq
	o, err := s.Order(t.Context(), s.order(t))
	must(t, err)
	for _, c := range []struct{ name, got, want string }{
		{"the buyer's phone", o.Buyer.Phone, "090-••••-0143"}, {"the buyer's e-mail", o.Buyer.Email, "r•••@example.test"},
		{"the reading", o.Buyer.Kana, "タカハシ リナ"}, {"the first phone", o.Parcels[0].To.Phone, "090-••••-0143"},
		{"the second phone", o.Parcels[1].To.Phone, "0263-••-0188"}, {"the second e-mail", o.Parcels[1].To.Email, "r•••@example.test"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
	if s.latest(t).Seq != seq {
		t.Error("looking at an order was recorded as a reveal")
	}
	o, err = s.Reveal(t.Context(), s.order(t))
	if err != nil || o.Parcels[1].To.Phone != "0263-00-0188" || o.Buyer.Email != "rina@example.test" {
		t.Errorf("revealed: %+v, %v", o, err)
	}
	if e := s.latest(t); e.Kind != data.EventReveal || e.Login != "chihiro" || e.Number != "1001" {
		t.Errorf("recorded %v", e)
	}
}

func TestAHeldOrderLeavesTheBenchAtOnce(t *testing.T) {
	s := opened(t)
	s.released(t)
	if n := s.lying(t); n != 2 {
		t.Fatalf("%d on the bench", n)
	}
	must(t, s.Hold(t.Context(), []data.OrderID{s.order(t)}, true))
	if n := s.lying(t); n != 0 {
		t.Errorf("%d on the bench", n)
	}
}

func TestANoteReachesTheBench(t *testing.T) {
	s := opened(t)
	s.released(t)
	id := s.order(t)
	must(t, s.SetNote(t.Context(), id, " 紙の緩衝材で\n"))
	o, err := s.Order(t.Context(), id)
	if err != nil || o.Note != "紙の緩衝材で" {
		t.Errorf("got %q, %v", o.Note, err)
	}
	ready, err := s.ledger.Releasable(t.Context(), nil)
	must(t, err)
	lying, err := s.ledger.Released(t.Context())
	if err != nil || !bytes.Equal(lying[0].Digest, ready[0].Digest) || ready[0].Note != "紙の緩衝材で" {
		t.Errorf("the bench has an older copy: %+v, %v", lying, err)
	}
	if err := s.SetNote(t.Context(), id, strings.Repeat("あ", 301)); data.KeyOf(err) != "fault.order.note" {
		t.Errorf("a long note: %v", err)
	}
}

func TestWhatAPackerMayIsKnownAtTheBenchAtOnce(t *testing.T) {
	s := opened(t)
	s.released(t)
	may := data.Permits{Phone: true, Labels: 5, From: 540, To: 1080}
	must(t, s.ChangePerson(t.Context(), s.proof, data.Person{Login: "mei", Name: " 前田 ", May: may}))
	if p, err := s.bench.Packer(t.Context(), "mei"); err != nil || p.May != may || p.Name != "前田" {
		t.Errorf("got %+v, %v", p, err)
	}
	for name, c := range map[string]struct {
		p    data.Person
		want string
	}{
		"without a name": {data.Person{Login: "mei", Name: " "}, "fault.person.name"},
		"nobody":         {data.Person{Login: "x", Name: "X"}, "fault.person.gone"},
	} {
		if err := s.ChangePerson(t.Context(), s.proof, c.p); data.KeyOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheRulesReachTheBench(t *testing.T) {
	s := opened(t)
	must(t, s.SetRule(t.Context(), s.proof, " 撮らない "))
	must(t, s.SetBenchRules(t.Context(), s.proof, data.BenchRules{AutoRelease: true, Printer: "ipp://p"}))
	terms, err := s.bench.Terms(t.Context())
	if err != nil || terms.Rule.Version != 2 || terms.Rule.Text != "撮らない" || !terms.Rules.AutoRelease || terms.Rules.IdleLock != data.DefaultBenchIdle {
		t.Errorf("got %+v, %v", terms, err)
	}
	rule, err := s.Rule(t.Context())
	if err != nil || rule.Version != 2 {
		t.Errorf("got %+v, %v", rule, err)
	}
	if rules, err := s.BenchRules(t.Context()); err != nil || rules != terms.Rules {
		t.Errorf("got %+v, %v", rules, err)
	}
	if err := s.SetRule(t.Context(), s.proof, "\n "); data.KeyOf(err) != "fault.rule.empty" {
		t.Errorf("an empty rule: %v", err)
	}
}

func TestABarcodeStandsOnOneKindOfGoods(t *testing.T) {
	s := opened(t)
	save := func(g data.Goods) error { return s.SaveGoods(t.Context(), g) }
	must(t, save(data.Goods{SKU: " S ", Name: "煎茶", Codes: []string{"４９０１２３４５６７８９４\r", "S", "", "4901234567894"}}))
	must(t, save(data.Goods{SKU: "S", Codes: []string{"4901234567894"}})) // the same goods again
	all, err := s.Goods(t.Context())
	if err != nil || len(all) != 1 || !slices.Equal(all[0].Codes, []string{"4901234567894"}) || all[0].SKU != "S" {
		t.Errorf("got %+v, %v", all, err)
	}
	for _, c := range []struct {
		name string
		g    data.Goods
		want string
	}{
		{"another's barcode", data.Goods{SKU: "T", Codes: []string{"4901234567894"}}, "fault.goods.code"},
		{"another's SKU as a barcode", data.Goods{SKU: "T", Codes: []string{"s"}}, "fault.goods.code"},
		{"no SKU", data.Goods{SKU: " "}, "fault.goods.sku"},
		{"a set of itself", data.Goods{SKU: "T", Set: []data.SetPart{{SKU: "T", Quantity: 1}}}, "fault.goods.set"},
		{"a set of nothing", data.Goods{SKU: "T", Set: []data.SetPart{{SKU: "S"}}}, "fault.goods.set"},
		{"a set of something without a name", data.Goods{SKU: "T", Set: []data.SetPart{{Quantity: 1}}}, "fault.goods.set"},
	} {
		if err := save(c.g); data.KeyOf(err) != c.want || data.KindOf(err) != data.Invalid {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	must(t, s.RemoveGoods(t.Context(), "S"))
	if all, err := s.Goods(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("left: %v, %v", all, err)
	}
}

func TestAStrictShopsParcelsAreScanned(t *testing.T) {
	s := opened(t)
	s.released(t)
	shops, err := s.Shops(t.Context())
	must(t, err)
	must(t, s.SetStrict(t.Context(), s.proof, shops[0].ID, true))
	ready, err := s.ledger.Releasable(t.Context(), nil)
	must(t, err)
	lying, err := s.ledger.Released(t.Context())
	if err != nil || !ready[0].Items[0].MustScan || !bytes.Equal(lying[0].Digest, ready[0].Digest) {
		t.Errorf("the bench has an older copy: %+v, %v", lying, err)
	}
}

func TestWhatIsOddIsOfTheLastSevenDays(t *testing.T) {
	s := opened(t)
	for days := range 9 {
		must(t, s.ledger.Record(t.Context(), data.Event{At: s.clock.at.AddDate(0, 0, -days), Login: "mei", Kind: data.EventWrong,
			Args: map[string]string{"n": fmt.Sprint(days + 3)}}))
	}
	all, err := s.Oddities(t.Context())
	must(t, err)
	if len(all) != 7 || all[0].Count != 3 || all[6].Count != 9 || !all[0].Day.Equal(midnight(s.clock.at)) {
		t.Errorf("got %+v", all)
	}
	if err := s.VerifyEvents(t.Context()); err != nil {
		t.Error(err)
	}
}
