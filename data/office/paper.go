package office

import (
	"fmt"
	"slices"
	"time"

	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/data/tax"
)

// drafter makes the paper of a document out of a sale and the owner's choices.
type drafter struct {
	ask    data.DocumentAsk
	set    data.Settings
	now    time.Time
	sale   ledger.Sale
	traded time.Time
}

// paper fails with what Office.Draft tells of.
func (d *drafter) paper(s ledger.Sale) (data.Paper, error) {
	d.of(s)
	if err := d.may(); err != nil {
		return d.refused(), err
	}
	p := d.head()
	var err error
	switch d.ask.Kind {
	case data.PaperGift:
		p = d.gift(p)
	case data.PaperReturn:
		p, err = d.back(p)
	default:
		p, err = d.priced(p)
	}
	if err != nil {
		return d.refused(), err
	}
	return p, nil
}

// of takes the sale a paper is made of.
func (d *drafter) of(s ledger.Sale) {
	d.sale, d.traded = s, s.Order.Remote.PlacedAt
	if !s.Left.IsZero() {
		d.traded = s.Left
	}
}

// head is what stands on every paper of the sale.
func (d *drafter) head() data.Paper {
	s := d.sale
	p := data.Paper{Kind: d.ask.Kind, Issued: d.now, From: d.set.Sender, Terms: d.set.Tax, Words: d.words()}
	if p.From.Name == "" {
		p.From.Name = d.set.ShopName
	}
	p.Order = data.PaperOrder{Number: s.Order.Remote.Number, Placed: s.Order.Remote.PlacedAt, Traded: d.traded,
		Seq: d.ask.Seq, Parts: len(s.Order.Parcels), Payment: s.Order.Payment.Method}
	p.To = s.Order.Buyer.Recipient()
	if d.ask.Name != "" && d.ask.Name != p.To.Name {
		p.To.Name, p.To.Company = d.ask.Name, ""
	}
	return p
}

// slip is the packing slip of a parcel in a run. Where one with prices is not to
// be had, because of the order's state or its money, the parcel gets one
// without, from the shop to the ship-to: a slip needs no prices, and no order
// may hold up the others.
func (d *drafter) slip(s ledger.Sale) data.Paper {
	if d.ask.Kind != data.PaperGift {
		if p, err := d.paper(s); err == nil {
			return p
		}
		d.ask.Kind, d.set.Tax.GiftShop = data.PaperGift, true
	}
	d.of(s)
	return d.gift(d.head())
}

// refused is the paper of a document that is not to be had.
func (d *drafter) refused() data.Paper {
	return data.Paper{Kind: d.ask.Kind, Order: data.PaperOrder{Number: d.sale.Order.Remote.Number}}
}

// may says why a document is not to be had.
func (d *drafter) may() error {
	o, t := d.sale.Order, d.set.Tax
	deny := func(key string) error { return &data.Fault{Kind: data.Denied, Key: key} }
	switch {
	case t.Full && !t.Registered():
		return deny("fault.tax.unregistered")
	case o.State == data.Cancelled && d.ask.Kind != data.PaperReturn:
		return deny("fault.document.cancelled")
	case o.Sum.Currency != "JPY" && d.ask.Kind != data.PaperGift:
		return deny("fault.document.currency")
	case d.ask.Kind == data.PaperReceipt:
		return d.mayReceipt()
	}
	return nil
}

// mayReceipt: nobody gets two receipts of one payment, and none before it.
func (d *drafter) mayReceipt() error {
	o := d.sale.Order
	deny := func(key string) error { return &data.Fault{Kind: data.Denied, Key: key} }
	switch o.Payment.Means() {
	case data.MeansCOD:
		return deny("fault.document.cod")
	case data.MeansKonbini:
		return deny("fault.document.konbini")
	case data.MeansLater:
		return deny("fault.document.later")
	}
	switch {
	case !o.Payment.Paid:
		return deny("fault.document.unpaid")
	case d.ask.Name == "" && o.Buyer.Name == "" && o.Buyer.Company == "":
		return &data.Fault{Kind: data.Invalid, Key: "fault.document.name"}
	}
	return nil
}

func (d *drafter) words() data.PaperWords {
	t := d.set.Tax
	w := data.PaperWords{Remarks: d.ask.Remarks, Paid: d.sale.Order.Payment.Paid}
	switch d.ask.Kind {
	case data.PaperSlip, data.PaperGift:
		if w.Message = t.Message; w.Message == "" {
			w.Message = data.DefaultMessage
		}
	case data.PaperInvoice:
		w.Message = "下記のとおりご請求申し上げます。"
		if w.Paid {
			w.Message = "下記のとおりお買い上げいただきました。"
		}
	case data.PaperReturn:
		w.Message = "下記のとおりご返金いたします。"
		w.Sold = fmt.Sprintf("%s（%s）", d.traded.Format("2006年1月2日"), d.sale.Order.Remote.Number)
	case data.PaperReceipt:
		w.Card = d.sale.Order.Payment.Means() == data.MeansCard
		w.Code = d.sale.Order.Payment.Means() == data.MeansCode && t.CodeFree
		for _, p := range []string{d.ask.Proviso, t.Proviso, data.DefaultProviso} {
			if w.Proviso == "" {
				w.Proviso = p
			}
		}
	}
	return w
}

// gift is a slip of one parcel, or of all, without any amount.
func (d *drafter) gift(p data.Paper) data.Paper {
	o := d.sale.Order
	at := slices.IndexFunc(o.Parcels, func(x data.Parcel) bool { return x.ID == d.ask.Parcel })
	if at < 0 {
		at = 0
	}
	parcel := o.Parcels[at]
	p.To, p.Words.Gift, p.Order.Payment = parcel.To.Recipient(), parcel.Gift, ""
	p.Order.Part = at + 1
	if !d.set.Tax.GiftShop {
		p.From = data.Sender{Name: o.Buyer.Name, Address: o.Buyer.Address}
		if p.From.Name == "" {
			p.From.Name = o.Buyer.Company
		}
	}
	p.Terms = data.TaxTerms{Message: p.Terms.Message, GiftShop: p.Terms.GiftShop}
	for _, l := range o.Lines {
		if l.Parcel == at {
			p.Items = append(p.Items, data.PaperItem{SKU: l.SKU, Name: l.Name, Option: l.Option, Quantity: l.Quantity})
		}
	}
	return p
}

// priced is a document with the whole order's figures.
func (d *drafter) priced(p data.Paper) (data.Paper, error) {
	o := d.sale.Order
	sum, err := tax.Order(o, p.Terms, d.traded)
	if err != nil {
		return p, err
	}
	if sum.Due != o.Sum.Total {
		return p, &data.Fault{Kind: data.Denied, Key: "fault.document.sum", Args: map[string]any{"ours": sum.Due.Yen(), "shops": o.Sum.Total.Yen()}}
	}
	if d.ask.Kind == data.PaperReceipt {
		if sum.Due <= 0 {
			return p, &data.Fault{Kind: data.Denied, Key: "fault.document.nothing"}
		}
		sum.Stamp = tax.Stamp(stated(sum, p.Terms.Registered()), true, !p.Words.Card && !p.Words.Code)
	}
	p.Sum = sum
	d.rows(&p)
	return p, nil
}

// stated is the amount a stamp goes by: without the tax that is stated beside
// it. Where points paid a part nobody says of which, so all of it counts. All of
// it counts too where the shop is not registered: whoever owes no consumption
// tax states none. A shop that owes it unregistered may stamp too much by this,
// never too little.
func stated(sum data.PaperSum, registered bool) data.Money {
	net := sum.Due
	for _, r := range sum.Rates {
		if registered && sum.Points == 0 {
			net -= r.Tax
		}
	}
	return net
}

// rows are the goods, the charges and the ship-tos of the order.
func (d *drafter) rows(p *data.Paper) {
	o, rates := d.sale.Order, tax.At(d.traded)
	elsewhere := len(o.Parcels) > 1 || o.Parcels[0].To.Recipient() != o.Buyer.Recipient()
	for i, x := range o.Parcels {
		if elsewhere {
			p.Order.Ships = append(p.Order.Ships, x.To.Recipient())
		}
		if i == 0 && len(o.Parcels) == 1 {
			p.Words.Gift = x.Gift
		}
	}
	for _, l := range o.Lines {
		it := data.PaperItem{SKU: l.SKU, Name: l.Name, Option: l.Option, Quantity: l.Quantity, Unit: l.Unit, Amount: l.Total,
			RateBP: l.RateBP, Reduced: rates.IsReduced(l.RateBP)}
		if len(o.Parcels) > 1 {
			it.Ship = l.Parcel + 1
		}
		p.Items = append(p.Items, it)
	}
	for _, c := range o.Charges {
		if c.Kind == data.Points && p.Terms.PointsPay && c.Amount < 0 {
			continue // it stands below the total
		}
		row := data.PaperCharge{Kind: c.Kind, Label: c.Label, Amount: c.Amount}
		if c.Amount > 0 || c.RateBP != 0 {
			row.RateBP = tax.ChargeRate(c, d.traded)
			row.Reduced = rates.IsReduced(row.RateBP)
		}
		p.Charges = append(p.Charges, row)
	}
}

// back is what is given back: all of the order, or amounts of it.
func (d *drafter) back(p data.Paper) (data.Paper, error) {
	o, rates := d.sale.Order, tax.At(d.traded)
	sold, err := tax.Order(o, p.Terms, d.traded)
	if err != nil {
		return p, err
	}
	p.Order.Traded = d.now
	if len(d.ask.Back)+len(d.ask.Goods) == 0 {
		p.Sum = sold
		d.rows(&p)
		p.Words.Gift, p.Order.Ships, p.Words.Whole = "", nil, true
	} else if err := d.parts(&p, rates); err != nil {
		return p, err
	}
	over := p.Sum.Due <= 0 || d.sale.Returned+p.Sum.Due > sold.Due
	for _, r := range p.Sum.Rates {
		over = over || !slices.ContainsFunc(sold.Rates, func(s data.TaxTotal) bool {
			return s.RateBP == r.RateBP && s.Gross >= d.sale.RateBack[r.RateBP]+r.Gross
		})
	}
	if over {
		return p, &data.Fault{Kind: data.Invalid, Key: "fault.document.refund", Args: map[string]any{"left": (sold.Due - d.sale.Returned).Yen()}}
	}
	return p, nil
}

// parts are the amounts that are given back, one row each.
func (d *drafter) parts(p *data.Paper, rates tax.Rates) error {
	items, err := d.goods(p, rates)
	if err != nil {
		return err
	}
	for _, b := range d.ask.Back {
		if b.Amount <= 0 {
			return &data.Fault{Kind: data.Invalid, Key: "fault.document.amount"}
		}
		words := b.Words
		if words == "" {
			words = "ご返金"
		}
		p.Items = append(p.Items, data.PaperItem{Name: words, Quantity: 1, Unit: b.Amount, Amount: b.Amount, RateBP: b.RateBP, Reduced: rates.IsReduced(b.RateBP)})
		items = append(items, tax.Item{RateBP: b.RateBP, Amount: tax.Whole(b.Amount)})
	}
	if p.Sum.Rates, err = tax.Included(p.Terms.Rounding, items); err != nil {
		return err
	}
	p.Sum.Total, err = tax.Sum(p.Sum.Rates)
	p.Sum.Due = p.Sum.Total
	for _, it := range p.Items {
		p.Sum.Goods += it.Amount
	}
	return err
}

// notes are what the owner should know before she issues it.
func (d *drafter) notes(p data.Paper) []data.PaperNote {
	var all []data.PaperNote
	say := func(key string, args map[string]any) { all = append(all, data.PaperNote{Key: key, Args: args}) }
	switch p.Kind {
	case data.PaperGift:
		return nil
	case data.PaperReturn:
		if p.Terms.Registered() && !tax.ReturnRequired(p.Sum.Total) {
			say("document.note.small", nil)
		}
		return all
	}
	for _, x := range tax.Differ(p.Sum.Rates, d.sale.Order.Sum.Rates) {
		say("document.note.rates", map[string]any{"rate": fmt.Sprintf("%g%%", float64(x.RateBP)/100),
			"ours": x.Ours.Tax.Yen(), "shops": x.Shops.Tax.Yen(), "gross": x.Ours.Gross.Yen(), "shopgross": x.Shops.Gross.Yen()})
	}
	if p.Kind == data.PaperInvoice && !p.Terms.Registered() {
		say("document.note.unregistered", nil)
	}
	if p.Sum.Stamp > 0 {
		say("document.note.stamp", map[string]any{"stamp": p.Sum.Stamp.Yen()})
		if d.sale.Order.Payment.Means() == data.MeansCode {
			say("document.note.code", nil)
		}
	}
	return all
}
