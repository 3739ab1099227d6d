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

// fakeHouse founds and remembers.
type fakeHouse struct {
	founded  string
	code     []byte
	drawn    int
	proved   bool
	shops    []data.NewShop
	shopErr  error
	settings data.Settings
}

func (h *fakeHouse) Create(_ context.Context, shop, owner string, _ []byte) (Desk, error) {
	h.founded = shop + "/" + owner
	return h, nil
}

func (h *fakeHouse) Judge(p []byte, _ ...string) (int, error) {
	if len(p) < 12 {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak.short"}
	}
	return 2, nil
}

func (h *fakeHouse) Generate() []byte { return []byte("sakano-mirute-hokebi-tanuyo") }

func (h *fakeHouse) DrawRecovery() []byte {
	h.drawn++
	h.code = []byte("K7QFM2XD9TRBH4WNP8CJ5V01R3YGZ6KM")
	return h.code
}

func (h *fakeHouse) ProveRecovery(_ context.Context, groups map[int][]byte) error {
	for g, typed := range groups {
		if string(typed) != string(h.code[g*4:g*4+4]) {
			return &data.Fault{Kind: data.Invalid, Key: "fault.recovery.mismatch"}
		}
	}
	h.proved = true
	return nil
}

func (h *fakeHouse) TestShop(context.Context, data.NewShop) (string, error) { return "試しの店", h.shopErr }

func (h *fakeHouse) AddShop(_ context.Context, in data.NewShop) (data.ShopID, error) {
	h.shops = append(h.shops, in)
	return 1, nil
}

func (h *fakeHouse) Settings(context.Context) (data.Settings, error) { return h.settings, nil }

func (h *fakeHouse) SaveSettings(_ context.Context, s data.Settings) error {
	h.settings = s
	return nil
}

const phrase = "mizu-no-oto-kawazu"

// run is a first run up to the step.
func run(t *testing.T, h *fakeHouse, to Step, done func(Desk)) *Model {
	t.Helper()
	m := Fresh(h, task.Inline(t.Context()), done)
	m.Say(func(a *Answers) { a.ShopName, a.OwnerName = " 山の湯呑み店 ", "山野 千尋" })
	for m.Step() < to {
		switch m.Step() {
		case Shop:
			m.NameShop()
		case Owner:
			m.Found([]byte(phrase), []byte(phrase))
		case Recovery:
			prove(m)
		case Storefront:
			m.Connect([]byte("token"))
		}
		if m.Err() != nil {
			t.Fatal(m.Err())
		}
	}
	return m
}

func prove(m *Model) {
	code, asked := m.Code(), m.Asked()
	group := func(i int) []byte { return append([]byte{}, code[asked[i]*4:asked[i]*4+4]...) }
	m.Cover(true)
	m.Prove(group(0), group(1))
}

func TestTheFirstRunLeadsToAnOpenHouse(t *testing.T) {
	h, opened := &fakeHouse{}, 0
	m := run(t, h, Printer, func(Desk) { opened++ })
	m.Finish(func(s *data.Sender) { s.Phone = "090-0000-0001" })
	if opened != 1 || h.founded != "山の湯呑み店/山野 千尋" || !h.proved || len(h.shops) != 1 {
		t.Errorf("opened %d, founded %s, proved %v, shops %v", opened, h.founded, h.proved, h.shops)
	}
	if h.settings.Setup != data.SetupDone || h.settings.Sender.Phone != "090-0000-0001" {
		t.Errorf("settings %+v", h.settings)
	}
}

func TestAWeakOrMistypedPassphraseFoundsNothingAndIsWiped(t *testing.T) {
	for name, c := range map[string]struct{ first, again, want string }{
		"weak":      {"short", "short", "fault.vault.weak.short"},
		"different": {phrase, phrase + "x", "fault.setup.differs"},
	} {
		t.Run(name, func(t *testing.T) {
			h := &fakeHouse{}
			m := run(t, h, Owner, nil)
			first, again := []byte(c.first), []byte(c.again)
			m.Found(first, again)
			if data.KeyOf(m.Err()) != c.want || h.founded != "" {
				t.Errorf("got %v, founded %q", m.Err(), h.founded)
			}
			for _, b := range append(first, again...) {
				if b != 0 {
					t.Fatal("not wiped")
				}
			}
		})
	}
}

func TestAnUnprovedSheetDoesNotPass(t *testing.T) {
	h := &fakeHouse{}
	m := run(t, h, Recovery, nil)
	m.Code()
	m.Cover(true)
	m.Prove([]byte("AAAA"), []byte("BBBB"))
	if m.Step() != Recovery || data.KeyOf(m.Err()) != "fault.recovery.mismatch" {
		t.Errorf("step %v, %v", m.Step(), m.Err())
	}
}

func TestARunThatWasLeftResumesAndDrawsANewCode(t *testing.T) {
	h := &fakeHouse{}
	run(t, h, Recovery, nil).Code()
	m := Resumed(h, h, h.settings.Setup, task.Inline(t.Context()), nil)
	m.Code()
	if m.Step() != Recovery || h.drawn != 2 {
		t.Errorf("step %v, drawn %d times", m.Step(), h.drawn)
	}
	run(t, h, Printer, nil)
	if m := Resumed(h, h, h.settings.Setup, task.Inline(t.Context()), nil); m.Step() != Printer {
		t.Errorf("resumes at %v", m.Step())
	}
}

func TestAShopThatCannotBeReachedIsNotKept(t *testing.T) {
	h := &fakeHouse{shopErr: errors.New("no answer")}
	m := run(t, h, Storefront, nil)
	m.Connect([]byte("token"))
	if m.Step() != Storefront || m.Err() == nil || len(h.shops) != 0 {
		t.Errorf("step %v, %v, shops %v", m.Step(), m.Err(), h.shops)
	}
	m.Skip()
	if m.Step() != Printer {
		t.Errorf("later leads to %v", m.Step())
	}
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	for s := Shop; s < steps; s++ {
		stage.Dress(t, stage.Light)
		m := run(t, &fakeHouse{}, s, nil)
		v := NewView(m, task.Inline(t.Context()), stage.Words(t, text.Japanese), Choices{Stocks: []string{"a4-12", "label-100x150"}})
		w := stage.Open(t, stage.Normal, v.Object())
		v.Enter()
		stage.Picture(t, w, "setup-"+stepNames[s])
		stage.Golden(t, w, "setup-"+stepNames[s])
		if s == Recovery {
			m.Cover(true)
			stage.Picture(t, w, "setup-recovery-prove")
		}
	}
	stage.Dress(t, stage.Dark)
	v := NewView(run(t, &fakeHouse{}, Owner, nil), task.Inline(t.Context()), stage.Words(t, text.English), Choices{})
	w := stage.Open(t, stage.Small, v.Object())
	stage.Picture(t, w, "setup-owner-small-dark-en")
}

func TestChangingTheLanguageKeepsWhatWasTyped(t *testing.T) {
	stage.Dress(t, stage.Light)
	words := stage.Words(t, text.Japanese)
	m := Fresh(&fakeHouse{}, task.Inline(t.Context()), nil)
	v := NewView(m, task.Inline(t.Context()), words, Choices{Language: words.Use})
	w := stage.Open(t, stage.Normal, v.Object())
	v.Enter()
	test.Type(w.Canvas().Focused().(fyne.Focusable), "みせ")
	v.c.Language(text.English)
	v.turned()
	if m.Answers().ShopName != "みせ" {
		t.Errorf("got %q", m.Answers().ShopName)
	}
}
