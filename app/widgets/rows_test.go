package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// plainRow remembers which line it showed.
type plainRow struct {
	widget.Label
	index int
}

func (r *plainRow) ShowRow(i int) { r.index = i }

func TestTheListIsDrivenByTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	l := NewRowList(func() int { return 100000 }, func() RowView {
		r := &plainRow{}
		r.ExtendBaseWidget(r)
		return r
	})
	var checked, opened []int
	typed := ""
	l.OnCheck = func(i int) { checked = append(checked, i) }
	l.OnOpen = func(i int) { opened = append(opened, i) }
	l.OnRune = func(r rune) { typed += string(r) }
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(400, 400))
	w.Canvas().Focus(l)
	press := func(k fyne.KeyName) { l.TypedKey(&fyne.KeyEvent{Name: k}) }
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyUp, 0}, {fyne.KeyDown, 1}, {fyne.KeyEnd, 99999}, {fyne.KeyDown, 99999}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0},
	} {
		press(c.key)
		if l.At() != c.want {
			t.Errorf("%s: got row %d, want %d", c.key, l.At(), c.want)
		}
	}
	press(fyne.KeyPageDown)
	if l.At() < 3 {
		t.Errorf("a page down: got row %d, want further", l.At())
	}
	press(fyne.KeySpace)
	press(fyne.KeyReturn)
	if len(checked) != 1 || len(opened) != 1 || checked[0] != l.At() || opened[0] != l.At() {
		t.Errorf("checked %v, opened %v, want %d in both", checked, opened, l.At())
	}
	l.TypedRune(' ') // Space checks; it is not typed too
	l.TypedRune('茶')
	if typed != "茶" {
		t.Errorf("typed %q, want 茶", typed)
	}
}

func TestAnEmptyListTakesEveryKey(t *testing.T) {
	test.NewTempApp(t)
	l := NewRowList(func() int { return 0 }, func() RowView { r := &plainRow{}; r.ExtendBaseWidget(r); return r })
	l.OnCheck = func(int) { t.Error("checked a row that is not there") }
	l.OnOpen = l.OnCheck
	test.NewTempWindow(t, l)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyEnd, fyne.KeySpace, fyne.KeyReturn, fyne.KeyPageDown} {
		l.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestACarefulButtonIsNotPressedByEnter(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := NewButton(Filled, "", "x", func() { n++ })
	b.Careful = true
	test.NewTempWindow(t, b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n != 0 {
		t.Error("Enter pressed a careful button")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.Enable(false)
	test.Tap(b)
	if n != 1 {
		t.Errorf("got %d presses, want the one by Space", n)
	}
}
