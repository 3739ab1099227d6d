package connect

import (
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
	"nifuda/data"
)

var quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}

// proofs say how far an adapter can be trusted.
var proofs = map[data.Proof]string{data.ByNames: "connect.proof.names", data.BySamples: "connect.proof.samples", data.ByServer: "connect.proof.server"}

// View is the form with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	forms  []data.BrandForm
	names  []string // of the kinds
	kind   *widgets.Choice
	url    *widgets.Field
	name   *widgets.Field // what the shop is called, where it does not say
	keys   []key          // of the chosen kind
	code   *widgets.Field
	back   *widgets.Field // the address to register, for copying
	object *fyne.Container
	tell   func() // somebody else has the button: whether it can be pressed changed
	opened string // the page that was opened in the browser
	wide   bool
}

// key is a field for one of the keys: one that shows what is typed, or one that
// does not.
type key struct {
	name   string
	open   *widgets.Field
	secret *secret.Field
}

func (k key) object() fyne.CanvasObject {
	if k.open != nil {
		return k.open
	}
	return k.secret
}

func (k key) filled() bool {
	return k.open != nil && k.open.Text != "" || k.secret != nil && k.secret.Len() > 0
}

func (k key) take() []byte {
	if k.open != nil {
		return []byte(k.open.Text)
	}
	return k.secret.Take()
}

func (k key) wipe() {
	if k.secret != nil {
		k.secret.Wipe()
	}
}

// NewView is an empty form. done is called after a shop was connected.
func NewView(desk Desk, keep Keep, run *task.Runner, w *text.Words, done func()) *View {
	v := &View{w: w, forms: data.BrandForms(), url: widgets.NewField("https://"), name: widgets.NewField(""), code: widgets.NewField(""), back: widgets.NewField(""), object: widgets.Slot()}
	v.m = New(desk, keep, run, v.changed, done)
	for _, f := range v.forms {
		v.names = append(v.names, w.Say("brand."+string(f.Brand)))
	}
	v.kind = widgets.NewChoice(v.names, 0, func(i int) { v.Choose(v.forms[i].Brand) })
	v.url.OnChanged = func(string) { v.told() }
	v.url.OnSubmitted = func(string) { v.step(-1) }
	v.name.OnChanged = func(string) { v.told() }
	v.name.OnSubmitted = func(string) { v.step(-1) }
	v.code.OnSubmitted = func(copied string) { v.m.Code(copied) }
	v.changed()
	return v
}

// Fix shows what a shop that is connected already needs typed again.
func (v *View) Fix(s data.Shop) *View {
	v.url.SetText(s.BaseURL)
	v.m.Fix(s.Brand)
	return v
}

// Object is the form on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Wipe overwrites keys that were typed and not used.
func (v *View) Wipe() {
	v.m.Cancel()
	for _, k := range v.keys {
		k.wipe()
	}
}

// Bare leaves the button to whoever shows the form and calls Connect. tell is
// called when Ready may have changed.
func (v *View) Bare(tell func()) *View {
	v.tell = tell
	v.changed()
	return v
}

// Wide sets two fields beside each other: some kinds need six.
func (v *View) Wide() *View {
	v.wide = true
	v.changed()
	return v
}

func (v *View) told() {
	if v.tell != nil {
		v.tell()
	}
}

// Ready reports whether everything the chosen kind needs is filled in, and no
// shop is being asked already.
func (v *View) Ready() bool {
	for i, k := range v.keys {
		if !k.filled() && !v.m.Form().Keys[i].Free {
			return false
		}
	}
	named := !v.unnamed() || strings.TrimSpace(v.name.Text) != ""
	return !v.m.Busy() && named && (!v.m.Form().Address || v.url.Text != "")
}

// unnamed reports whether the owner has to say what the shop is called.
func (v *View) unnamed() bool { return v.m.Form().Unnamed && !v.m.Fixed() }

// Choose takes another kind of shop.
func (v *View) Choose(b data.Brand) {
	for _, k := range v.keys {
		k.wipe()
	}
	v.keys = nil
	v.name.SetText("")
	v.kind.Set(v.names, slices.IndexFunc(v.forms, func(f data.BrandForm) bool { return f.Brand == b }))
	v.m.Choose(b)
}

// Connect tests what was filled in and keeps it.
func (v *View) Connect() {
	var keys [][]byte
	for _, k := range v.keys {
		keys = append(keys, k.take())
	}
	name := v.w.Say("brand." + string(v.m.Form().Brand))
	if typed := strings.TrimSpace(v.name.Text); v.unnamed() && typed != "" {
		name = typed
	}
	v.m.Connect(v.url.Text, name, keys)
}

// step goes from the i-th key to the next one, and connects after the last.
func (v *View) step(i int) {
	if i+1 < len(v.keys) {
		widgets.Focus(v.keys[i+1].object().(fyne.Focusable))
		return
	}
	if v.Ready() {
		v.Connect()
	}
}

// fields makes the fields of the chosen kind.
func (v *View) fields() {
	for i, k := range v.m.Form().Keys {
		one := key{name: k.Name}
		if k.Open {
			one.open = widgets.NewField("")
			one.open.OnChanged = func(string) { v.told() }
			one.open.OnSubmitted = func(string) { v.step(i) }
		} else {
			one.secret = secret.NewField()
			one.secret.High, one.secret.Dense = 40, true
			one.secret.Accept = func(r rune) (rune, bool) { return r, r > ' ' && r < 0x7f }
			one.secret.OnSubmit = func() { v.step(i) }
			one.secret.OnChange = func(int) { v.told() }
		}
		v.keys = append(v.keys, one)
	}
}

func (v *View) changed() {
	if v.kind == nil {
		return
	}
	if len(v.keys) != len(v.m.Form().Keys) {
		v.fields()
	}
	if page := v.m.Page(); v.m.State() == Granting && page != "" && page != v.opened {
		v.opened = page
		v.browse()
	}
	form := v.m.Form()
	brand := string(form.Brand)
	var parts []fyne.CanvasObject
	if !v.m.Fixed() {
		parts = append(parts, v.pairs(widgets.Labelled(v.w.Say("connect.kind"), v.kind))...)
	}
	parts = append(parts, widgets.Words(v.w.Say("brand."+brand+".hint"), quiet))
	if form.Brand != data.Demo && !v.m.Fixed() {
		parts = append(parts, widgets.Words(v.w.Say(proofs[form.Proof]), quiet))
	}
	parts = append(parts, v.pairs(v.asked()...)...)
	widgets.Put(v.object, widgets.Col(12, append(parts, v.state()...)...))
	v.told()
}

// asked are the fields of the chosen kind.
func (v *View) asked() (all []fyne.CanvasObject) {
	form := v.m.Form()
	if v.unnamed() {
		all = append(all, widgets.Labelled(v.w.Say("connect.name"), v.name))
	}
	if form.Address && !v.m.Fixed() {
		all = append(all, widgets.Labelled(v.w.Say("connect.url"), v.url))
	}
	if form.SignIn && !form.Copied {
		v.back.SetText(data.Redirect)
		all = append(all, widgets.Labelled(v.w.Say("connect.redirect"), v.back))
	}
	for _, k := range v.keys {
		all = append(all, widgets.Labelled(v.w.Say("connect.key."+string(form.Brand)+"."+k.name), k.object()))
	}
	return all
}

// pairs sets fields beside each other where there is room.
func (v *View) pairs(fields ...fyne.CanvasObject) []fyne.CanvasObject {
	if !v.wide {
		return fields
	}
	var rows []fyne.CanvasObject
	for two := range slices.Chunk(fields, 2) {
		row := []fyne.CanvasObject{widgets.Grow(two[0]), widgets.Space()}
		if len(two) > 1 {
			row[1] = widgets.Grow(two[1])
		}
		rows = append(rows, widgets.Top(20, row...))
	}
	return rows
}

// state is the button, or how the test goes.
func (v *View) state() []fyne.CanvasObject {
	look := widgets.Row(0, widgets.NewButton(widgets.Fix, "shop", v.w.Say("connect.go"), v.Connect))
	look.Hidden = v.tell != nil
	stop := func() fyne.CanvasObject {
		return widgets.NewButton(widgets.Outlined, "close", v.w.Say("cancel"), v.m.Cancel)
	}
	switch v.m.State() {
	case Granting:
		return v.granting(stop())
	case Testing:
		return []fyne.CanvasObject{widgets.Row(12, stop(), widgets.Text(v.w.Say("connect.testing"), quiet))}
	case Keeping:
		return []fyne.CanvasObject{widgets.Words(v.w.Say("connect.confirm"), quiet)}
	case Failed:
		return []fyne.CanvasObject{widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())), look}
	case Connected:
		return []fyne.CanvasObject{widgets.Note(widgets.Good, v.w.Say("connect.done", "shop", v.m.Name()))}
	}
	return []fyne.CanvasObject{look}
}

// granting is shown while the owner is in the browser.
func (v *View) granting(stop fyne.CanvasObject) []fyne.CanvasObject {
	if v.m.Page() == "" {
		return []fyne.CanvasObject{stop}
	}
	parts := []fyne.CanvasObject{widgets.Words(v.w.Say("connect.browser"), quiet)}
	if v.m.Form().Copied {
		parts = append(parts, widgets.Labelled(v.w.Say("connect.code"), v.code))
	}
	return append(parts, widgets.Row(12, stop, widgets.NewButton(widgets.Outlined, "shop", v.w.Say("connect.again"), v.browse)))
}

// browse opens the shop's page in the owner's browser.
func (v *View) browse() {
	page, err := url.Parse(v.opened)
	if err != nil {
		return
	}
	_ = fyne.CurrentApp().OpenURL(page) // if it does not open, the button is still there
}
