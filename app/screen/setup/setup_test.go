package setup

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// fakeHouse plays every port of the room.
type fakeHouse struct {
	listed               []data.ListedPrinter
	created, shop, owner string
	code                 string
	proved               []Group
	provedText           []string
	settings             data.Settings
	added                []data.NewShop
	fail                 error
	printer              string
	printers             []Printer
}

func (f *fakeHouse) Create(_ context.Context, shop, owner string, pass []byte) error {
	f.created, f.shop, f.owner = string(pass), shop, owner
	return f.fail
}
func (f *fakeHouse) Generate() ([]byte, error) { return []byte("korega himitsu desu yo"), nil }
func (f *fakeHouse) Judge(p []byte, _ ...string) (Strength, error) {
	if len(p) < 8 {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak.short"}
	}
	return Strong, nil
}
func (f *fakeHouse) Draw(context.Context) ([]byte, error) { return []byte(f.code), f.fail }
func (f *fakeHouse) Prove(_ context.Context, g []Group) error {
	f.proved = g
	for _, x := range g {
		f.provedText = append(f.provedText, string(x.Text))
	}
	return f.fail
}
func (f *fakeHouse) SignIn(context.Context, data.NewShop, func(string), <-chan string) ([]byte, error) {
	return []byte("granted"), nil
}
func (f *fakeHouse) TestShop(context.Context, data.NewShop) (string, error) { return "見本", f.fail }
func (f *fakeHouse) AddShop(_ context.Context, s data.NewShop) (data.ShopID, error) {
	f.added = append(f.added, s)
	return 1, f.fail
}
func (f *fakeHouse) Settings(context.Context) (data.Settings, error) { return f.settings, nil }
func (f *fakeHouse) SaveSettings(_ context.Context, s data.Settings) error {
	f.settings = s
	return nil
}
func (f *fakeHouse) Printers(context.Context) ([]Printer, error) {
	if f.printers != nil {
		return f.printers, nil
	}
	return []Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}}, nil
}
func (f *fakeHouse) FirstPrinter(_ context.Context, p data.ListedPrinter) error {
	if f.settings.Setup == data.SetupDone {
		return errors.New("the setup is done")
	}
	f.listed = append(f.listed, p)
	return f.fail
}
func (f *fakeHouse) Remember(printer, _ string, _ int) { f.printer = printer }

func config(t *testing.T, f *fakeHouse, done func()) Config {
	return Config{Founder: f, Sheet: f, Desk: f, Press: f, Memory: f, Run: task.Inline(t.Context()), Pick: func(int) int { return 2 }, Done: done}
}

func house() *fakeHouse { return &fakeHouse{code: "K7QFM2XD9TRBH4WNP8CJ5VLAR3YGZ6KM"} }

func TestTheFiveStepsMakeALedger(t *testing.T) {
	f := house()
	finished := false
	m := New(config(t, f, func() { finished = true }), StepShop)
	m.SetShop("山の湯呑み店")
	m.ToOwner()
	m.SetOwner("山野 千尋")
	m.Create([]byte("たしかな あいことば"))
	if m.Step() != StepSheet || f.shop != "山の湯呑み店" || f.owner != "山野 千尋" || f.created != "たしかな あいことば" {
		t.Fatalf("after the passphrase: step %v, %q %q", m.Step(), f.shop, f.owner)
	}
	var code string
	m.Draw(func(c []byte) { code = string(c) })
	m.Cover()
	a := m.Asked()
	m.Prove([]byte(code[(a[0]-1)*4:a[0]*4]), []byte(code[(a[1]-1)*4:a[1]*4]))
	if m.Step() != StepFirst || f.settings.Setup != data.SetupShop {
		t.Fatalf("after the sheet: step %v, written %v", m.Step(), f.settings.Setup)
	}
	if f.provedText[0] != code[(a[0]-1)*4:a[0]*4] || f.proved[0].Number != a[0] {
		t.Errorf("proved %v %v", f.provedText, f.proved)
	}
	m.ToPrinter()
	m.Choose(0, "a4-12")
	if !finished || f.settings.Setup != data.SetupDone || f.printer != "ipp://desk" {
		t.Errorf("at the end: %v, %v, %q", finished, f.settings.Setup, f.printer)
	}
}

func TestTheGroupsAskedAreTwo(t *testing.T) {
	for a := range Groups {
		for b := range Groups - 1 {
			picks := []int{a, b}
			c := config(t, house(), func() {})
			c.Pick = func(int) int { n := picks[0]; picks = picks[1:]; return n }
			m := New(c, StepSheet)
			m.Cover()
			if got := m.Asked(); got[0] == got[1] || got[0] < 1 || got[1] > Groups {
				t.Fatalf("got %v", got)
			}
		}
	}
}

func TestAWeakPassphraseIsRefusedWithItsReason(t *testing.T) {
	f := house()
	m := New(config(t, f, func() {}), StepOwner)
	m.SetOwner("山野")
	m.Create([]byte("abc"))
	if f.created != "" || m.Step() != StepOwner || m.Err() == nil {
		t.Errorf("a weak passphrase made a ledger: %q", f.created)
	}
}

func TestAStepThatFailsStays(t *testing.T) {
	f := house()
	m := New(config(t, f, func() {}), StepOwner)
	m.SetOwner("山野")
	f.fail = errors.New("disk")
	m.Create([]byte("たしかな あいことば"))
	if m.Step() != StepOwner || m.Err() == nil || m.Busy() {
		t.Errorf("got step %v, %v", m.Step(), m.Err())
	}
}

func TestSetupGoesOnWhereItWasLeft(t *testing.T) {
	for _, c := range []struct {
		at   data.SetupStep
		want Step
	}{{data.SetupRecovery, StepSheet}, {data.SetupShop, StepFirst}, {data.SetupPrinter, StepPrinter}, {data.SetupDone, StepDone}} {
		if got := StepOf(c.at); got != c.want {
			t.Errorf("%v: got %v, want %v", c.at, got, c.want)
		}
	}
}

func show(t *testing.T, at Step, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	m := New(config(t, house(), func() {}), at)
	m.SetShop("山の湯呑み店")
	v := NewView(m, stage.Words(t, lang), func(string) {}, func() {})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	for at, name := range map[Step]string{StepShop: "setup1", StepOwner: "setup2", StepSheet: "setup3", StepFirst: "setup4", StepPrinter: "setup5"} {
		v, w := show(t, at, stage.Normal, stage.Light, text.Japanese)
		if at == StepOwner {
			v.phrase.Offer()
			test.Type(v.phrase.Fields()[0], "korega himitsu")
		}
		stage.Picture(t, w, name)
		stage.Golden(t, w, name)
	}
}

func TestPicturesOfTheRoom(t *testing.T) {
	v, w := show(t, StepSheet, stage.Small, stage.Dark, text.English)
	v.onNext()
	test.Type(v.sec.groups[0], "9TRB")
	stage.Picture(t, w, "setup3-asked-dark-en")
	_, w = show(t, StepOwner, stage.Small, stage.Light, text.English)
	stage.Picture(t, w, "setup2-small-en")
	_, w = show(t, StepPrinter, stage.Small, stage.Dark, text.English)
	stage.Picture(t, w, "setup5-small-dark-en")
}

func TestTheCodeIsWipedOnceProved(t *testing.T) {
	v, _ := show(t, StepSheet, stage.Normal, stage.Light, text.Japanese)
	if v.sec.code[0].Len() != GroupSize {
		t.Fatal("the sheet is empty")
	}
	v.onNext()
	test.Type(v.sec.groups[0], "9TRB")
	test.Type(v.sec.groups[1], "H4WN")
	v.onNext()
	if v.m.Step() != StepFirst {
		t.Fatalf("got step %v, want the first shop", v.m.Step())
	}
	for i := range v.sec.code {
		if v.sec.code[i].Len() != 0 {
			t.Errorf("group %d is still there", i+1)
		}
	}
}

func TestTheFirstPrinterThatWorksIsSuggested(t *testing.T) {
	stage.Dress(t, stage.Light)
	jam := &data.Fault{Kind: data.Unreachable, Key: "fault.print.paused"}
	for _, c := range []struct {
		name string
		all  []Printer
		want string
	}{
		{"the second works", []Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "a"}, Name: "A", Fault: jam}, {PrinterID: data.PrinterID{Queue: "q", Device: "b"}, Name: "B"}, {PrinterID: data.PrinterID{Queue: "q", Device: "c"}, Name: "C"}}, "b"},
		{"none works", []Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "a"}, Name: "A", Fault: jam}}, ""},
		{"there is none", []Printer{}, ""},
	} {
		f := house()
		f.printers = c.all
		f.settings.ShopName = "山の湯呑み店"
		v := NewView(New(config(t, f, func() {}), StepPrinter), stage.Words(t, text.Japanese), func(string) {}, func() {})
		stage.Open(t, stage.Normal, v.Object())
		v.Enter()
		v.onNext()
		if f.printer != c.want || v.m.Step() != StepDone {
			t.Errorf("%s: got %q at step %v, want %q", c.name, f.printer, v.m.Step(), c.want)
		}
	}
}

func TestTheSenderIsAskedForAndMayBeEmpty(t *testing.T) {
	f := house()
	f.settings.ShopName = "山の湯呑み店"
	m := New(config(t, f, func() {}), StepPrinter)
	m.Choose(-1, "a4-12")
	if s := f.settings.Sender; s != (data.Sender{Name: "山の湯呑み店"}) || f.printer != "" {
		t.Errorf("got %+v, printer %q; want the shop's name alone", s, f.printer)
	}
	m = New(config(t, f, func() {}), StepPrinter)
	m.SetSender("0263-00-0000", data.Address{Postal: "３９１-００００", Street: "長野県松本市栄元町1-1"})
	m.Choose(0, "a4-12")
	if s := f.settings.Sender; s.Phone != "0263-00-0000" || s.Address.Postal != "３９１-００００" || s.Name != "山の湯呑み店" {
		t.Errorf("got %+v", s)
	}
}

func TestAShopIsConnectedOnceItsKeyIsThere(t *testing.T) {
	v, _ := show(t, StepFirst, stage.Normal, stage.Light, text.Japanese)
	if v.next.Disabled() {
		t.Error("the demo shop needs nothing to be filled in")
	}
	v.shop.Choose(data.ColorMe)
	if !v.next.Disabled() {
		t.Error("a shop without its key can be connected")
	}
	if v.onNext(); v.m.Step() != StepFirst {
		t.Errorf("got step %v without a shop", v.m.Step())
	}
	v.onLater()
	if v.m.Step() != StepPrinter {
		t.Errorf("got step %v, want the shop left for later", v.m.Step())
	}
}

func TestTheFirstShopIsOneClick(t *testing.T) {
	v, _ := show(t, StepFirst, stage.Normal, stage.Light, text.Japanese)
	v.onNext()
	if f := v.m.c.Desk.(*fakeHouse); len(f.added) != 1 || f.added[0].Brand != data.Demo {
		t.Errorf("got %+v, want the demo shop connected", f.added)
	}
	if v.m.Step() != StepPrinter {
		t.Errorf("got step %v, want the printer next", v.m.Step())
	}
}
