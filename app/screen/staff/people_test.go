package staff

import (
	"encoding/json"
	"slices"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
)

func TestThePageOfThePeopleSaysWhatItIs(t *testing.T) {
	p := New(teashop(), &fakePress{}, (&typist{}).ask, task.Inline(t.Context()), house(), func() {}).People
	if p.State() != Loading {
		t.Errorf("before the first answer: %v", p.State())
	}
	p.Refresh()
	if p.State() != Ready || len(p.Here()) != 3 || len(p.Left()) != 1 {
		t.Errorf("got %v, %d here, %d left", p.State(), len(p.Here()), len(p.Left()))
	}
	desk := teashop()
	desk.err = errGone
	if p := open(t, desk, &typist{}).People; p.State() != Failed || p.Err() == nil {
		t.Errorf("a desk that cannot answer: %v, %v", p.State(), p.Err())
	}
}

func TestWhatSomebodyMayDoIsKeptWithThePassphrase(t *testing.T) {
	desk, k := teashop(), &typist{pass: "まちがい"}
	p := open(t, desk, k).People
	p.Open("b")
	if p.CanSave() {
		t.Error("nothing was typed, and it can be kept")
	}
	c := p.Typed()
	c.Name, c.May.Override = "小川 みさき", true
	p.Type(c)
	p.Save()
	if desk.people[1].Name != "小川 美咲" || !p.CanSave() || data.KeyOf(k.err) != "fault.vault.passphrase" {
		t.Fatalf("a wrong passphrase: kept %q, still typed %v, %v", desk.people[1].Name, p.CanSave(), k.err)
	}
	k.pass = mine
	p.Save()
	if got := desk.people[1]; got.Name != "小川 みさき" || !got.May.Override || !got.May.Phone || got.May.Labels != 120 || p.CanSave() {
		t.Errorf("kept %+v, still typed %v", got, p.CanSave())
	}
}

func TestExactlyOneIsInCharge(t *testing.T) {
	desk := teashop()
	p := open(t, desk, &typist{pass: mine}).People
	p.Open("b")
	c := p.Typed()
	c.InCharge = true
	p.Type(c)
	p.Save()
	var charge []string
	for _, one := range p.Here() {
		if one.InCharge {
			charge = append(charge, one.Login)
		}
	}
	if !slices.Equal(charge, []string{"b"}) {
		t.Errorf("in charge: %v", charge)
	}
}

func TestRemovingSaysFirstWhatItMeans(t *testing.T) {
	desk, k := teashop(), &typist{pass: mine}
	p := open(t, desk, k).People
	p.Open("c")
	p.Remove()
	if len(k.asked) != 0 || len(desk.removed) != 0 {
		t.Fatal("removed without a word")
	}
	p.Part(true)
	if !p.Parting() {
		t.Fatal("nothing is said")
	}
	p.Remove()
	if !slices.Equal(desk.removed, []string{"c"}) || p.Parting() || len(p.Left()) != 2 {
		t.Errorf("removed %v, parting %v, %d left", desk.removed, p.Parting(), len(p.Left()))
	}
}

func TestWhoCannotBeRemoved(t *testing.T) {
	for _, c := range []struct {
		name   string
		people []data.Person
		open   string
		want   string
	}{
		{"the only owner stays", teashop().people, "a", "staff.stays.owner"},
		{"a packer can go", teashop().people, "b", ""},
		{"who is in charge hands that over first", []data.Person{{Login: "a", Role: data.RoleOwner}, {Login: "b", Role: data.RolePacker, InCharge: true}}, "b", "staff.stays.charge"},
		{"one of two owners can go", []data.Person{{Login: "a", Role: data.RoleOwner, InCharge: true}, {Login: "b", Role: data.RoleOwner}}, "b", ""},
		{"an owner who left does not count", []data.Person{{Login: "a", Role: data.RoleOwner}, {Login: "b", Role: data.RoleOwner, Gone: now()}}, "a", "staff.stays.owner"},
	} {
		desk := teashop()
		desk.people = c.people
		p := open(t, desk, &typist{}).People
		p.Open(c.open)
		if got := p.Stays(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if p.Part(true); p.Parting() != (c.want == "") {
			t.Errorf("%s: the way out is open: %v", c.name, p.Parting())
		}
	}
}

func TestANewPersonGetsHerFirstPassphraseAndNoneStays(t *testing.T) {
	desk, k := teashop(), &typist{pass: "まちがい"}
	p := open(t, desk, k).People
	p.Add()
	p.TypeNew("佐藤 光", data.RolePacker, data.Permits{Reprint: true})
	taken := 0
	take := func() []byte { taken++; return []byte("kasure-mitoho") }
	p.Join(take)
	if len(p.Here()) != 3 || p.Newcomer().Added {
		t.Fatal("added with a wrong passphrase")
	}
	k.pass = mine
	p.Join(take)
	if desk.seen != "kasure-mitoho" || taken != 2 || !p.Newcomer().Added || len(p.Here()) != 4 {
		t.Fatalf("handed %q, taken %d times, added %v, %d here", desk.seen, taken, p.Newcomer().Added, len(p.Here()))
	}
	for _, b := range desk.first {
		if b != 0 {
			t.Fatal("the first passphrase was not wiped")
		}
	}
	if got := desk.people[4]; got.Name != "佐藤 光" || got.Role != data.RolePacker || !got.May.Reprint {
		t.Errorf("got %+v", got)
	}
}

func TestAnOwnerIsNotGivenAPackersPermits(t *testing.T) {
	desk := teashop()
	p := open(t, desk, &typist{pass: mine}).People
	p.Add()
	p.TypeNew("共同 店主", data.RoleOwner, data.Permits{Labels: 10})
	p.Join(func() []byte { return []byte("kasure-mitoho") })
	if got := desk.people[4]; got.Role != data.RoleOwner || got.May != (data.Permits{}) {
		t.Errorf("got %+v", got)
	}
}

func TestTheSheetSaysWhoAndWhen(t *testing.T) {
	desk, press := teashop(), &fakePress{}
	m := New(desk, press, (&typist{}).ask, task.Inline(t.Context()), house(), func() {})
	m.Refresh()
	m.People.Open("b")
	m.People.PrintConsent(data.PrinterID{})
	m.People.Open("c")
	m.People.PrintConsent(data.PrinterID{Queue: "q", Device: "ipp://old"})
	if !slices.Equal(press.devices, []string{"ipp://desk", "ipp://old"}) {
		t.Fatalf("printed on %v, want the first that is ready, then the chosen one", press.devices)
	}
	b, c := press.sheets[0], press.sheets[1]
	if b.Person != "小川 美咲" || b.InCharge != "山野 千尋" || b.Shop != "山の湯呑み店" || b.Rule.Version != 2 || !b.At.Equal(desk.people[1].Consent.At) {
		t.Errorf("got %+v", b)
	}
	if !c.At.IsZero() {
		t.Errorf("she has not accepted it, and the sheet says %v", c.At)
	}
	if state, _ := m.People.Paper(); state != Printed {
		t.Errorf("got %v", state)
	}
	press.none = true
	if m.People.PrintConsent(data.PrinterID{}); data.KeyOf(second(m.People.Paper())) != "fault.print.gone" {
		t.Errorf("without a printer: %v", second(m.People.Paper()))
	}
}

func second(_ Paper, err error) error { return err }

func TestWhatIsTypedOfThePeopleIsTakenUpAgain(t *testing.T) {
	m := open(t, teashop(), &typist{})
	m.People.Open("b")
	c := m.People.Typed()
	c.May.From = 600
	m.People.Type(c)
	m.People.Open("c")
	c = m.People.Typed()
	c.Name = "田中 あおい"
	m.People.Type(c)
	m.People.Add()
	m.People.TypeNew("佐藤", data.RoleOwner, data.Permits{})
	m.People.Back()
	raw, err := json.Marshal(m.Draft())
	if err != nil {
		t.Fatal(err)
	}
	var d Draft
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	later := New(teashop(), &fakePress{}, (&typist{}).ask, task.Inline(t.Context()), house(), func() {})
	later.Resume(d)
	later.Refresh()
	p := later.People
	p.Open("b")
	if p.Typed().May.From != 600 || !p.CanSave() {
		t.Errorf("b: %+v", p.Typed())
	}
	p.Open("c")
	if p.Typed().Name != "田中 あおい" {
		t.Errorf("c: %+v", p.Typed())
	}
	if p.Add(); p.Newcomer().Name != "佐藤" || p.Newcomer().Role != data.RoleOwner {
		t.Errorf("the new one: %+v", p.Newcomer())
	}
}
