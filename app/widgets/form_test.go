package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"nifuda/app/widgets"
	"nifuda/app/widgets/stage"
)

func TestASwitchIsTurnedByKeysAndNotWhileItIsOff(t *testing.T) {
	stage.Dress(t, stage.Light)
	var told []bool
	s := widgets.NewSwitch("電話番号を見る", "", false, func(on bool) { told = append(told, on) })
	stage.Open(t, fyne.NewSize(400, 100), s)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.Set(true)
	s.Enable(false)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if len(told) != 2 || !told[0] || told[1] || !s.On {
		t.Errorf("told %v, on %v", told, s.On)
	}
}

func TestAFlowBeginsAnotherLineWhereTheWidthEnds(t *testing.T) {
	stage.Dress(t, stage.Light)
	part := func() fyne.CanvasObject { return widgets.Fixed(100, 40, container.NewWithoutLayout()) }
	for _, c := range []struct {
		width, want float32
	}{{320, 40}, {319, 90}, {209, 140}, {50, 140}} {
		if got := widgets.HeightFor(widgets.Flow(10, part(), part(), part()), c.width); got != c.want {
			t.Errorf("%v wide: %v high, want %v", c.width, got, c.want)
		}
	}
	end := widgets.FlowEnd(10, part(), part())
	end.Resize(fyne.NewSize(300, 40))
	if at := end.Objects[1].Position().X + end.Objects[1].Size().Width; at != 300 {
		t.Errorf("the line ends at %v, want at the right edge", at)
	}
}

func TestAFieldTellsWhenItIsLeftAndNotWhenItIsFilled(t *testing.T) {
	stage.Dress(t, stage.Light)
	left, changed := 0, 0
	f := widgets.NewField("")
	f.OnLeave, f.OnChanged = func() { left++ }, func(string) { changed++ }
	other := widgets.NewField("")
	w := stage.Open(t, fyne.NewSize(400, 120), widgets.Col(0, f, other))
	f.Fill("割れ物")
	if changed != 0 || f.Text != "割れ物" {
		t.Errorf("filled: told %d times, holds %q", changed, f.Text)
	}
	w.Canvas().Focus(f)
	test.Type(f, "x")
	w.Canvas().Focus(other)
	if left != 1 || changed != 1 {
		t.Errorf("left %d times, changed %d times; want once each", left, changed)
	}
}

func TestAStepperKeepsToItsLeast(t *testing.T) {
	stage.Dress(t, stage.Light)
	s := widgets.NewStepper("", 20, 10, 100, nil).From(0)
	for range 5 {
		s.Add(-1)
	}
	if s.Value != 0 {
		t.Errorf("got %v, want 0", s.Value)
	}
}

func TestAChoiceThatIsLongIsSearched(t *testing.T) {
	stage.Dress(t, stage.Light)
	picked := -1
	c := widgets.NewChoice([]string{"A4 12面", "A4 10面", "ロール"}, 0, func(i int) { picked = i })
	c.Find = func(words string) []int {
		if words == "ロ" {
			return []int{2}
		}
		return nil
	}
	w := stage.Open(t, fyne.NewSize(600, 400), c)
	c.Tapped(&fyne.PointEvent{})
	search, ok := w.Canvas().Focused().(*widgets.Field)
	if !ok {
		t.Fatalf("the keyboard is at %T, want the search", w.Canvas().Focused())
	}
	search.SetText("none")
	if search.OnSubmitted("none"); picked != -1 {
		t.Errorf("words that find nothing picked %d", picked)
	}
	search.SetText("ロ")
	if search.OnSubmitted("ロ"); picked != 2 || c.Selected != 2 {
		t.Errorf("picked %d", picked)
	}
}
