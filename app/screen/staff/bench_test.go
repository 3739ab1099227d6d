package staff

import (
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

func TestTheRulesOfTheBenchAreKeptWithThePassphrase(t *testing.T) {
	desk, k := teashop(), &typist{}
	b := open(t, desk, k).Bench
	if b.State() != Ready || b.CanSave() {
		t.Fatalf("got %v, something to keep: %v", b.State(), b.CanSave())
	}
	r := b.Typed()
	r.AutoRelease, r.Keep = false, 24*time.Hour
	b.Type(r)
	b.Save()
	if desk.rules.Keep != data.DefaultBenchKeep || !b.CanSave() {
		t.Errorf("kept without a passphrase: %+v", desk.rules)
	}
	k.pass = mine
	b.Save()
	if desk.rules != r || b.CanSave() {
		t.Errorf("kept %+v, still typed %v", desk.rules, b.CanSave())
	}
}

func TestANewRuleIsANewVersion(t *testing.T) {
	desk := teashop()
	b := open(t, desk, &typist{pass: mine}).Bench
	for _, same := range []string{desk.rule.Text, "", "  \n "} {
		if b.Write(same); b.CanPublish() {
			t.Errorf("%q can be published", same)
		}
	}
	b.Write("持ち出しません。\n")
	b.Publish()
	if desk.rule.Version != 3 || desk.rule.Text != "持ち出しません。" || b.CanPublish() || b.Rule().Version != 3 {
		t.Errorf("got %+v, still typed %v", desk.rule, b.CanPublish())
	}
}

func TestAShopDemandsScansOnlyWithThePassphrase(t *testing.T) {
	desk, k := teashop(), &typist{}
	b := open(t, desk, k).Bench
	b.Demand(2, true)
	if len(k.asked) != 0 {
		t.Error("asked for what is so already")
	}
	b.Demand(1, true)
	if b.Shops()[0].Strict {
		t.Error("changed without a passphrase")
	}
	k.pass = mine
	if b.Demand(1, true); !b.Shops()[0].Strict {
		t.Error("not changed")
	}
}

func TestABenchThatCannotBeReadIsSaidAndTypedTextStays(t *testing.T) {
	desk := teashop()
	m := open(t, desk, &typist{})
	m.Bench.Write("書きかけ")
	r := m.Bench.Typed()
	r.PassphraseDays = 30
	m.Bench.Type(r)
	desk.err = errGone
	later := New(desk, &fakePress{}, (&typist{}).ask, task.Inline(t.Context()), house(), func() {})
	later.Resume(m.Draft())
	later.Refresh()
	if later.Bench.State() != Failed || later.Goods.State() != Failed || later.Bench.CanPublish() {
		t.Errorf("got %v, %v", later.Bench.State(), later.Goods.State())
	}
	desk.err = nil
	later.Refresh()
	if later.Bench.Text() != "書きかけ" || later.Bench.Typed().PassphraseDays != 30 {
		t.Errorf("got %q, %+v", later.Bench.Text(), later.Bench.Typed())
	}
}

func TestTheBenchIsOfferedTheOwnersOwnStockToo(t *testing.T) {
	desk := teashop()
	desk.own = []data.Stock{{ID: 7, Name: "自分の札", Roll: true, Page: data.Size{Width: 60, Height: 40}, Label: data.Size{Width: 60, Height: 40},
		Grid: data.Grid{PitchX: 60, PitchY: 40, Columns: 1, Rows: 1}}}
	b := open(t, desk, &typist{pass: mine}).Bench
	all := b.Shelf().All()
	if len(all) < 2 || all[0].Code != "own-7" {
		t.Fatalf("offered: %v", all)
	}
	r := b.Typed()
	r.Stock = all[0].Code
	b.Type(r)
	if b.Save(); desk.rules.Stock != "own-7" || b.CanSave() {
		t.Errorf("kept %+v", desk.rules)
	}
}
