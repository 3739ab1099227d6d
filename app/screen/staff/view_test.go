package staff

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, &fakePress{}, task.Inline(t.Context()), stage.Words(t, lang), house())
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"staff", stage.Room, stage.Light, text.Japanese},
		{"staff-dark-en", stage.Room, stage.Dark, text.English},
		{"staff-compact", stage.RoomSmall, stage.Light, text.Japanese},
	} {
		v, w := show(t, teashop(), c.size, c.variant, c.lang)
		v.m.People.Open("b")
		stage.Picture(t, w, c.name)
		stage.Golden(t, w, c.name)
	}
}

func TestPicturesOfTheRoom(t *testing.T) {
	for name, do := range map[string]func(*View){
		"staff-part":   func(v *View) { v.m.People.Open("c"); v.m.People.Part(true) },
		"staff-gone":   func(v *View) { v.m.People.Open("d") },
		"staff-owner":  func(v *View) { v.m.People.Open("a") },
		"staff-new":    func(v *View) { v.m.People.Add(); test.Type(v.first.name, "佐藤 光"); v.onOffer() },
		"staff-bench":  func(v *View) { v.m.Turn(PageBench) },
		"staff-rule":   func(v *View) { v.m.Turn(PageRule) },
		"staff-goods":  func(v *View) { v.m.Turn(PageGoods); v.m.Goods.Edit("GIFT-1") },
		"staff-goods2": func(v *View) { v.m.Turn(PageGoods); v.m.Goods.Edit(""); v.m.Goods.Save() },
		"staff-ask": func(v *View) {
			v.m.People.Open("c")
			v.m.People.Part(true)
			v.m.People.Remove()
		},
		"staff-joined": func(v *View) {
			v.m.People.Add()
			test.Type(v.first.name, "佐藤 光")
			v.onOffer()
			v.m.People.newcomer.Added = true
			v.changed()
		},
	} {
		v, w := show(t, teashop(), stage.Room, stage.Light, text.Japanese)
		do(v)
		stage.Picture(t, w, name)
		v, w = show(t, teashop(), stage.RoomSmall, stage.Dark, text.English)
		do(v)
		stage.Picture(t, w, name+"-compact-en")
	}
	desk := teashop()
	desk.err = errGone
	_, w := show(t, desk, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "staff-failed")
	desk = teashop()
	desk.people, desk.goods = desk.people[:1], nil
	_, w = show(t, desk, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "staff-alone")
}

func TestAGeneratedPassphraseIsHandedOnAndWiped(t *testing.T) {
	desk := teashop()
	v, _ := show(t, desk, stage.Room, stage.Light, text.Japanese)
	v.m.People.Add()
	test.Type(v.first.name, "佐藤 光")
	if !v.first.join.Disabled() {
		t.Error("she can be added without a passphrase")
	}
	v.onOffer()
	if v.first.join.Disabled() || v.first.offer.Len() == 0 {
		t.Fatal("the generated passphrase cannot be used, or is not drawn")
	}
	v.onJoin()
	ask(t, v, mine)
	if desk.seen != "kasure-mitoho-nagiru-sabeto" || !v.m.People.Newcomer().Added || v.first.offer.Len() == 0 {
		t.Fatalf("handed on %q; it must still be drawn for copying", desk.seen)
	}
	v.onJoined()
	if v.first.offer.Len()+v.first.pass[0].Len()+v.first.pass[1].Len() != 0 {
		t.Error("the first passphrase stayed")
	}
}

func TestAPassphraseThatIsTypedOverIsNoLongerDrawn(t *testing.T) {
	v, _ := show(t, teashop(), stage.Room, stage.Light, text.Japanese)
	v.m.People.Add()
	test.Type(v.first.name, "佐藤 光")
	v.onOffer()
	test.Type(v.first.pass[0], "x")
	if v.first.offer.Len() != 0 || !v.first.join.Disabled() {
		t.Error("what is drawn is not what would be kept")
	}
	if v.Wipe(); v.first.pass[0].Len() != 0 || v.first.pass[1].Len() != 0 {
		t.Error("a lock left a passphrase")
	}
}

func TestTheQuestionTakesEscBeforeTheRoom(t *testing.T) {
	v, _ := show(t, teashop(), stage.Room, stage.Light, text.Japanese)
	v.m.People.Open("b")
	test.Type(v.person.name, "x")
	v.m.People.Save()
	if !v.again.Open() {
		t.Fatal("the passphrase was not asked for")
	}
	v.Back()
	if one, ok := v.m.People.Shown(); v.again.Open() || !ok || one.Login != "b" || v.m.People.Typed().Name != "x小川 美咲" {
		t.Errorf("question open %v, shown %v, typed %q", v.again.Open(), ok, v.m.People.Typed().Name)
	}
}

func TestTheFormOfSomebodyElseHoldsNothingOfTheFirst(t *testing.T) {
	v, _ := show(t, teashop(), stage.Room, stage.Light, text.Japanese)
	v.m.People.Open("b")
	v.person.may.labels.Add(1)
	v.m.People.Open("c")
	if v.m.People.Typed().May != (data.Permits{}) || v.m.People.CanSave() || v.person.may.phone.On {
		t.Errorf("c: %+v", v.m.People.Typed())
	}
	v.m.People.Open("b")
	if v.m.People.Typed().May.Labels != 130 || int(v.person.may.labels.Value) != 130 {
		t.Errorf("b: %+v", v.m.People.Typed())
	}
}

// ask types the passphrase into the question that is open.
func ask(t *testing.T, v *View, pass string) {
	t.Helper()
	if !v.again.Open() {
		t.Fatal("the passphrase was not asked for")
	}
	test.Type(v.again.Field(), pass)
	v.again.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}
