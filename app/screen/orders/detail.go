package orders

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

var (
	small = widgets.Type{Size: theme.Small}
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	money = widgets.Type{Mono: true, Align: fyne.TextAlignTrailing}
)

// detail is the open order at the right: ship-tos, items, money, remarks.
type detail struct {
	w      *text.Words
	order  data.Order
	shop   string
	close  func()
	note   fyne.CanvasObject // the field of the note
	reveal fyne.CanvasObject // what unmasks phone numbers and e-mails
	bare   bool              // they are unmasked
	apart  func(data.Parcel) // gives it a box of its own
}

func (d detail) object() fyne.CanvasObject {
	body := []fyne.CanvasObject{}
	warn := func(words string) {
		body = append(body, widgets.Pad(0, 20, 12, 20, widgets.Note(widgets.Waits, words)))
	}
	if d.order.Trouble != "" {
		warn(d.w.Say("orders.trouble", "what", d.w.Say("event.problem."+string(d.order.Trouble.Tidy()))))
	}
	for _, p := range d.order.Problems {
		warn(d.w.Trouble(p.Key))
	}
	body = append(body, d.section(d.shipTos()))
	if d.hasContact() {
		body = append(body, d.section(d.contact()))
	}
	note := widgets.Col(4, widgets.Text(d.w.Say("orders.note"), quiet), d.note)
	body = append(body, d.section(note), d.section(d.goods()), d.section(d.sums()))
	if d.order.Remarks != "" {
		remarks := widgets.Col(4, widgets.Text(d.w.Say("orders.remarks"), quiet), widgets.Words(d.order.Remarks, widgets.Type{}))
		body = append(body, d.section(remarks))
	}
	return widgets.Col(0, d.head(), widgets.Grow(widgets.Scroll(widgets.Col(0, body...))))
}

func (d detail) section(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Col(0, widgets.Rule(), widgets.Pad(12, 20, 12, 20, o))
}

// longNumber is as long as an order's number can be in the largest letters; 楽天
// has some of 26 characters.
const longNumber = 16

func (d detail) head() fyne.CanvasObject {
	o := d.order
	size := float32(theme.Title)
	if len(o.Remote.Number) > longNumber {
		size = theme.Strong
	}
	first := widgets.Row(8, widgets.Text(o.Remote.Number, widgets.Type{Size: size, Bold: true}), widgets.NewCopier("", o.Remote.Number),
		widgets.Space(), widgets.NewButton(widgets.Plain, "close", "", d.close))
	when := d.w.Say("orders.placed", "day", d.w.Date(o.Remote.PlacedAt), "time", d.w.Clock(o.Remote.PlacedAt))
	lines := []fyne.CanvasObject{first, widgets.Cut(strings.TrimSpace(when+"  "+d.payment()), quiet)}
	if chips := d.chips(); len(chips) > 0 {
		lines = append(lines, widgets.Pad(4, 0, 0, 0, widgets.Row(8, chips...)))
	}
	return widgets.Pad(8, 8, 12, 20, widgets.Col(0, lines...))
}

// chips say where the order comes from, and that it is a gift.
func (d detail) chips() (all []fyne.CanvasObject) {
	if d.shop != "" {
		all = append(all, widgets.Chip(widgets.Ring, d.shop))
	}
	if slices.ContainsFunc(d.order.Parcels, func(p data.Parcel) bool { return p.Gift != "" }) {
		all = append(all, widgets.Chip(widgets.Craft, d.w.Say("chip.gift")))
	}
	return all
}

func (d detail) payment() string {
	p := d.order.Payment
	key := "orders.pay.waiting"
	switch {
	case p.COD && p.Method != "":
		return p.Method // it says so itself
	case p.COD:
		key = "orders.pay.cod"
	case p.Paid:
		key = "orders.pay.paid"
	}
	return d.w.Say(key, "method", p.Method)
}

func (d detail) shipTos() fyne.CanvasObject {
	title := d.w.Say("orders.shipto")
	if n := len(d.order.Parcels); n > 1 {
		title = d.w.Say("orders.shiptos", "n", n)
	}
	parts := []fyne.CanvasObject{widgets.Text(title, quiet)}
	for i, p := range d.order.Parcels {
		block := d.shipTo(p)
		if len(d.order.Parcels) > 1 {
			block = widgets.Top(12, widgets.Pad(2, 0, 0, 0, widgets.Badge(strconv.Itoa(i+1))), widgets.Grow(block))
		}
		parts = append(parts, widgets.Pad(0, 0, 6, 0, block))
	}
	return widgets.Col(4, parts...)
}

func (d detail) shipTo(p data.Parcel) fyne.CanvasObject {
	who := []fyne.CanvasObject{widgets.Grow(widgets.Words(d.called(p.To.Name), widgets.Type{Bold: true}))}
	if p.Gift != "" {
		who = append(who, widgets.Chip(widgets.Craft, p.Gift))
	}
	lines := []fyne.CanvasObject{widgets.Top(6, append(who, widgets.NewCopier(d.w.Say("orders.copy"), d.block(p.To)))...)}
	add := func(s string, t widgets.Type) {
		if strings.TrimSpace(s) != "" {
			lines = append(lines, widgets.Words(s, t))
		}
	}
	a := p.To.Address
	add(p.To.Company, small)
	add(d.w.Postal(a.Postal), small)
	add(a.Prefecture+a.Street, small)
	add(a.Building, small)
	if p.To.Phone != "" {
		lines = append(lines, d.unmasked(d.w.Say("orders.phone", "number", p.To.Phone), p.To.Phone))
	}
	add(d.wanted(p.Wanted), quiet)
	if p.Box != "" {
		apart := widgets.NewButton(widgets.Outlined, "box", d.w.Say("orders.apart"), func() { d.apart(p) })
		lines = append(lines, widgets.Pad(8, 0, 6, 0, widgets.Words(d.w.Say("orders.box", "number", p.Box), small)), widgets.Row(0, apart))
	}
	if p.Tracking != "" {
		words := d.w.Say("orders.tracking", "carrier", p.Carrier, "number", p.Tracking)
		lines = append(lines, beside(widgets.Words(words, quiet), p.Tracking))
	}
	return widgets.Col(0, lines...)
}

// called is a name as one addresses it; nothing without a name.
func (d detail) called(name string) string {
	if name == "" {
		return ""
	}
	return strings.TrimSpace(name + " " + d.w.Say("orders.sama"))
}

// block is a ship-to as it is written on a parcel.
func (d detail) block(to data.Contact) string {
	a := to.Address
	lines := []string{d.w.Postal(a.Postal), a.Prefecture + a.Street, a.Building, to.Company, d.called(to.Name)}
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" }), "\n")
}

// unmasked is a line whose value can be copied once it can be read.
func (d detail) unmasked(words, value string) fyne.CanvasObject {
	if !d.bare {
		return widgets.Words(words, small)
	}
	return beside(widgets.Words(words, small), value)
}

// beside puts the button that copies a value at the end of its line.
func beside(line fyne.CanvasObject, value string) fyne.CanvasObject {
	return widgets.Row(6, widgets.Grow(line), widgets.NewCopier("", value))
}

// hasContact reports whether there is anything to unmask.
func (d detail) hasContact() bool {
	b := d.order.Buyer
	has := b.Phone != "" || b.Email != ""
	for _, p := range d.order.Parcels {
		has = has || p.To.Phone != "" || p.To.Email != ""
	}
	return has
}

// contact is how to reach who ordered, masked unless it was asked for.
func (d detail) contact() fyne.CanvasObject {
	b := d.order.Buyer
	lines := []fyne.CanvasObject{widgets.Text(d.w.Say("orders.contact"), quiet)}
	if b.Name != "" {
		lines = append(lines, widgets.Words(b.Name, small))
	}
	if b.Phone != "" {
		lines = append(lines, d.unmasked(d.w.Say("orders.phone", "number", b.Phone), b.Phone))
	}
	if b.Email != "" {
		lines = append(lines, d.unmasked(d.w.Say("orders.email", "address", b.Email), b.Email))
	}
	return widgets.Col(0, append(lines, widgets.Pad(8, 0, 0, 0, d.reveal))...)
}

func (d detail) wanted(x data.Wanted) string {
	if x.Date.IsZero() && x.Slot == "" {
		return d.w.Say("orders.anytime")
	}
	day := ""
	if !x.Date.IsZero() {
		day = d.w.Date(x.Date) + " "
	}
	return day + d.w.Slot(x.Slot)
}

func (d detail) goods() fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Text(d.w.Say("orders.items"), quiet)}
	for _, l := range d.order.Lines {
		name := strings.TrimSpace(l.Name + " " + l.Option)
		parts = append(parts, d.line(widgets.Badge(strconv.Itoa(l.Parcel+1)), name, "×"+strconv.Itoa(l.Quantity), l.Total))
	}
	for _, c := range d.order.Charges {
		parts = append(parts, d.line(widgets.Fixed(20, 20, widgets.Slot()), d.charge(c), "", c.Amount))
	}
	return widgets.Col(2, parts...)
}

func (d detail) charge(c data.Charge) string {
	if c.Label != "" {
		return c.Label
	}
	return d.w.Say("charge." + chargeNames[c.Kind])
}

// chargeNames are the ends of the keys charge.*.
var chargeNames = map[data.ChargeKind]string{
	data.Shipping: "shipping", data.PaymentFee: "fee", data.Wrapping: "wrapping",
	data.Discount: "discount", data.Coupon: "coupon", data.Points: "points", data.OtherCharge: "other",
}

func (d detail) line(lead fyne.CanvasObject, name, count string, total data.Money) fyne.CanvasObject {
	if len(d.order.Parcels) < 2 {
		lead = nil // one ship-to: every line goes there
	}
	return widgets.Top(8, lead, widgets.Grow(widgets.Words(name, widgets.Type{})),
		widgets.Fixed(44, 24, widgets.Text(count, money)), widgets.Fixed(72, 24, widgets.Text(total.Plain(), money)))
}

func (d detail) sums() fyne.CanvasObject {
	o := d.order.Sum
	parts := []fyne.CanvasObject{}
	for _, r := range o.Rates {
		key := "orders.rate"
		if r.RateBP == 800 {
			key = "orders.rate.reduced"
		}
		tax := widgets.Type{Size: theme.Small, Color: theme.Ink2, Align: fyne.TextAlignTrailing}
		gross := widgets.Type{Size: theme.Small, Color: theme.Ink2, Mono: true, Align: fyne.TextAlignTrailing}
		parts = append(parts, widgets.Row(8,
			widgets.Grow(widgets.Cut(d.w.Say(key, "rate", percent(r.RateBP)), quiet)),
			widgets.Text(d.w.Say("orders.tax", "amount", r.Tax), tax),
			widgets.Fixed(72, 20, widgets.Text(r.Gross.Plain(), gross))))
	}
	total := widgets.Text(d.w.Amount(o.Total, o.Currency), widgets.Type{Size: theme.Strong, Mono: true, Align: fyne.TextAlignTrailing})
	return widgets.Col(2, append(parts, widgets.Row(8,
		widgets.Grow(widgets.Cut(d.w.Say("orders.total"), widgets.Type{Bold: true})), total))...)
}

// percent writes basis points as people do: 1000 is 10, 650 is 6.5.
func percent(bp int) string {
	return strconv.FormatFloat(float64(bp)/100, 'f', -1, 64)
}
