package newphrase

import (
	"bytes"
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

// Passphrases makes and weighs passphrases.
type Passphrases interface {
	// Generate is a passphrase to accept; who gets it wipes it.
	Generate() ([]byte, error)
	// Judge says how strong a passphrase is, or with a fault.vault.weak.* why it
	// is refused. Names are words it must not contain.
	Judge(passphrase []byte, names ...string) (Strength, error)
}

// Strength of a passphrase, in words: setup.strength.*.
type Strength int

// The strengths of passphrases that are not refused.
const (
	Fair Strength = iota + 1
	Strong
	VeryStrong
)

var quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}

// Config is what the form needs.
type Config struct {
	Passphrases Passphrases
	Words       *text.Words
	Names       func() []string // words a passphrase must not contain
	Changed     func()          // draw the parts again
	Submit      func()          // Enter in the last field
}

// Form is the two fields, the strength, and what is offered.
type Form struct {
	c        Config
	fields   [2]*secret.Field
	offer    *secret.Picture
	strength Strength
	weak     error
}

// New is an empty form.
func New(c Config) *Form {
	f := &Form{c: c, fields: [2]*secret.Field{secret.NewField(), secret.NewField()}, offer: secret.NewPicture(22)}
	f.fields[0].High, f.fields[1].High = 40, 40
	f.fields[0].OnChange = func(int) { f.judge() }
	f.fields[0].OnSubmit = func() { widgets.Focus(f.fields[1]) }
	f.fields[1].OnChange = func(int) { c.Changed() }
	f.fields[1].OnSubmit = c.Submit
	return f
}

func (f *Form) judge() {
	f.strength, f.weak = 0, nil
	if f.fields[0].Len() > 0 {
		f.strength, f.weak = f.c.Passphrases.Judge(f.fields[0].Peek(), f.c.Names()...)
	}
	f.c.Changed()
}

// Focus puts the keyboard on the first field.
func (f *Form) Focus() { widgets.Focus(f.fields[0]) }

// Enable lets the form be typed into, or not.
func (f *Form) Enable(on bool) { f.fields[0].Enable(on); f.fields[1].Enable(on) }

// Ready reports whether the same passphrase stands there twice and is not
// refused.
func (f *Form) Ready() bool {
	return f.weak == nil && f.fields[0].Len() > 0 && bytes.Equal(f.fields[0].Peek(), f.fields[1].Peek())
}

// Weak is why what was typed is refused, nil when it is not.
func (f *Form) Weak() error { return f.weak }

// Take hands the passphrase out and empties the form. Whoever takes it wipes
// it.
func (f *Form) Take() []byte {
	f.offer.Wipe()
	f.fields[1].Wipe()
	return f.fields[0].Take()
}

// Wipe overwrites everything.
func (f *Form) Wipe() {
	f.offer.Wipe()
	f.fields[0].Wipe()
	f.fields[1].Wipe()
}

// First and Again are the two fields with their captions; the strength stands
// under the first.
func (f *Form) First(caption string) fyne.CanvasObject {
	w := f.c.Words
	strength := widgets.Words(w.Say("setup.strength.rule"), quiet)
	if f.weak != nil {
		strength = widgets.Words(w.Fault(f.weak), widgets.Type{Size: theme.Small, Color: theme.Ochre})
	} else if f.strength > 0 {
		strength = widgets.Words(w.Say("setup.strength."+strconv.Itoa(int(f.strength))), widgets.Type{Size: theme.Small, Color: theme.Pine})
	}
	return widgets.Col(4, widgets.Labelled(caption, f.fields[0]), strength)
}

func (f *Form) Again() fyne.CanvasObject {
	return widgets.Labelled(f.c.Words.Say("setup.repeat"), f.fields[1])
}

// Suggestion offers a generated passphrase, drawn as pixels.
func (f *Form) Suggestion() fyne.CanvasObject {
	w := f.c.Words
	parts := []fyne.CanvasObject{
		widgets.Text(w.Say("setup.offer"), widgets.Type{Bold: true}),
		widgets.Words(w.Say("setup.offer.why"), quiet),
	}
	if f.offer.Visible() && f.offer.Len() > 0 {
		parts = append(parts, widgets.Plate(theme.KraftWash, theme.None, 0, 8, widgets.Pad(12, 16, 12, 16, f.offer)))
	}
	parts = append(parts, widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", w.Say("setup.offer.go"), f.Offer)))
	return widgets.Col(8, parts...)
}

// Offer draws a generated passphrase to be copied.
func (f *Form) Offer() {
	words, err := f.c.Passphrases.Generate()
	if err != nil {
		return // then one is thought up
	}
	f.offer.Set(words)
	clear(words)
	f.c.Changed()
	f.Focus()
}

// Fields are the two fields, for tests that type into them.
func (f *Form) Fields() [2]*secret.Field { return f.fields }
