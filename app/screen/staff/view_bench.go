package staff

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/labels/stock"
)

// benchForm is the choices for the bench and the editor of the take-out rule.
type benchForm struct {
	auto           *widgets.Switch
	keep, idle     *widgets.Stepper
	renew          *widgets.Choice
	printer, stock *widgets.Choice
	save           *widgets.Button
	text           *widgets.Area
	publish        *widgets.Button
}

// renewals are the days after which everybody chooses a new passphrase.
func renewals() []int { return []int{0, 30, 60, 90, 180, 365} }

func (v *View) benchForm() benchForm {
	hours := func(n float64) string { return v.w.Say("staff.bench.hours", "n", int(n)) }
	minutes := func(n float64) string { return v.w.Say("staff.bench.minutes", "n", int(n)) }
	move := func(float64) { v.onBench() }
	pick := func(int) { v.onBench() }
	var renew []string
	for _, d := range renewals() {
		renew = append(renew, v.renewal(d))
	}
	f := benchForm{
		auto:    widgets.NewSwitch(v.w.Say("staff.bench.auto"), v.w.Say("staff.bench.auto.why"), false, func(bool) { v.onBench() }),
		keep:    widgets.NewStepper(v.w.Say("staff.bench.keep"), data.DefaultBenchKeep.Hours(), 1, data.MaxBenchKeep.Hours(), move).From(data.MinBenchKeep.Hours()).Saying(hours),
		idle:    widgets.NewStepper(v.w.Say("staff.bench.idle"), data.DefaultBenchIdle.Minutes(), 1, data.MaxIdle.Minutes(), move).From(data.MinIdle.Minutes()).Saying(minutes),
		renew:   widgets.NewChoice(renew, 0, pick),
		printer: widgets.NewChoice(nil, -1, pick),
		stock:   widgets.NewChoice(nil, -1, pick),
		save:    widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), v.m.Bench.Save),
		text:    widgets.NewArea(v.w.Say("staff.rule.hint"), 300),
		publish: widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), v.m.Bench.Publish),
	}
	f.stock.Find = func(words string) []int { return v.m.Bench.Shelf().Places(words) }
	f.stock.Looking = v.w.Say("stock.search")
	f.printer.Hint, f.stock.Hint = v.w.Say("staff.bench.noprinter"), v.w.Say("print.choose")
	f.text.OnChanged = func(s string) { v.onText(s) }
	return f
}

func (v *View) renewal(days int) string {
	if days == 0 {
		return v.w.Say("staff.bench.renew.never")
	}
	return v.w.Say("staff.bench.renew.days", "n", days)
}

// onBench takes the choices as they are made.
func (v *View) onBench() {
	if v.object == nil || v.m.Bench.State() != Ready {
		return
	}
	f, r := v.bench, v.m.Bench.Typed()
	r.AutoRelease = f.auto.On
	r.Keep, r.IdleLock = time.Duration(f.keep.Value)*time.Hour, time.Duration(f.idle.Value)*time.Minute
	if i := f.renew.Selected; i >= 0 && i < len(renewals()) {
		r.PassphraseDays = renewals()[i]
	}
	if all, _ := v.m.Bench.Printers(); f.printer.Selected >= 0 && f.printer.Selected < len(all) {
		r.Printer = all[f.printer.Selected].Device
	}
	if all := v.m.Bench.Shelf().All(); f.stock.Selected >= 0 && f.stock.Selected < len(all) {
		r.Stock = all[f.stock.Selected].Code
	}
	v.m.Bench.Type(r)
	f.save.Enable(v.m.Bench.CanSave())
}

// fillBench shows the choices without taking them for typed.
func (v *View) fillBench() {
	f, r := v.bench, v.m.Bench.Typed()
	f.auto.Set(r.AutoRelease)
	f.keep.Set(r.Keep.Hours())
	f.idle.Set(r.IdleLock.Minutes())
	names := make([]string, 0, len(renewals())+1)
	for _, d := range renewals() {
		names = append(names, v.renewal(d))
	}
	at := slices.Index(renewals(), r.PassphraseDays)
	if at < 0 { // chosen by an older or newer version of this list
		at, names = len(names), append(names, v.renewal(r.PassphraseDays))
	}
	f.renew.Set(names, at)
	all, _ := v.m.Bench.Printers()
	printers, _ := printerNames(all)
	at = slices.IndexFunc(all, func(p Printer) bool { return p.Device == r.Printer })
	if at < 0 && r.Printer != "" {
		at, printers = len(printers), append(printers, v.w.Say("staff.bench.away", "device", r.Printer))
	}
	f.printer.Set(printers, at)
	var papers []string
	shelf := v.m.Bench.Shelf().All()
	for _, s := range shelf {
		papers = append(papers, v.w.Stock(s))
	}
	f.stock.Set(papers, slices.IndexFunc(shelf, func(s stock.Stock) bool { return s.Code == r.Stock }))
	f.save.Enable(v.m.Bench.CanSave())
}

func (v *View) benchPage() fyne.CanvasObject {
	b := v.m.Bench
	if wait := v.waits(b.State(), b.Err()); wait != nil {
		return wait
	}
	v.fillBench()
	f := v.bench
	left := v.card("staff.bench.flow", f.auto, f.keep, widgets.Words(v.w.Say("staff.bench.keep.why"), quiet),
		f.idle, widgets.Labelled(v.w.Say("staff.bench.renew"), f.renew))
	paper := []fyne.CanvasObject{widgets.Words(v.w.Say("staff.bench.paper.why"), quiet), widgets.Labelled(v.w.Say("print.printer"), f.printer)}
	if all, err := b.Printers(); err != nil {
		paper = append(paper, widgets.Words(v.w.Fault(err), ochre))
	} else if i := f.printer.Selected; i >= 0 && i < len(all) && all[i].Fault != nil {
		paper = append(paper, widgets.Words(v.w.Fault(all[i].Fault), ochre))
	}
	paper = append(paper, widgets.Labelled(v.w.Say("print.stock"), f.stock))
	right := widgets.Col(16, v.card("staff.bench.paper", paper...), v.card("staff.bench.strict", v.strict()...))
	save := widgets.Row(16, widgets.Grow(widgets.Words(v.w.Say("staff.bench.save.why"), quiet)), f.save)
	return widgets.Col(0, widgets.Grow(widgets.Scroll(widgets.Pad(20, 32, 20, 32, widgets.Top(20, widgets.Grow(left), widgets.Grow(right))))), v.saveBar(save))
}

func (v *View) saveBar(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Ground(theme.Card, widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 32, 12, 32, o)))
}

// strict is a switch for each shop.
func (v *View) strict() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Words(v.w.Say("staff.bench.strict.why"), quiet)}
	for _, s := range v.m.Bench.Shops() {
		parts = append(parts, widgets.NewSwitch(s.Name, "", s.Strict, func(on bool) { v.m.Bench.Demand(s.ID, on) }))
	}
	if len(v.m.Bench.Shops()) == 0 {
		parts = append(parts, widgets.Words(v.w.Say("foot.noshop"), quiet))
	}
	return parts
}

func (v *View) onText(s string) {
	if v.object == nil || v.m.Bench.State() != Ready {
		return
	}
	v.m.Bench.Write(s)
	v.bench.publish.Enable(v.m.Bench.CanPublish())
}

// rulePage is the editor of the take-out rule.
func (v *View) rulePage() fyne.CanvasObject {
	b := v.m.Bench
	if wait := v.waits(b.State(), b.Err()); wait != nil {
		return wait
	}
	v.bench.text.Fill(b.Text())
	v.bench.publish.Enable(b.CanPublish())
	version := v.w.Say("staff.rule.none")
	if r := b.Rule(); r.Version > 0 {
		version = v.w.Say("staff.rule.version", "version", r.Version, "day", v.w.Date(r.At))
	}
	page := v.card("staff.rule.title", widgets.Words(v.w.Say("staff.rule.why"), quiet), v.bench.text, widgets.Words(version, quiet))
	save := widgets.Row(16, widgets.Grow(widgets.Words(v.w.Say("staff.rule.save.why"), quiet)), v.bench.publish)
	return widgets.Col(0, widgets.Grow(widgets.Scroll(widgets.Pad(20, 32, 20, 32, page))), v.saveBar(save))
}
