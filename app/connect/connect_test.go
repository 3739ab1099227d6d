package connect

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// open is a form that keeps what it tested at once, as the setup does.
func open(t *testing.T, f *fakeDesk, done func()) *Model {
	t.Helper()
	run := task.Inline(t.Context())
	return New(f, AtOnce(run, f.AddShop), run, func() {}, done)
}

// fakeDesk remembers what it was asked and keeps the token's bytes to see that
// they are wiped.
type fakeDesk struct {
	steps []string
	shop  data.NewShop
	mute  bool // it does not say what it is called
	token string
	typed data.ShopKeys // what signing in began with
	fail  error
}

func (f *fakeDesk) TestShop(_ context.Context, s data.NewShop) (string, error) {
	f.steps, f.token, f.shop = append(f.steps, "test"), string(s.Token), s
	if f.mute {
		return "", f.fail
	}
	return "本店", f.fail
}

func (f *fakeDesk) SignIn(_ context.Context, s data.NewShop, page func(string), code <-chan string) ([]byte, error) {
	f.steps, f.typed = append(f.steps, "sign in"), data.ReadShopKeys(s.Token)
	page("https://shop.example/allow")
	return []byte("granted " + <-code), nil
}

func (f *fakeDesk) AddShop(_ context.Context, s data.NewShop) (data.ShopID, error) {
	f.steps, f.shop = append(f.steps, "add"), s
	return 1, nil
}

func TestAShopIsTestedBeforeItIsKept(t *testing.T) {
	f := &fakeDesk{}
	done := 0
	m := open(t, f, func() { done++ })
	m.Choose(data.Vendure)
	m.Connect("https://tea.example", "見本の店", [][]byte{[]byte("key-123")})
	if want := []string{"test", "add"}; !slices.Equal(f.steps, want) || m.State() != Connected || done != 1 {
		t.Fatalf("got %v, state %v, done %d", f.steps, m.State(), done)
	}
	if f.token != "key-123" || f.shop.Name != "本店" || f.shop.BaseURL != "https://tea.example" || f.shop.Brand != data.Vendure {
		t.Errorf("got %q and %+v", f.token, f.shop)
	}
	for _, b := range f.shop.Token {
		if b != 0 {
			t.Fatal("the key was not wiped")
		}
	}
}

func TestAShopThatRefusesIsNotKept(t *testing.T) {
	f := &fakeDesk{fail: &data.Fault{Kind: data.Denied, Key: "fault.shop.key"}}
	m := open(t, f, func() { t.Error("done was called") })
	m.Choose(data.ColorMe)
	m.Connect("", "見本の店", [][]byte{[]byte("wrong")})
	if want := []string{"test"}; !slices.Equal(f.steps, want) || m.State() != Failed || data.KeyOf(m.Err()) != "fault.shop.key" {
		t.Errorf("got %v, state %v, %v", f.steps, m.State(), m.Err())
	}
	m.Choose(data.Demo)
	if m.State() != Choosing || m.Err() != nil {
		t.Error("another kind of shop still shows the old refusal")
	}
}

func TestAShopThatIsTestedAndNotKeptLeavesNoKey(t *testing.T) {
	f := &fakeDesk{}
	var decide func(error)
	m := New(f, func(_ data.NewShop, ended func(error)) { decide = ended }, task.Inline(t.Context()), func() {}, func() { t.Error("done was called") })
	token := []byte("key-123")
	m.Choose(data.ColorMe)
	m.Connect("", "見本の店", [][]byte{token})
	if m.State() != Keeping {
		t.Fatalf("got %v, want it to wait for a decision", m.State())
	}
	if m.Choose(data.Demo); m.Form().Brand != data.ColorMe {
		t.Error("the kind of shop changed below the question")
	}
	decide(ErrDropped)
	if m.State() != Choosing || m.Err() != nil || token[0] != 0 {
		t.Errorf("got %v, %v, key %q", m.State(), m.Err(), token)
	}
}

func TestTheDemoShopNeedsNothingTyped(t *testing.T) {
	f := &fakeDesk{}
	m := open(t, f, func() {})
	if form := m.Form(); form.Brand != data.Demo || form.Address || len(form.Keys) > 0 {
		t.Errorf("got %+v", form)
	}
	m.Connect("", "見本の店", nil)
	if f.shop.Name != "見本の店" {
		t.Errorf("got the name %q, want our own word for it", f.shop.Name)
	}
}

func TestAShopThatDoesNotSayItsNameIsCalledAsTheOwnerTypes(t *testing.T) {
	stage.Dress(t, stage.Light)
	f := &fakeDesk{mute: true}
	run := task.Inline(t.Context())
	v := NewView(f, AtOnce(run, f.AddShop), run, stage.Words(t, text.Japanese), func() {})
	stage.Open(t, fyne.NewSize(480, 560), v.Object())
	v.Choose(data.Stores)
	test.Type(v.keys[0].secret, "key-123")
	if v.Ready() {
		t.Error("ready without a name for it")
	}
	test.Type(v.name, "  うつわの店 ")
	if v.Connect(); f.shop.Name != "うつわの店" || v.m.Name() != "うつわの店" {
		t.Errorf("called %q and %q", f.shop.Name, v.m.Name())
	}
	v.Choose(data.Medusa) // says its name, but this one has none
	test.Type(v.url, "https://tea.example")
	test.Type(v.keys[0].secret, "sk_1")
	if v.Connect(); f.shop.Name != "Medusa" {
		t.Errorf("called %q", f.shop.Name)
	}
}

func TestTheFormLooksAsItShould(t *testing.T) {
	stage.Dress(t, stage.Light)
	f := &fakeDesk{fail: &data.Fault{Kind: data.Denied, Key: "fault.shop.key"}}
	run := task.Inline(t.Context())
	v := NewView(f, AtOnce(run, f.AddShop), run, stage.Words(t, text.Japanese), func() {})
	w := stage.Open(t, fyne.NewSize(480, 560), v.Object())
	v.Choose(data.Vendure)
	test.Type(v.url, "https://tea.example/admin-api")
	test.Type(v.keys[0].secret, "key-123")
	v.Connect()
	if v.keys[0].secret.Len() != 0 {
		t.Error("the key stayed in the field")
	}
	stage.Picture(t, w, "connect")
	stage.Golden(t, w, "connect")
}

func TestWhatIsGrantedInTheBrowserIsTestedAndKept(t *testing.T) {
	f := &fakeDesk{}
	m := open(t, f, func() {})
	m.form = data.BrandForm{Brand: data.Base, Keys: []data.BrandKey{{Name: "id", Open: true}, {Name: "secret"}}, SignIn: true, Copied: true}
	m.changed = func() {
		if m.Page() != "" {
			m.Code("c-1")
		}
	}
	typed := [][]byte{[]byte("client"), []byte("hidden")}
	m.Connect("", "見本の店", typed)
	if want := []string{"sign in", "test", "add"}; !slices.Equal(f.steps, want) || m.State() != Connected {
		t.Fatalf("got %v, state %v, %v", f.steps, m.State(), m.Err())
	}
	if f.token != "granted c-1" || f.typed["id"] != "client" || f.typed["secret"] != "hidden" {
		t.Errorf("got %q and %v", f.token, f.typed)
	}
	if string(typed[1]) != "\x00\x00\x00\x00\x00\x00" {
		t.Errorf("what was typed was not wiped: %q", typed[1])
	}
}

func TestAKeyThatMayStayEmptyKeepsNobodyFromConnecting(t *testing.T) {
	stage.Dress(t, stage.Light)
	f := &fakeDesk{}
	run := task.Inline(t.Context())
	v := NewView(f, AtOnce(run, f.AddShop), run, stage.Words(t, text.Japanese), func() {})
	stage.Open(t, fyne.NewSize(480, 560), v.Object())
	v.Choose(data.Shopify)
	test.Type(v.url, "https://tea.example")
	if v.Ready() {
		t.Error("ready without the key that it needs")
	}
	test.Type(v.keys[1].secret, "shpat_1")
	if !v.Ready() {
		t.Fatal("not ready, though all it needs is there")
	}
	v.Connect()
	if got := data.ReadShopKeys([]byte(f.token)); got["id"] != "" || got["secret"] != "shpat_1" {
		t.Errorf("got %v", got)
	}
}
