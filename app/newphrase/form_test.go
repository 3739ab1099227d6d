package newphrase

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeHouse struct{ names []string }

func (f *fakeHouse) Generate() ([]byte, error) { return []byte("korega himitsu desu yo"), nil }
func (f *fakeHouse) Judge(p []byte, names ...string) (Strength, error) {
	f.names = names
	if len(p) < 8 {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak.short"}
	}
	return Strong, nil
}

func TestAPassphraseIsReadyWhenItStandsThereTwiceAndIsNotRefused(t *testing.T) {
	stage.Dress(t, stage.Light)
	h := &fakeHouse{}
	f := New(Config{Passphrases: h, Words: stage.Words(t, text.Japanese), Names: func() []string { return []string{"小川"} }, Changed: func() {}, Submit: func() {}})
	type both struct{ first, again string }
	for _, c := range []struct {
		name string
		both
		ready bool
		weak  string
	}{
		{"nothing", both{"", ""}, false, ""},
		{"once", both{"korega himitsu", ""}, false, ""},
		{"twice, but not the same", both{"korega himitsu", "korega himitsi"}, false, ""},
		{"too weak", both{"abc", "abc"}, false, "fault.vault.weak.short"},
		{"twice the same", both{"korega himitsu", "korega himitsu"}, true, ""},
	} {
		f.Wipe()
		test.Type(f.fields[0], c.first)
		test.Type(f.fields[1], c.again)
		weak := ""
		if f.Weak() != nil {
			weak = data.KeyOf(f.Weak())
		}
		if f.Ready() != c.ready || weak != c.weak {
			t.Errorf("%s: got %v, %q, want %v, %q", c.name, f.Ready(), weak, c.ready, c.weak)
		}
	}
	if len(h.names) != 1 || h.names[0] != "小川" {
		t.Errorf("judged against %q", h.names)
	}
}

func TestWhatIsTakenOutIsGoneFromTheForm(t *testing.T) {
	stage.Dress(t, stage.Light)
	f := New(Config{Passphrases: &fakeHouse{}, Words: stage.Words(t, text.Japanese), Names: func() []string { return nil }, Changed: func() {}, Submit: func() {}})
	f.Offer()
	test.Type(f.fields[0], "korega himitsu")
	test.Type(f.fields[1], "korega himitsu")
	if got := string(f.Take()); got != "korega himitsu" {
		t.Errorf("got %q", got)
	}
	if f.fields[0].Len()+f.fields[1].Len()+f.offer.Len() != 0 {
		t.Error("something stayed in the form")
	}
}
