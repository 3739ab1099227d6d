package staff

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels"
)

var (
	errGone  = &data.Fault{Kind: data.Full, Key: "fault.store.full", Err: errors.New("no space")}
	errWrong = &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
)

const mine = "ひらけごま"

// fakeDesk keeps everything in memory and opens to one passphrase.
type fakeDesk struct {
	own     []data.Stock
	people  []data.Person
	rule    data.Rule
	rules   data.BenchRules
	goods   []data.Goods
	shops   []data.Shop
	err     error
	first   []byte // the passphrase of the one who was added, as bytes that should be wiped
	seen    string // and as it was then
	removed []string
}

func (f *fakeDesk) check(again []byte) error {
	if string(again) != mine {
		return errWrong
	}
	return f.err
}

func (f *fakeDesk) People(context.Context) ([]data.Person, error) { return f.people, f.err }
func (f *fakeDesk) AddPerson(_ context.Context, again []byte, p data.NewPerson, first []byte) error {
	f.first, f.seen = first, string(first)
	if err := f.check(again); err != nil {
		return err
	}
	f.people = append(f.people, data.Person{Login: "new", Name: p.Name, Role: p.Role, May: p.May})
	return nil
}
func (f *fakeDesk) ChangePerson(_ context.Context, again []byte, p data.Person) error {
	if err := f.check(again); err != nil {
		return err
	}
	for i := range f.people {
		if f.people[i].Login == p.Login {
			f.people[i] = p
		} else if p.InCharge {
			f.people[i].InCharge = false
		}
	}
	return nil
}
func (f *fakeDesk) RemovePerson(_ context.Context, again []byte, login string) error {
	if err := f.check(again); err != nil {
		return err
	}
	f.removed = append(f.removed, login)
	for i := range f.people {
		if f.people[i].Login == login {
			f.people[i].Gone = now()
		}
	}
	return nil
}
func (f *fakeDesk) Rule(context.Context) (data.Rule, error) { return f.rule, f.err }
func (f *fakeDesk) SetRule(_ context.Context, again []byte, text string) error {
	if err := f.check(again); err != nil {
		return err
	}
	f.rule = data.Rule{Version: f.rule.Version + 1, Text: text, At: now()}
	return nil
}
func (f *fakeDesk) BenchRules(context.Context) (data.BenchRules, error) { return f.rules, f.err }
func (f *fakeDesk) Stocks(context.Context) ([]data.Stock, error)        { return f.own, f.err }

func (f *fakeDesk) SetBenchRules(_ context.Context, again []byte, r data.BenchRules) error {
	if err := f.check(again); err != nil {
		return err
	}
	f.rules = r
	return nil
}
func (f *fakeDesk) Goods(context.Context) ([]data.Goods, error) { return f.goods, f.err }
func (f *fakeDesk) SaveGoods(_ context.Context, g data.Goods) error {
	f.goods = append(slices.DeleteFunc(f.goods, func(x data.Goods) bool { return x.SKU == g.SKU }), g)
	return f.err
}
func (f *fakeDesk) RemoveGoods(_ context.Context, sku string) error {
	f.goods = slices.DeleteFunc(slices.Clone(f.goods), func(x data.Goods) bool { return x.SKU == sku })
	return f.err
}
func (f *fakeDesk) Shops(context.Context) ([]data.Shop, error) { return f.shops, f.err }
func (f *fakeDesk) SetStrict(_ context.Context, again []byte, id data.ShopID, strict bool) error {
	if err := f.check(again); err != nil {
		return err
	}
	for i := range f.shops {
		if f.shops[i].ID == id {
			f.shops[i].Strict = strict
		}
	}
	return nil
}

// fakePress remembers the sheets it printed.
type fakePress struct {
	devices []string
	sheets  []labels.Consent
	none    bool
	err     error
}

func (f *fakePress) Printers(context.Context) ([]Printer, error) {
	if f.none {
		return nil, nil
	}
	return []Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://old"}, Name: "古いプリンター", Fault: &data.Fault{Key: "fault.print.paused"}},
		{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}}, nil
}

func (f *fakePress) PrintConsent(_ context.Context, on data.PrinterID, c labels.Consent) error {
	f.devices, f.sheets = append(f.devices, on.Device), append(f.sheets, c)
	return f.err
}

// typist answers the question with a passphrase, or goes away when it is empty.
type typist struct {
	pass  string
	asked []again.Question
	err   error
}

func (k *typist) ask(q again.Question) {
	k.asked = append(k.asked, q)
	if k.pass == "" {
		if q.Leave != nil {
			q.Leave()
		}
		return
	}
	if k.err = q.Begin()(context.Background(), []byte(k.pass)); k.err == nil {
		q.Done()
	}
}

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func house() House {
	return House{Shop: "山の湯呑み店", Now: now, Generate: func() ([]byte, error) { return []byte("kasure-mitoho-nagiru-sabeto"), nil },
		Judge: func(p []byte, _ ...string) error {
			if len(p) < 12 {
				return &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak.short", Args: map[string]any{"n": 12}}
			}
			return nil
		}}
}

func teashop() *fakeDesk {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 10, 0, 0, 0, time.UTC) }
	return &fakeDesk{
		people: []data.Person{
			{Login: "a", Name: "山野 千尋", Role: data.RoleOwner, InCharge: true, Seen: now()},
			{Login: "b", Name: "小川 美咲", Role: data.RolePacker, Seen: now().Add(-26 * time.Hour), Consent: data.Consent{Version: 2, At: day(3)},
				May: data.Permits{Phone: true, Reprint: true, Labels: 120, From: 9 * 60, To: 18 * 60}},
			{Login: "c", Name: "田中 葵", Role: data.RolePacker},
			{Login: "d", Name: "森 健太", Role: data.RolePacker, Gone: day(1), Consent: data.Consent{Version: 1, At: day(1)}},
		},
		rule: data.Rule{Version: 2, Text: "お客様の名前・住所・電話番号を、書き写したり撮影したりしません。\n知ったことを、お店の外で話しません。", At: day(2)},
		rules: data.BenchRules{AutoRelease: true, Keep: data.DefaultBenchKeep, IdleLock: data.DefaultBenchIdle, PassphraseDays: 90,
			Printer: "ipp://desk", Stock: "label-100x150"},
		goods: []data.Goods{
			{SKU: "TEA-100", Name: "煎茶 朝霧 100g", Codes: []string{"4901234567894"}},
			{SKU: "CUP-02", Name: "湯呑み 灰釉"},
			{SKU: "GIFT-1", Name: "お茶と湯呑みの箱", Codes: []string{"4909876543210"}, Set: []data.SetPart{{SKU: "TEA-100", Quantity: 2}, {SKU: "CUP-02", Quantity: 1}}},
		},
		shops: []data.Shop{{ID: 1, Name: "本店"}, {ID: 2, Name: "茶の間店", Strict: true}},
	}
}

// open is the room with everything asked for.
func open(t *testing.T, desk *fakeDesk, k *typist) *Model {
	t.Helper()
	m := New(desk, &fakePress{}, k.ask, task.Inline(t.Context()), house(), func() {})
	m.Refresh()
	return m
}
