package ledger

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
)

// staffed has an owner and a packer, both with a login.
func staffed(t *testing.T) (*Ledger, data.ShopID) {
	t.Helper()
	l, shop := open(t)
	for by, in := range map[string]Login{
		"":     {ID: "chihiro", Kind: kindOwner, Name: "山野 千尋", Public: []byte{1}},
		"late": {ID: "sheet", Kind: kindRecovery, Public: []byte{2}},
	} {
		if err := l.AddLogin(t.Context(), by, in); err != nil {
			t.Fatal(err)
		}
	}
	err := l.AddLogin(t.Context(), "chihiro", Login{ID: "mei", Kind: kindPacker, Name: "前田 芽依", Public: []byte{3},
		May: data.Permits{Phone: true, Labels: 30, From: 540, To: 1080}})
	if err != nil {
		t.Fatal(err)
	}
	return l, shop
}

func person(t *testing.T, l *Ledger, login string) data.Person {
	t.Helper()
	all, err := l.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Login == login {
			return p
		}
	}
	t.Fatalf("%s is not among %v", login, all)
	return data.Person{}
}

func TestPeopleAreThoseWithALoginOfTheirOwn(t *testing.T) {
	l, _ := staffed(t)
	all, err := l.People(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	want := data.Person{Login: "mei", Name: "前田 芽依", Role: data.RolePacker, Added: person(t, l, "mei").Added,
		May: data.Permits{Phone: true, Labels: 30, From: 540, To: 1080}}
	if got := person(t, l, "mei"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	owner := person(t, l, "chihiro")
	if owner.Role != data.RoleOwner || !owner.InCharge || !owner.Changed.Equal(now()) {
		t.Errorf("who founds the shop is in charge and chose her own passphrase: %+v", owner)
	}
	if e := last(t, l); e.Kind != data.EventPersonNew || e.Login != "chihiro" || e.Args["name"] != "前田 芽依" {
		t.Errorf("recorded %v", e)
	}
}

func TestSomebodyWhoLeftStaysInTheLogAndLosesHerKeys(t *testing.T) {
	l, _ := staffed(t)
	if err := l.RemoveLogin(t.Context(), "chihiro", "mei"); err != nil {
		t.Fatal(err)
	}
	logins, err := l.Logins(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range logins {
		if in.ID == "mei" {
			t.Error("keys would still be sealed to her")
		}
	}
	if p := person(t, l, "mei"); !p.Gone.Equal(now()) || p.Name != "前田 芽依" {
		t.Errorf("what is left of her: %+v", p)
	}
	if e := last(t, l); e.Kind != data.EventPersonGone || e.Args["name"] != "前田 芽依" {
		t.Errorf("recorded %v", e)
	}
	seq := last(t, l).Seq
	if err := l.RemoveLogin(t.Context(), "chihiro", "mei"); err != nil || last(t, l).Seq != seq {
		t.Errorf("removed once more: %v", err)
	}
	for what, err := range map[string]error{
		"changed":   l.ChangePerson(t.Context(), "chihiro", data.Person{Login: "mei", Name: "M"}),
		"signed in": l.Seen(t.Context(), "mei", now()),
		"unknown":   l.ChangePerson(t.Context(), "chihiro", data.Person{Login: "nobody", Name: "M"}),
		"the sheet": l.ChangePerson(t.Context(), "chihiro", data.Person{Login: "sheet", Name: "M"}),
	} {
		if data.KeyOf(err) != "fault.person.gone" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestARecoverySheetThatWasReplacedIsForgotten(t *testing.T) {
	l, _ := staffed(t)
	if err := l.RemoveLogin(t.Context(), "chihiro", "sheet"); err != nil {
		t.Fatal(err)
	}
	logins, err := l.Logins(t.Context())
	if err != nil || len(logins) != 2 {
		t.Errorf("left: %v, %v", logins, err)
	}
}

func TestOnePersonIsInCharge(t *testing.T) {
	l, _ := staffed(t)
	p := person(t, l, "mei")
	p.InCharge, p.Name, p.May = true, "前田", data.Permits{Reprint: true, Labels: -3, To: 9999}
	if err := l.ChangePerson(t.Context(), "chihiro", p); err != nil {
		t.Fatal(err)
	}
	p.May = data.Permits{Reprint: true, To: 24*60 - 1}
	if got := person(t, l, "mei"); !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v, want %+v", got, p)
	}
	if person(t, l, "chihiro").InCharge {
		t.Error("two people are in charge")
	}
	err := l.ChangePerson(t.Context(), "chihiro", data.Person{Login: "nobody", InCharge: true})
	if data.KeyOf(err) != "fault.person.gone" || !person(t, l, "mei").InCharge {
		t.Errorf("a change of nobody took the charge away: %v", err)
	}
}

func TestASignInAndANewPassphraseAreKept(t *testing.T) {
	l, _ := staffed(t)
	at := now().Add(time.Hour)
	if err := l.Seen(t.Context(), "mei", at); err != nil {
		t.Fatal(err)
	}
	if err := l.PassphraseChosen(t.Context(), "mei", at); err != nil {
		t.Fatal(err)
	}
	if p := person(t, l, "mei"); !p.Seen.Equal(at) || !p.Changed.Equal(at) {
		t.Errorf("got %+v", p)
	}
	if e := last(t, l); e.Kind != data.EventPassphrase || e.Login != "mei" || !e.At.Equal(at) {
		t.Errorf("recorded %v", e)
	}
}

func TestTheRuleIsOursUntilTheOwnerWritesHers(t *testing.T) {
	l, _ := open(t)
	r, err := l.Rule(t.Context())
	if err != nil || r != data.DefaultRule() || r.Version != 1 || r.Text == "" {
		t.Fatalf("at first: %v, %v", r, err)
	}
	seq := last(t, l).Seq
	if err := l.SetRule(t.Context(), "me", r.Text); err != nil || last(t, l).Seq != seq {
		t.Errorf("the same text made a new version: %v", err)
	}
	for version, text := range map[int]string{2: "撮らない"} {
		if err := l.SetRule(t.Context(), "me", text); err != nil {
			t.Fatal(err)
		}
		if r, err := l.Rule(t.Context()); err != nil || r.Version != version || r.Text != text || !r.At.Equal(now()) {
			t.Errorf("got %v, %v", r, err)
		}
		if e := last(t, l); e.Kind != data.EventRule || e.Args["version"] != fmt.Sprint(version) {
			t.Errorf("recorded %v", e)
		}
	}
	if err := l.SetRule(t.Context(), "me", data.DefaultRule().Text); err != nil {
		t.Fatal(err)
	}
	if r, err := l.Rule(t.Context()); err != nil || r.Version != 3 {
		t.Errorf("back to our text is a new version too: %v, %v", r, err)
	}
}

func TestBenchRulesStayWithinTheirLimits(t *testing.T) {
	l, _ := open(t)
	usual := data.BenchRules{IdleLock: data.DefaultBenchIdle, Keep: data.DefaultBenchKeep}
	if r, err := l.BenchRules(t.Context()); err != nil || r != usual {
		t.Errorf("at first: %+v, %v", r, err)
	}
	for _, c := range []struct{ set, want data.BenchRules }{
		{data.BenchRules{}, usual},
		{data.BenchRules{AutoRelease: true, Keep: time.Minute, IdleLock: time.Second, PassphraseDays: -1, Printer: "ipp://p", Stock: "label-100x150"},
			data.BenchRules{AutoRelease: true, Keep: time.Hour, IdleLock: data.MinIdle, Printer: "ipp://p", Stock: "label-100x150"}},
		{data.BenchRules{Keep: 1000 * time.Hour, IdleLock: time.Hour, PassphraseDays: 4000},
			data.BenchRules{Keep: 7 * 24 * time.Hour, IdleLock: data.MaxIdle, PassphraseDays: 400}},
	} {
		if err := l.SetBenchRules(t.Context(), "me", c.set); err != nil {
			t.Fatal(err)
		}
		if got, err := l.BenchRules(t.Context()); err != nil || got != c.want {
			t.Errorf("%+v: got %+v, %v", c.set, got, err)
		}
	}
	if e := last(t, l); e.Kind != data.EventBenchRules || e.Login != "me" {
		t.Errorf("recorded %v", e)
	}
}

func TestBenchKeysStandSideBySideWhileTheFileIsReKeyed(t *testing.T) {
	l, _ := open(t)
	for g := range uint32(2) {
		if err := l.KeepBenchKey(t.Context(), BenchKey{2 - g, bytes.Repeat([]byte{byte(g)}, 48)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.KeepBenchKey(t.Context(), BenchKey{2, bytes.Repeat([]byte{9}, 48)}); err == nil {
		t.Error("a generation got another key")
	}
	keys, err := l.BenchKeys(t.Context())
	if err != nil || len(keys) != 2 || keys[0].Generation != 1 || keys[1].Generation != 2 || keys[0].Key[0] != 1 {
		t.Errorf("got %v, %v", keys, err)
	}
	for range 2 {
		if err := l.DropBenchKey(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	if keys, err := l.BenchKeys(t.Context()); err != nil || len(keys) != 1 || keys[0].Generation != 2 {
		t.Errorf("left: %v, %v", keys, err)
	}
}
