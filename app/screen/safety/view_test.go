package safety

import (
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, sick(), task.Inline(t.Context()), stage.Words(t, lang), now)
	v.m.Turn(PageLog)
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
		{"safety", stage.Room, stage.Light, text.Japanese},
		{"safety-dark-en", stage.Room, stage.Dark, text.English},
		{"safety-compact", stage.RoomSmall, stage.Light, text.Japanese},
	} {
		v, w := show(t, evening(), c.size, c.variant, c.lang)
		v.m.Open(1)
		v.m.Verify()
		stage.Picture(t, w, c.name)
		stage.Golden(t, w, c.name)
	}
}

func TestPicturesOfTheRoom(t *testing.T) {
	broken := &data.Fault{Kind: data.Damaged, Key: "fault.activity.broken", Args: map[string]any{"n": 7}}
	for name, do := range map[string]func(*View, *fakeDesk){
		"safety-promises": func(v *View, _ *fakeDesk) { v.m.Turn(PagePromises) },
		"safety-odd":      func(v *View, _ *fakeDesk) { v.m.ShowOdd(v.m.Odd()[2]) },
		"safety-broken":   func(v *View, d *fakeDesk) { d.broken = broken; v.m.Verify() },
		"safety-quiet":    func(v *View, d *fakeDesk) { d.odd, d.log = nil, nil; v.Enter() },
		"safety-failed":   func(v *View, d *fakeDesk) { d.err = errGone; v.Enter() },
		"safety-many":     func(v *View, d *fakeDesk) { d.odd = append(d.odd, d.odd...); v.Enter() },
	} {
		desk := evening()
		v, w := show(t, desk, stage.Room, stage.Light, text.Japanese)
		do(v, desk)
		stage.Picture(t, w, name)
		desk = evening()
		v, w = show(t, desk, stage.RoomSmall, stage.Dark, text.English)
		do(v, desk)
		stage.Picture(t, w, name+"-compact-en")
	}
}

func TestTheFiltersSayWhatIsShown(t *testing.T) {
	v, _ := show(t, evening(), stage.Room, stage.Light, text.Japanese)
	v.who.OnPick(2)
	if f := v.m.Filter(); f.Login != "b" || v.who.Options[v.who.Selected] != "小川 美咲" {
		t.Errorf("got %+v, shown %q", f, v.who.Options[v.who.Selected])
	}
	v.onOdd(v.m.Odd()[1])
	if f := v.m.Filter(); f.Odd != "odd.wrong" || v.group.Options[v.group.Selected] != "合言葉の間違い" {
		t.Errorf("got %+v, shown %q", f, v.group.Options[v.group.Selected])
	}
	v.group.OnPick(int(GroupPacking))
	if f := v.m.Filter(); f != (Filter{Login: "b", Group: GroupPacking}) {
		t.Errorf("got %+v", f)
	}
	if v.who.OnPick(0); v.m.Filter().Login != "" {
		t.Errorf("got %+v, want everybody", v.m.Filter())
	}
}
