package prefs

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/data"
)

// The names under which things are kept.
const (
	keyLang    = "lang"
	keySize    = "text.size"
	keyLook    = "look"
	keyWide    = "window.width"
	keyHigh    = "window.height"
	keyPrinter = "print.device"
	keyStock   = "print.stock"
	keyStart   = "print.start"
	keyAlso    = "print.also." // and the kind of paper
	keyShop    = "unlock.shop"
	keyLast    = "unlock.last"
	keyName    = "unlock.name." // and the login's id
)

// Prefs are the choices of this computer.
type Prefs struct{ p fyne.Preferences }

// New reads and writes the toolkit's preferences.
func New(p fyne.Preferences) *Prefs { return &Prefs{p} }

// Lang is the language of the screens.
func (p *Prefs) Lang() string        { return p.p.StringWithFallback(keyLang, "ja") }
func (p *Prefs) SetLang(lang string) { p.p.SetString(keyLang, lang) }

// TextSize is how large everything is shown.
func (p *Prefs) TextSize() theme.TextSize     { return theme.TextSize(p.p.Int(keySize)) }
func (p *Prefs) SetTextSize(s theme.TextSize) { p.p.SetInt(keySize, int(s)) }

// Look is whether paper or night is shown.
func (p *Prefs) Look() theme.Look     { return theme.Look(p.p.Int(keyLook)) }
func (p *Prefs) SetLook(l theme.Look) { p.p.SetInt(keyLook, int(l)) }

// Window is the size the window had.
func (p *Prefs) Window() fyne.Size {
	return fyne.NewSize(float32(p.p.FloatWithFallback(keyWide, 1180)), float32(p.p.FloatWithFallback(keyHigh, 760)))
}

// SetWindow keeps the window's size.
func (p *Prefs) SetWindow(s fyne.Size) {
	p.p.SetFloat(keyWide, float64(s.Width))
	p.p.SetFloat(keyHigh, float64(s.Height))
}

// Printer, Stock and Start are where and on what was printed last.
func (p *Prefs) Printer() string { return p.p.String(keyPrinter) }
func (p *Prefs) Stock() string   { return p.p.String(keyStock) }
func (p *Prefs) Start() int      { return p.p.Int(keyStart) }

// Remember keeps them.
func (p *Prefs) Remember(printer, stock string, start int) {
	p.p.SetString(keyPrinter, printer)
	p.p.SetString(keyStock, stock)
	p.p.SetInt(keyStart, start)
}

// Also is whether lists or slips are printed with the labels, and where.
func (p *Prefs) Also(k data.RunKind) (printer string, on bool) {
	key := keyAlso + strconv.Itoa(int(k))
	return p.p.String(key), p.p.Bool(key + ".on")
}

// RememberAlso keeps it.
func (p *Prefs) RememberAlso(k data.RunKind, printer string, on bool) {
	key := keyAlso + strconv.Itoa(int(k))
	p.p.SetString(key, printer)
	p.p.SetBool(key+".on", on)
}

// AtBench is where and on what the bench printed last, apart from the owner's.
func (p *Prefs) AtBench() Bench { return Bench{p} }

// Bench remembers the printing of the bench. Where it never printed, it is the
// owner's printer.
type Bench struct{ p *Prefs }

// Printer, Stock and Start are as those of Prefs.
func (b Bench) Printer() string { return b.p.p.StringWithFallback("bench."+keyPrinter, b.p.Printer()) }
func (b Bench) Stock() string   { return b.p.p.StringWithFallback("bench."+keyStock, b.p.Stock()) }
func (b Bench) Start() int      { return b.p.p.Int("bench." + keyStart) }

// Remember keeps them.
func (b Bench) Remember(printer, stock string, start int) {
	b.p.p.SetString("bench."+keyPrinter, printer)
	b.p.p.SetString("bench."+keyStock, stock)
	b.p.p.SetInt("bench."+keyStart, start)
}

// ShopName, LastLogin and Name are what the unlock screen shows.
func (p *Prefs) ShopName() string         { return p.p.String(keyShop) }
func (p *Prefs) LastLogin() string        { return p.p.String(keyLast) }
func (p *Prefs) Name(login string) string { return p.p.String(keyName + login) }

// SetShopName keeps the shop's name.
func (p *Prefs) SetShopName(s string) { p.p.SetString(keyShop, s) }

// SetLast keeps whose unlock screen comes next, and SetName how a login is
// called there.
func (p *Prefs) SetLast(login string)       { p.p.SetString(keyLast, login) }
func (p *Prefs) SetName(login, name string) { p.p.SetString(keyName+login, name) }

// SetLogin keeps who opened last, and the name to show for them.
func (p *Prefs) SetLogin(login, name string) {
	p.p.SetString(keyLast, login)
	p.p.SetString(keyName+login, name)
}
