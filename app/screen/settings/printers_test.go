package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	"nifuda/labels/printer"
)

func room(t *testing.T, desk *fakeDesk, ask again.Ask) *Model {
	t.Helper()
	m := New(desk, ask, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	return m
}

func TestWhatIsChosenForAPrinterAlwaysGoesTogether(t *testing.T) {
	desk := &fakeDesk{set: shop(), listed: listed()}
	p := room(t, desk, nobody).Printers
	one := func() data.ListedPrinter { return desk.listed[0] }
	p.Darken(one(), 5)
	if all, err := p.All(); err == nil || len(all) != 2 {
		t.Errorf("an ordinary printer has no darkness: got %+v, %v", all, err)
	}
	desk.listed[0].Manner = data.Manner{}
	for _, c := range []struct {
		do   func()
		want data.Manner
	}{
		{func() { p.Speak(one(), data.ZPL) }, data.Manner{Speaks: data.ZPL, DPI: 203}},
		{func() { p.Resolve(one(), 300) }, data.Manner{Speaks: data.ZPL, DPI: 300}},
		{func() { p.Darken(one(), 9) }, data.Manner{Speaks: data.ZPL, DPI: 300, Darkness: 9}},
		{func() { p.Load(one(), "label-100x150") }, data.Manner{Speaks: data.ZPL, DPI: 300, Darkness: 9, Stock: "label-100x150"}},
		{func() { p.Speak(one(), data.TSPL) }, data.Manner{Speaks: data.TSPL, DPI: 300, Darkness: 9, Stock: "label-100x150"}},
		{func() { p.Speak(one(), data.Brother) }, data.Manner{Speaks: data.Brother, DPI: 300, Stock: "label-100x150"}},
		{func() { p.Speak(one(), data.Pages) }, data.Manner{Stock: "label-100x150"}},
	} {
		c.do()
		if all, err := p.All(); err != nil || all[0].Manner != c.want {
			t.Errorf("got %+v, %v, want %+v", all[0].Manner, err, c.want)
		}
	}
}

func TestAPrinterAtATypedAddressIsAskedThenListedWithThePassphraseAndOnlyThenPrintedOn(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	var refused error
	m := room(t, desk, answer("ひらけごま", &refused))
	m.New.Open()
	m.New.Type("192.0.2.7", "")
	m.New.Add()
	want := data.PrinterID{Queue: "socket://192.0.2.7", Device: "socket://192.0.2.7"}
	if m.New.State() != NewTried || len(desk.listed) != 1 || desk.listed[0].PrinterID != want || len(desk.asked) != 1 || len(desk.tried) != 1 {
		t.Errorf("got %v, %+v, asked %d, tried %d", m.New.State(), desk.listed, len(desk.asked), len(desk.tried))
	}
	if all, _ := m.Printers.All(); len(all) != 1 || all[0].Name != "192.0.2.7" || all[0].Manner.Speaks != data.ZPL {
		t.Errorf("the list shows %+v", all)
	}
}

func TestAPrinterThatCannotBeUsedIsNeverListedOrPrintedOn(t *testing.T) {
	for name, c := range map[string]struct {
		address, pass string
		answer        error
		state         NewState
	}{
		"an address that is none": {"file:///tmp/x", "ひらけごま", nil, NewFailed},
		"one that is off":         {"192.0.2.7", "ひらけごま", printer.Fault(printer.Gone, nil), NewFailed},
		"one that is open":        {"192.0.2.7", "ひらけごま", printer.Fault(printer.HeadOpen, nil), NewFailed},
		"a wrong passphrase":      {"192.0.2.7", "wrong", nil, NewTyping},
	} {
		desk := &fakeDesk{set: shop(), answers: [2]error{c.answer}}
		var refused error
		m := room(t, desk, answer(c.pass, &refused))
		m.New.Open()
		m.New.Type(c.address, "棚")
		m.New.Add()
		if m.New.State() != c.state || len(desk.listed)+len(desk.tried) > 0 {
			t.Errorf("%s: %v, listed %d, tried %d", name, m.New.State(), len(desk.listed), len(desk.tried))
		}
		if m.New.Typed().Address != c.address {
			t.Errorf("%s: what was typed is gone", name)
		}
	}
}

func TestAPrinterThatDoesNotAnswerIsListedAndSaidToBeUnsure(t *testing.T) {
	mute := printer.Fault(printer.Unsure, nil)
	desk := &fakeDesk{set: shop(), answers: [2]error{mute, mute}}
	var refused error
	m := room(t, desk, answer("ひらけごま", &refused))
	m.New.Open()
	m.New.Type("192.0.2.7", "棚")
	if m.New.Add(); m.New.State() != NewMute || len(desk.listed) != 1 {
		t.Errorf("got %v, %+v", m.New.State(), desk.listed)
	}
	desk.answers[1] = printer.Fault(printer.Empty, nil)
	m.New.Open()
	m.New.Type("192.0.2.8", "棚")
	if m.New.Add(); m.New.State() != NewFailed || data.KeyOf(m.New.Err()) != printer.Empty {
		t.Errorf("a test page that does not come out: %v, %v", m.New.State(), m.New.Err())
	}
}

func TestTheFormForAPrinterLooksAsItShould(t *testing.T) {
	tall := func(s fyne.Size) fyne.Size { return fyne.NewSize(s.Width, 1500) } // the whole room, without scrolling
	v, w := shown(t, tall(stage.Room), stage.Light, text.Japanese)
	v.m.Printers.Open(listed()[1].PrinterID)
	v.m.Printers.Speak(listed()[1], data.ZPL)
	stage.Picture(t, w, "settings-printers")
	stage.Golden(t, w, "settings-printers")
	v.m.Printers.Open(listed()[1].PrinterID)
	v.onNew()
	stage.Picture(t, w, "settings-printers-new")
	stage.Golden(t, w, "settings-printers-new")
	v, w = shown(t, tall(stage.RoomSmall), stage.Dark, text.English)
	v.onNew()
	v.m.New.Add()
	stage.Picture(t, w, "settings-printers-small-dark-en")
}

func TestPaperIsFoundByWhatStandsOnItsPacket(t *testing.T) {
	m := New(&fakeDesk{set: shop(), listed: listed()}, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	all := m.Printers.Stocks()
	if got := m.Printers.FindStock(" "); len(got) != len(all)+1 || got[0] != 0 {
		t.Errorf("no words: %d of %d, first %v; want no paper first", len(got), len(all)+1, got[0])
	}
	found := m.Printers.FindStock("100x150")
	if len(found) == 0 {
		t.Fatal("nothing is found")
	}
	for _, i := range found {
		if s := all[i-1]; s.Label.Width != 100 || s.Label.Height != 150 {
			t.Errorf("found %s", s)
		}
	}
}
