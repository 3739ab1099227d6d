package stock

import (
	"context"
	"errors"
	"image"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/raster"
	sheets "nifuda/labels/stock"
)

// fakeDesk keeps stock in memory, by the rules of the vocabulary.
type fakeDesk struct {
	own   []data.Stock
	slips []data.SlipForm
	err   error
}

func (f *fakeDesk) Stocks(context.Context) ([]data.Stock, error) { return slices.Clone(f.own), f.err }
func (f *fakeDesk) SaveStock(_ context.Context, s data.Stock) (data.StockID, error) {
	if err := s.Check(); err != nil {
		return 0, err
	}
	if i := slices.IndexFunc(f.own, func(x data.Stock) bool { return x.ID == s.ID }); i >= 0 {
		f.own[i] = s
		return s.ID, nil
	}
	s.ID = data.StockID(len(f.own) + 1)
	f.own = append(f.own, s)
	return s.ID, nil
}
func (f *fakeDesk) RemoveStock(_ context.Context, id data.StockID) error {
	f.own = slices.DeleteFunc(f.own, func(s data.Stock) bool { return s.ID == id })
	return nil
}
func (f *fakeDesk) SlipForms(context.Context) ([]data.SlipForm, error) {
	return slices.Clone(f.slips), f.err
}
func (f *fakeDesk) SaveSlipForm(_ context.Context, s data.SlipForm) (data.SlipFormID, error) {
	if err := s.Check(); err != nil {
		return 0, err
	}
	s.Fields = slices.Clone(s.Fields)
	if i := slices.IndexFunc(f.slips, func(x data.SlipForm) bool { return x.ID == s.ID }); i >= 0 {
		f.slips[i] = s
		return s.ID, nil
	}
	s.ID = data.SlipFormID(len(f.slips) + 1)
	f.slips = append(f.slips, s)
	return s.ID, nil
}
func (f *fakeDesk) RemoveSlipForm(_ context.Context, id data.SlipFormID) error {
	f.slips = slices.DeleteFunc(f.slips, func(s data.SlipForm) bool { return s.ID == id })
	return nil
}

// fakePress draws as the real one does, and prints nowhere.
type fakePress struct {
	pen   *labels.Pen
	tried []page.Page
	media string
	err   error
}

func (f *fakePress) Calibration(s sheets.Stock, o data.Offset) page.Page {
	return f.pen.CalibrationPage(s).Moved(o.Right, o.Down)
}
func (f *fakePress) SlipTrial(s data.SlipForm, o data.Offset) page.Page { return f.pen.SlipTrial(s, o) }
func (f *fakePress) SlipPicture(s data.SlipForm) page.Page              { return f.pen.SlipPicture(s) }
func (f *fakePress) Preview(p page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(f.pen.Fonts(), p, dpi)
}
func (f *fakePress) Try(_ context.Context, draw func(data.Offset) page.Page, s sheets.Stock) error {
	f.tried, f.media = append(f.tried, draw(data.Offset{Right: 1})), s.Media
	return f.err
}

func room(t *testing.T, desk *fakeDesk) (*Model, *fakePress) {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	press := &fakePress{pen: pen}
	m := New(desk, press, task.Inline(t.Context()), func() {})
	m.Refresh()
	return m, press
}

func TestStockIsLoadedOrSaysWhyNot(t *testing.T) {
	m := New(&fakeDesk{}, &fakePress{}, task.Inline(t.Context()), func() {})
	if m.State() != Loading || m.Slips.State() != Loading {
		t.Errorf("before it is asked: %v, %v", m.State(), m.Slips.State())
	}
	if m.Refresh(); m.State() != Ready || m.Slips.State() != Ready || len(m.Slips.List()) != 0 {
		t.Errorf("asked: %v, %v", m.State(), m.Slips.State())
	}
	m, _ = room(t, &fakeDesk{err: errors.New("gone")})
	if m.State() != Failed || m.Err() == nil || m.Slips.State() != Failed {
		t.Errorf("got %v, %v", m.State(), m.Slips.State())
	}
}

func TestStockIsMadeFromAMakersAndKept(t *testing.T) {
	desk := &fakeDesk{}
	m, _ := room(t, desk)
	m.Find("72212")
	m.Choose(m.Found()[0])
	m.Copy()
	if m.Form() == nil || m.Typed().Label.Width != 86.4 || m.Fault(data.StockName) != nil {
		t.Fatalf("the copy: %+v, %v", m.Form(), m.Fault(data.StockName))
	}
	if m.Save(); data.KeyOf(m.Bad()) != "fault.stock.name" || m.Fault(data.StockName) == nil {
		t.Errorf("kept without a name: %v", m.Bad())
	}
	m.Type(data.StockName, "茶箱")
	m.Type(data.StockLabelWidth, "８０．５ｍｍ")
	if m.Save(); m.Bad() != nil || len(desk.own) != 1 || desk.own[0].Label.Width != 80.5 || m.Changed() {
		t.Fatalf("got %+v, %v, changed %v", desk.own, m.Bad(), m.Changed())
	}
	m.Find("茶箱")
	if got := m.Found(); len(got) != 1 || m.Chosen().Code != got[0].Code {
		t.Errorf("found %d, chosen %s", len(got), m.Chosen().Code)
	}
	if m.Remove(); len(desk.own) != 0 || m.Form() != nil || m.Chosen().Code != "a4-12" {
		t.Errorf("removed: %+v, chosen %s", desk.own, m.Chosen().Code)
	}
}

func TestWhatIsWrongIsSaidBesideItsField(t *testing.T) {
	for _, c := range []struct {
		name, words string
		at          data.StockField
		key         string
	}{
		{"no number", "はば", data.StockLabelWidth, "fault.stock.number"},
		{"nothing", "", data.StockHeight, "fault.stock.number"},
		{"labels on each other", "40", data.StockPitchY, "fault.stock.overlap"},
		{"labels over the edge", "60", data.StockPitchY, "fault.stock.over"},
		{"no labels", "0", data.StockColumns, "fault.stock.count"},
		{"half a label", "2.5", data.StockRows, "fault.stock.count"},
	} {
		desk := &fakeDesk{}
		m, _ := room(t, desk)
		m.Copy()
		m.Type(data.StockName, "x")
		m.Type(c.at, c.words)
		if got := data.KeyOf(m.Fault(c.at)); got != c.key || m.CanTry() {
			t.Errorf("%s: got %s, want %s; can be tried %v", c.name, got, c.key, m.CanTry())
		}
		if m.Save(); len(desk.own) != 0 || m.Bad() == nil {
			t.Errorf("%s: it was kept", c.name)
		}
	}
}

func TestTheAddressIsMovedOnTheLabelAndStaysOnIt(t *testing.T) {
	desk := &fakeDesk{}
	m, _ := room(t, desk)
	m.Copy()
	m.Type(data.StockName, "ロゴ入りの札")
	label := m.Typed().Label
	if m.Typed().Block != (data.Block{}) {
		t.Fatalf("a new one has a block: %+v", m.Typed().Block)
	}
	for f, words := range map[data.StockField]string{data.StockBlockLeft: "30mm", data.StockBlockTop: "１０", data.StockBlockWidth: "50", data.StockBlockHeight: "30"} {
		m.Type(f, words)
	}
	want := data.Block{Left: 30, Top: 10, Width: 50, Height: 30}
	if m.Typed().Block != want {
		t.Errorf("typed %+v", m.Typed().Block)
	}
	frames, _ := Outline(m.Typed())
	if in, seen := Within(frames[1], m.Typed().Block); !seen || in.X != frames[1].X+30 || in.Y != frames[1].Y+10 || in.W != 50 || in.H != 30 {
		t.Errorf("drawn at %+v, label at %+v", in, frames[1])
	}
	m.Type(data.StockBlockLeft, data.MM(label.Width-40))
	if m.Save(); data.KeyOf(m.Fault(data.StockBlockLeft)) != "fault.stock.block" || len(desk.own) != 0 {
		t.Errorf("over the label: %v", m.Fault(data.StockBlockLeft))
	}
	m.Type(data.StockBlockWidth, "5")
	if data.KeyOf(m.Fault(data.StockBlockWidth)) != "fault.stock.number" {
		t.Errorf("nobody can read that: %v", m.Fault(data.StockBlockWidth))
	}
	m.Type(data.StockBlockLeft, "")
	m.Type(data.StockBlockWidth, "60")
	if m.Save(); m.Bad() != nil {
		t.Fatal(m.Bad())
	}
	if kept := desk.own[len(desk.own)-1]; kept.Block != (data.Block{Left: 0, Top: 10, Width: 60, Height: 30}) || m.Changed() {
		t.Errorf("kept %+v, still changed %v", kept.Block, m.Changed())
	}
	for _, f := range []data.StockField{data.StockBlockTop, data.StockBlockWidth, data.StockBlockHeight, data.StockBlockLeft} {
		m.Type(f, "")
	}
	if m.Typed().Block != (data.Block{}) {
		t.Errorf("emptied: %+v", m.Typed().Block)
	}
}

func TestTheOutlineFollowsWhatIsTyped(t *testing.T) {
	m, _ := room(t, &fakeDesk{})
	m.Copy()
	bad := func() (n, of int) {
		frames, _ := Outline(m.Typed())
		for _, f := range frames {
			if f.X < 0 || f.Y < 0 || f.X+f.W > 210.001 || f.Y+f.H > 297.001 {
				t.Errorf("%+v leaves the paper it is drawn on", f)
			}
			if f.Bad {
				n++
			}
		}
		return n, len(frames)
	}
	if n, of := bad(); n != 0 || of != 12 {
		t.Errorf("as measured: %d bad of %d", n, of)
	}
	m.Type(data.StockPitchY, "50")
	if n, of := bad(); n != 2 || of != 12 {
		t.Errorf("over the edge: %d bad of %d, want 2 of 12", n, of)
	}
	m.Type(data.StockPitchY, "4")
	if n, of := bad(); n != of || of != 12 {
		t.Errorf("on each other: %d bad of %d", n, of)
	}
	m.Type(data.StockPitchY, "42.3")
	m.Type(data.StockLabelHeight, "")
	if frames, ok := Outline(m.Typed()); len(frames) != 0 || !ok {
		t.Errorf("half typed: %d frames, %v; want the empty page", len(frames), ok)
	}
	if _, ok := Outline(data.Stock{Page: data.Size{Width: math.NaN(), Height: 1}}); ok {
		t.Error("no page is a page")
	}
	if frames, _ := Outline(data.Stock{Page: data.Size{Width: 1000, Height: 1000}, Label: data.Size{Width: 5, Height: 5},
		Grid: data.Grid{PitchX: 5, PitchY: 5, Columns: 100000, Rows: 100000}}); len(frames) > outlined {
		t.Errorf("%d frames are drawn", len(frames))
	}
}

func TestWhatIsTypedIsNotThrownAwayAndComesBackAfterALock(t *testing.T) {
	m, _ := room(t, &fakeDesk{})
	m.Copy()
	m.Type(data.StockName, "半分")
	m.Choose(sheets.All()[3])
	if data.KeyOf(m.Bad()) != "fault.stock.unsaved" || m.Form() == nil {
		t.Errorf("the form is gone: %v", m.Bad())
	}
	next, _ := room(t, &fakeDesk{})
	if next.Resume(m.Draft()); next.Typed().Name != "半分" {
		t.Errorf("after the lock: %+v", next.Form())
	}
	if m.Drop(); m.Form() != nil || m.Draft().Stock != nil {
		t.Error("it was not dropped")
	}
}

func TestATestPageShowsTheFramesAsTheyAreTyped(t *testing.T) {
	m, press := room(t, &fakeDesk{})
	m.Copy()
	m.Type(data.StockLeft, "12")
	m.Try()
	if state, err := m.Trial(); state != TrialDone || err != nil || len(press.tried) != 1 || press.media != "iso_a4_210x297mm" {
		t.Fatalf("got %v, %v, %d pages on %s", state, err, len(press.tried), press.media)
	}
	found := false
	for _, it := range press.tried[0].Items {
		if b, ok := it.(page.Box); ok && math.Abs(b.X-13) < 1e-9 { // and the printer's offset
			found = true
		}
	}
	if !found {
		t.Error("no frame stands where it was typed")
	}
	press.err = &data.Fault{Kind: data.NotFound, Key: "fault.stock.noprinter"}
	m.Try()
	if state, err := m.Trial(); state != TrialFailed || data.KeyOf(err) != "fault.stock.noprinter" {
		t.Errorf("without a printer: %v, %v", state, err)
	}
}

func TestAFieldOfASlipIsMovedByKeysAndStaysOnIt(t *testing.T) {
	desk := &fakeDesk{}
	m, press := room(t, desk)
	s := m.Slips
	s.New()
	s.Pick(2)
	x, y := s.Field().X, s.Field().Y
	s.Nudge(1, 0)
	s.Nudge(0, -0.1)
	if f := s.Field(); math.Abs(f.X-x-1) > 1e-9 || math.Abs(f.Y-y+0.1) > 1e-9 {
		t.Errorf("got %v, %v from %v, %v", f.X, f.Y, x, y)
	}
	for range 400 {
		s.Nudge(1, 1)
	}
	if f := s.Field(); f.X+f.Width > 240 || f.Y > 114 || s.Bad() != nil {
		t.Errorf("it left the slip: %+v, %v", f, s.Bad())
	}
	if s.Save(); data.KeyOf(s.Bad()) != "fault.slip.name" {
		t.Errorf("kept without a name: %v", s.Bad())
	}
	s.Change(func(f *data.SlipForm) { f.Name = "元払い" })
	s.Add(data.SlipText)
	if f := s.Field(); f.Part != data.SlipText || f.Text != "✓" {
		t.Errorf("added %+v", f)
	}
	if s.Save(); s.Bad() != nil || len(desk.slips) != 1 || len(desk.slips[0].Fields) != 7 || s.draft() != nil {
		t.Fatalf("got %+v, %v", desk.slips, s.Bad())
	}
	s.Take()
	if len(s.Form().Fields) != 6 || len(desk.slips[0].Fields) != 7 {
		t.Errorf("taking one off: %d in the form, %d kept", len(s.Form().Fields), len(desk.slips[0].Fields))
	}
	if s.New(); data.KeyOf(s.Bad()) != "fault.stock.unsaved" || s.Form().ID == 0 {
		t.Errorf("the change is gone: %v", s.Bad())
	}
	s.Try()
	if state, err := s.Trial(); state != TrialDone || len(press.tried) != 1 {
		t.Errorf("the trial: %v, %v", state, err)
	}
	next, _ := room(t, desk)
	if next.Resume(m.Draft()); len(next.Slips.Form().Fields) != 6 {
		t.Error("the slip did not come back after the lock")
	}
	s.Drop()
	s.Edit(1)
	if s.Remove(); len(desk.slips) != 0 || s.Form() != nil {
		t.Errorf("removed: %+v", desk.slips)
	}
}

func TestASlipThatCannotBeDrawnSaysWhy(t *testing.T) {
	m, _ := room(t, &fakeDesk{})
	m.Slips.New()
	m.Slips.Change(func(f *data.SlipForm) { f.Page.Width = 20 })
	if data.KeyOf(m.Slips.Bad()) != "fault.slip.place" {
		t.Errorf("got %v", m.Slips.Bad())
	}
	m.Slips.Change(func(f *data.SlipForm) { f.Page.Width = 240 })
	if m.Slips.Bad() != nil || m.Slips.Image() == nil {
		t.Errorf("put right: %v", m.Slips.Bad())
	}
}

func show(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	desk := &fakeDesk{own: []data.Stock{{ID: 1, Name: "茶箱のラベル", Page: data.Size{Width: 210, Height: 297}, Label: data.Size{Width: 90, Height: 40},
		Grid: data.Grid{Left: 12, Top: 15, PitchX: 96, PitchY: 45, Columns: 2, Rows: 6}}},
		slips: []data.SlipForm{{ID: 1, Name: "元払い（複写式）", Page: data.Size{Width: 240, Height: 114}, Fields: []data.SlipField{
			{Part: data.SlipPostal, X: 20, Y: 12, Width: 35, Lines: 1, Size: 12, Pitch: 5}, {Part: data.SlipPhone, X: 60, Y: 12, Width: 40, Lines: 1, Size: 10},
			{Part: data.SlipAddress, X: 12, Y: 20, Width: 80, Lines: 3, Size: 11}, {Part: data.SlipName, X: 12, Y: 38, Width: 80, Lines: 1, Size: 18},
			{Part: data.SlipFromAddress, X: 12, Y: 62, Width: 80, Lines: 2, Size: 9}, {Part: data.SlipFromName, X: 12, Y: 72, Width: 80, Lines: 1, Size: 11},
			{Part: data.SlipDate, X: 110, Y: 40, Width: 30, Lines: 1, Size: 11}, {Part: data.SlipSlot, X: 145, Y: 40, Width: 30, Lines: 1, Size: 11},
			{Part: data.SlipGoods, X: 110, Y: 60, Width: 60, Lines: 2, Size: 10}, {Part: data.SlipText, X: 190, Y: 60, Width: 8, Lines: 1, Size: 16, Text: "✓"}}}}}
	v := NewView(desk, &fakePress{pen: pen}, task.Inline(t.Context()), stage.Words(t, lang), func() {})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	v, w := show(t, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "stock")
	stage.Golden(t, w, "stock")
	v.m.Find("28171")
	v.m.Choose(v.m.Found()[0])
	stage.Picture(t, w, "stock-asymmetric")
	v.m.Find("")
	v.m.Choose(v.m.Found()[0])
	v.m.Type(data.StockPitchY, "50")
	stage.Picture(t, w, "stock-editor")
	stage.Golden(t, w, "stock-editor")
	for f, words := range map[data.StockField]string{data.StockPitchY: "42.3", data.StockBlockLeft: "30", data.StockBlockTop: "4", data.StockBlockWidth: "50", data.StockBlockHeight: "34"} {
		v.m.Type(f, words)
	}
	stage.Picture(t, w, "stock-block")
	v.m.Drop()
	v.turn(1)
	v.m.Slips.Edit(1)
	v.m.Slips.Pick(3)
	stage.Picture(t, w, "stock-slip")
	v, w = show(t, stage.RoomSmall, stage.Dark, text.English)
	v.m.Copy()
	v.m.Type(data.StockLabelWidth, "wide")
	stage.Picture(t, w, "stock-editor-small-dark-en")
	v.m.Drop()
	v.turn(1)
	v.m.Slips.Edit(1)
	stage.Picture(t, w, "stock-slip-small-dark-en")
}

func TestTypingInTheFormReachesTheModelAndKeepsTheFields(t *testing.T) {
	v, _ := show(t, stage.Room, stage.Light, text.Japanese)
	v.m.Copy()
	before := v.stock.fields[data.StockName]
	before.SetText("新しい用紙")
	if v.m.Typed().Name != "新しい用紙" || v.stock.fields[data.StockName] != before {
		t.Errorf("got %q", v.m.Typed().Name)
	}
	v.stock.search.SetText("エーワン")
	if len(v.m.Found()) < 10 {
		t.Errorf("found %d of A-one", len(v.m.Found()))
	}
	v.turn(1)
	v.m.Slips.Edit(1)
	v.slip.width.SetText("200")
	v.board.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if f := v.m.Slips.Form(); f.Page.Width != 200 || f.Fields[0].X != 21 {
		t.Errorf("got %v wide, first field at %v", f.Page.Width, f.Fields[0].X)
	}
}
