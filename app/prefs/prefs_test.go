package prefs

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/theme"
)

func TestWhatWasChosenIsThereTheNextTime(t *testing.T) {
	app := test.NewTempApp(t)
	p := New(app.Preferences())
	if p.Lang() != "ja" || p.Window() != fyne.NewSize(1180, 760) || p.TextSize() != theme.Standard {
		t.Errorf("at first: got %q %v %v", p.Lang(), p.Window(), p.TextSize())
	}
	p.SetLang("en")
	p.SetTextSize(theme.Larger)
	if p.Look() != theme.Light {
		t.Errorf("at first: got look %v, want paper", p.Look())
	}
	p.SetLook(theme.OfSystem)
	p.SetWindow(fyne.NewSize(960, 640))
	p.Remember("ipp://desk", "a4-12", 7)
	p.SetShopName("山の湯呑み店")
	p.SetLogin("a", "山野 千尋")
	q := New(app.Preferences())
	if q.Lang() != "en" || q.TextSize() != theme.Larger || q.Look() != theme.OfSystem || q.Window() != fyne.NewSize(960, 640) {
		t.Errorf("got %q %v %v", q.Lang(), q.TextSize(), q.Window())
	}
	if q.Printer() != "ipp://desk" || q.Stock() != "a4-12" || q.Start() != 7 {
		t.Errorf("got %q %q %d", q.Printer(), q.Stock(), q.Start())
	}
	if q.ShopName() != "山の湯呑み店" || q.LastLogin() != "a" || q.Name("a") != "山野 千尋" {
		t.Errorf("got %q %q %q", q.ShopName(), q.LastLogin(), q.Name("a"))
	}
}
