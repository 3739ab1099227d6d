package raw_test

import (
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/printer/raw"
	"nifuda/labels/printer/raw/rawtest"
)

func TestPaperThatIsNotInThePrinterIsSaidBeforeAnythingIsPrinted(t *testing.T) {
	s, p := labelled(t, data.Manner{Speaks: data.Brother, DPI: 300}, "一"), rawtest.New(t, data.Brother)
	for i := range s.pages {
		s.pages[i].Width = 29 // 62 mm is in it
		s.pages[i].Height = 90
	}
	got, err := client().Print(t.Context(), s.job(p), nil)
	if data.KeyOf(err) != printer.Media || got.Sent {
		t.Errorf("got %+v, %v", got, err)
	}
	s.pages[0].Width = 210
	if got, err := client().Print(t.Context(), s.job(p), nil); data.KeyOf(err) != printer.Media || got.Sent {
		t.Errorf("A4: got %+v, %v", got, err)
	}
}

func TestOnlySocketsAreDialled(t *testing.T) {
	for _, address := range []string{"file:///tmp/x", "socket://", "socket://user@printer", "socket:///tmp/x", "ipp://printer/", "9100", ""} {
		if _, err := raw.Host(address); err == nil {
			t.Errorf("%s was taken for a socket", address)
		}
	}
	if host, err := raw.Host("socket://192.0.2.7?waiteof=false"); err != nil || host != "192.0.2.7:9100" {
		t.Errorf("got %s, %v", host, err)
	}
}
