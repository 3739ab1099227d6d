package settings

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeDesk struct {
	fakeAtlas
	set     data.Settings
	err     error
	listed  []data.ListedPrinter
	backups data.Backups
	full    error // a backup fails
	asked   []data.ListedPrinter
	tried   []data.ListedPrinter
	answers [2]error // of a printer that is asked, and tried
}

func (f *fakeDesk) ListedPrinters(context.Context) ([]data.ListedPrinter, error) {
	return f.listed, f.err
}
func (f *fakeDesk) Backups(context.Context) (data.Backups, error) { return f.backups, nil }
func (f *fakeDesk) BackUp(context.Context) error {
	if f.full != nil {
		f.backups.Fault = data.KeyOf(f.full)
		return f.full
	}
	f.backups.Last, f.backups.Count, f.backups.Fault = now(), f.backups.Count+1, ""
	return nil
}
func (f *fakeDesk) SetBackupFolder(_ context.Context, again []byte, folder string) error {
	if string(again) != "ひらけごま" {
		return &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	f.backups = data.Backups{Folder: folder}
	return nil
}
func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func TestTheFolderForBackupsAsksForThePassphraseAndGetsOneAtOnce(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	var refused error
	m := New(desk, answer("ひらけごま", &refused), task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	b := m.Backups
	if b.CanWrite() || b.CanChoose() {
		t.Error("there is no folder, and a backup could be written")
	}
	b.Type("/home/chihiro/控え")
	b.Choose()
	if is := b.Is(); refused != nil || b.State() != BackupsWritten || is.Folder != "/home/chihiro/控え" || is.Count != 1 {
		t.Errorf("got %+v, state %v, %v", is, b.State(), refused)
	}
	if b.CanChoose() {
		t.Error("the kept folder is offered to be chosen again")
	}
	m = New(desk, answer("wrong", &refused), task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	m.Backups.Type("/media/stick")
	m.Backups.Choose()
	if refused == nil || desk.backups.Folder != "/home/chihiro/控え" {
		t.Errorf("a wrong passphrase moved the backups to %s", desk.backups.Folder)
	}
}

func TestABackupThatFailsIsSaidAndTheOnesBeforeAreStillCounted(t *testing.T) {
	desk := &fakeDesk{set: shop(), backups: data.Backups{Folder: "/b", Last: now(), Count: 3}, full: &data.Fault{Kind: data.Full, Key: "fault.store.full"}}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	m.Backups.Write()
	if b := m.Backups; b.State() != BackupsFailed || data.KeyOf(b.Err()) != "fault.store.full" || b.Is().Count != 3 {
		t.Errorf("got state %v, %v, %+v", b.State(), b.Err(), b.Is())
	}
	desk.full = nil
	if m.Backups.Write(); m.Backups.State() != BackupsWritten || m.Backups.Is().Count != 4 {
		t.Errorf("tried again: %v, %+v", m.Backups.State(), m.Backups.Is())
	}
}

func (f *fakeDesk) UnlistPrinter(_ context.Context, again []byte, id data.PrinterID) error {
	if string(again) != "ひらけごま" {
		return &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	f.listed = slices.DeleteFunc(f.listed, func(p data.ListedPrinter) bool { return p.PrinterID == id })
	return nil
}

func (f *fakeDesk) ListPrinter(_ context.Context, again []byte, p data.ListedPrinter) error {
	if string(again) != "ひらけごま" {
		return &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	f.listed = append(f.listed, p)
	return nil
}

func (f *fakeDesk) Stocks(context.Context) ([]data.Stock, error) { return nil, nil }

func (f *fakeDesk) SetManner(_ context.Context, id data.PrinterID, m data.Manner) error {
	for i, p := range f.listed {
		if p.PrinterID == id {
			f.listed[i].Manner = m
		}
	}
	return m.Check()
}

func (f *fakeDesk) AskPrinter(_ context.Context, p data.ListedPrinter) error {
	f.asked = append(f.asked, p)
	return f.answers[0]
}

func (f *fakeDesk) TryPrinter(_ context.Context, p data.ListedPrinter) error {
	f.tried = append(f.tried, p)
	return f.answers[1]
}

// answer is somebody who types a passphrase into each question.
func answer(pass string, errs *error) again.Ask {
	return func(q again.Question) {
		if err := q.Begin()(context.Background(), []byte(pass)); err != nil {
			*errs = err
			return
		}
		q.Done()
	}
}

func listed() []data.ListedPrinter {
	return []data.ListedPrinter{{PrinterID: data.PrinterID{Queue: "Desk", Device: "usb://Brother/QL-800"}, Name: "作業台のプリンター"},
		{PrinterID: data.PrinterID{Queue: "Roll", Device: "ipp://192.0.2.7/ipp/print"}, Name: "荷造り台のラベルプリンター"}}
}

func TestAPrinterLeavesTheListOnlyWithThePassphrase(t *testing.T) {
	for pass, want := range map[string]int{"wrong": 2, "ひらけごま": 1} {
		desk := &fakeDesk{set: shop(), listed: listed()}
		var refused error
		m := New(desk, answer(pass, &refused), task.Inline(t.Context()), func(data.Settings) {}, func() {})
		m.Refresh()
		m.Printers.Remove(listed()[0])
		if all, err := m.Printers.All(); len(all) != want || err != nil || (refused == nil) != (want == 1) {
			t.Errorf("%q: %d left, %v, refused %v", pass, len(all), err, refused)
		}
	}
}

// nobody answers a question.
func nobody(again.Question) {}

func (f *fakeDesk) Settings(context.Context) (data.Settings, error) { return f.set, f.err }
func (f *fakeDesk) SaveSettings(_ context.Context, s data.Settings) error {
	if f.err == nil {
		f.set = s
	}
	return f.err
}

func shop() data.Settings {
	return data.Settings{ShopName: "山の湯呑み店", IdleLock: 3 * time.Minute, Offsets: map[string]data.Offset{"ipp://desk": {Right: 1}},
		Sender: data.Sender{Name: "山の湯呑み店", Phone: "0263-00-0000", Address: data.Address{Postal: "3910000", Prefecture: "長野県", Street: "松本市栄元町1-1"}}}
}

func TestCustomerBarcodesAreTheOwnersChoice(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	if m.Settings().PostBars {
		t.Fatal("on before anybody asked for them")
	}
	for _, on := range []bool{true, false} {
		if m.SetPostBars(on); desk.set.PostBars != on || m.State() != Saved {
			t.Errorf("kept %v, want %v; %v", desk.set.PostBars, on, m.Err())
		}
	}
}

func TestTheLockStaysWithinItsLimits(t *testing.T) {
	for _, c := range []struct {
		minutes int
		want    time.Duration
	}{{0, time.Minute}, {-5, time.Minute}, {7, 7 * time.Minute}, {99, 30 * time.Minute}} {
		desk := &fakeDesk{set: shop()}
		told := time.Duration(0)
		m := New(desk, nobody, task.Inline(t.Context()), func(s data.Settings) { told = s.IdleLock }, func() {})
		m.LockAfter(c.minutes)
		if desk.set.IdleLock != c.want || told != c.want {
			t.Errorf("%d minutes: kept %v, told %v; want %v", c.minutes, desk.set.IdleLock, told, c.want)
		}
	}
}

func TestSavingTheSenderLeavesOtherChoicesAlone(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	m.Type(data.Sender{Name: "茶の間店"})
	m.SaveSender()
	if desk.set.Sender.Name != "茶の間店" || desk.set.Offsets["ipp://desk"].Right != 1 || m.State() != Saved {
		t.Errorf("got %+v, %v", desk.set, m.State())
	}
}

func TestWhatIsTypedAndNotSavedIsTakenUpAgain(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	if m.Type(desk.set.Sender); m.Draft().Sender != nil {
		t.Error("what is kept already is no draft")
	}
	m.Type(data.Sender{Name: "茶の間"})
	again := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	again.Resume(m.Draft())
	again.Refresh()
	if got := again.Sender().Name; got != "茶の間" || desk.set.Sender.Name == got {
		t.Errorf("got %q, kept %q; want it typed and not saved", got, desk.set.Sender.Name)
	}
	if again.SaveSender(); again.Draft().Sender != nil || desk.set.Sender.Name != "茶の間" {
		t.Errorf("after saving: draft %v, kept %q", again.Draft().Sender, desk.set.Sender.Name)
	}
}

func TestAFailureIsSaid(t *testing.T) {
	m := New(&fakeDesk{err: errors.New("gone")}, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	if m.Refresh(); m.State() != Failed {
		t.Errorf("got %v, want Failed", m.State())
	}
}

func show(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string) fyne.Window {
	t.Helper()
	_, w := shown(t, size, variant, lang)
	return w
}

func shown(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	screen := Screen{Speak: func(string) {}, Scale: func(theme.TextSize) {}, Dress: func(theme.Look) {}, Saved: func(data.Settings) {}, Now: now, Paper: func() {}, Read: func() {}, Safe: "/home/chihiro/nifuda-backups"}
	v := NewView(&fakeDesk{set: shop(), listed: listed(), backups: data.Backups{Folder: "/home/chihiro/控え", Last: now().Add(-3 * time.Hour), Count: 14}}, task.Inline(t.Context()), stage.Words(t, lang), screen, "BIZ UDPGothic — SIL Open Font License 1.1")
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	w := show(t, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "settings")
	stage.Golden(t, w, "settings")
	stage.Picture(t, show(t, stage.RoomSmall, stage.Dark, text.English), "settings-small-dark-en")
}

func TestWhatStandsOnDocumentsIsKeptAsItWillBePrinted(t *testing.T) {
	desk := &fakeDesk{set: shop()}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	if m.TaxHint() != "settings.tax.none" {
		t.Errorf("without a number: %q", m.TaxHint())
	}
	for typed, want := range map[string]string{
		"T8700110005901": "", "T1234567890123": "settings.tax.check", "T12": "fault.tax.number",
	} {
		if m.TypeTax(data.TaxTerms{Number: typed, Full: true}); m.TaxHint() != want || !m.Tax().Full {
			t.Errorf("%s: hint %q, want %q; full %v", typed, m.TaxHint(), want, m.Tax().Full)
		}
	}
	if m.TypeTax(data.TaxTerms{Number: " ", Full: true}); m.Tax().Full {
		t.Error("適格請求書 without a number can be chosen")
	}
	m.TypeTax(data.TaxTerms{Number: "ｔ1234567890123", Proviso: " お品代として　", PointsPay: true})
	again := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	again.Resume(m.Draft())
	again.Refresh()
	again.Type(data.Sender{Name: "茶の間店"})
	if again.SaveSender(); desk.set.Tax != (data.TaxTerms{}) || !again.Tax().PointsPay {
		t.Errorf("saving the sender kept %+v, the form shows %+v", desk.set.Tax, again.Tax())
	}
	again.SaveTax()
	if want := (data.TaxTerms{Number: "T1234567890123", Proviso: "お品代として", PointsPay: true}); desk.set.Tax != want || again.Draft().Tax != nil || desk.set.Sender.Name != "茶の間店" {
		t.Errorf("kept %+v, want %+v; draft %v", desk.set.Tax, want, again.Draft().Tax)
	}
}

func TestReceiptsOfPaymentsByCodeHaveAStampBoxUntilTheOwnerSaysOtherwise(t *testing.T) {
	stage.Dress(t, stage.Light)
	desk := &fakeDesk{set: shop()}
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, text.Japanese), Screen{Saved: func(data.Settings) {}, Now: now}, "")
	v.Enter()
	if !v.tax.code.On {
		t.Error("off before anybody asked a tax office")
	}
	v.tax.code.Tapped(nil)
	if v.m.SaveTax(); !desk.set.Tax.CodeFree {
		t.Errorf("kept %+v", desk.set.Tax)
	}
	v.tax.code.Tapped(nil)
	if v.m.SaveTax(); desk.set.Tax.CodeFree {
		t.Errorf("kept %+v", desk.set.Tax)
	}
}
