package settings

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// fakeAtlas holds one table of the program, and what a file would bring.
type fakeAtlas struct {
	is     data.PostalTable
	news   data.PostalNews
	refuse error
	found  []string
}

func (f *fakeAtlas) PostalTable(context.Context) (data.PostalTable, error) {
	if f.is.Towns == 0 {
		f.is.Towns = 119_902
	}
	return f.is, nil
}
func (f *fakeAtlas) FindPostal(context.Context, string) ([]string, error) { return f.found, nil }
func (f *fakeAtlas) ReadPostal(context.Context, string) (data.PostalNews, error) {
	return f.news, f.refuse
}
func (f *fakeAtlas) TakePostal(_ context.Context, sum string) error {
	if sum != f.news.Sum {
		return &data.Fault{Kind: data.Invalid, Key: "fault.postal.again"}
	}
	f.is = data.PostalTable{Own: true, Taken: now(), Towns: f.news.Towns}
	return nil
}
func (f *fakeAtlas) DropPostal(context.Context) error {
	f.is = data.PostalTable{Towns: f.news.Before}
	return nil
}

func newer() data.PostalNews {
	return data.PostalNews{Sum: "s", Towns: 119_930, Before: 119_902, New: []string{"長野県松本市荷札町"}, Gone: []string{"静岡県浜松市東区荷札"}}
}

func TestATableIsShownBeforeItIsTakenAndCanBeLeft(t *testing.T) {
	desk := &fakeDesk{set: shop(), fakeAtlas: fakeAtlas{news: newer()}}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	p := m.Postal
	if p.CanRead() || p.CanGoBack() || p.Is().Own {
		t.Error("nothing is named, and something can be read or gone back to")
	}
	p.Type(` "/home/chihiro/utf_ken_all.zip" `)
	p.Read()
	if p.State() != PostalRead || p.Path() != "/home/chihiro/utf_ken_all.zip" || p.News().Towns != 119_930 || desk.is.Own {
		t.Fatalf("read: %v, %+v", p.State(), p.News())
	}
	if p.Leave(); p.State() != PostalReady || desk.is.Own {
		t.Errorf("left: %v", p.State())
	}
	p.Take() // nothing is shown that could be taken
	if desk.is.Own {
		t.Fatal("taken without being shown")
	}
	p.Read()
	if p.Take(); p.State() != PostalTaken || !p.Is().Own || !p.CanGoBack() {
		t.Errorf("taken: %v, %+v", p.State(), p.Is())
	}
	if p.GoBack(); p.Is().Own || p.CanGoBack() {
		t.Errorf("gone back: %+v", p.Is())
	}
}

func TestAFileThatIsRefusedSaysWhyAndNothingChanges(t *testing.T) {
	desk := &fakeDesk{set: shop(), fakeAtlas: fakeAtlas{refuse: &data.Fault{Kind: data.Invalid, Key: "fault.postal.part"}}}
	m := New(desk, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
	m.Refresh()
	p := m.Postal
	p.Type("/x.csv")
	if p.Read(); p.State() != PostalFailed || data.KeyOf(p.Err()) != "fault.postal.part" || p.Is().Towns != 119_902 {
		t.Errorf("got %v, %v, %+v", p.State(), p.Err(), p.Is())
	}
	desk.refuse, desk.news = nil, newer()
	if p.Read(); p.State() != PostalRead {
		t.Errorf("another try: %v", p.State())
	}
}

func TestADownloadedFileIsSuggestedAndWhatIsTypedStays(t *testing.T) {
	for typed, want := range map[string]string{"": "/d/utf_ken_all.zip", "/mine.csv": "/mine.csv"} {
		m := New(&fakeDesk{set: shop(), fakeAtlas: fakeAtlas{found: []string{"/d/utf_ken_all.zip"}}}, nobody, task.Inline(t.Context()), func(data.Settings) {}, func() {})
		m.Postal.Type(typed)
		if m.Postal.Look([]string{"/d"}); m.Postal.Path() != want {
			t.Errorf("typed %q: %q", typed, m.Postal.Path())
		}
	}
}

func TestTheCardOfThePostalCodesLooksAsItShould(t *testing.T) {
	news := newer()
	for i := range 30 {
		news.New = append(news.New, "北海道札幌市中央区北"+string(rune('一'+i))+"条西")
	}
	for lang, name := range map[string]string{text.Japanese: "settings-postal", text.English: "settings-postal-en"} {
		v, w := shown(t, fyne.NewSize(theme.Px(1044), theme.Px(1700)), stage.Light, lang)
		atlas := &fakeAtlas{news: news}
		v.m.Postal.atlas = atlas
		v.Named("/home/chihiro/Downloads/utf_ken_all.zip")
		v.m.Postal.Read()
		stage.Picture(t, w, name)
		atlas.is = data.PostalTable{Own: true, Taken: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Towns: 119_930}
		v.m.Postal.Leave()
		v.m.Postal.Refresh()
		stage.Picture(t, w, name+"-own")
	}
}
