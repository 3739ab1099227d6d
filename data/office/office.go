package office

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nifuda/data"
	"nifuda/data/postal"
	"nifuda/data/shop"
	"nifuda/data/store/ledger"
	"nifuda/data/tax"
)

// Office is the owner's desk.
type Office struct {
	ledger  *ledger.Ledger
	stall   Stall
	login   string // whose desk it is, for the record
	now     func() time.Time
	confirm func(passphrase []byte) error
	tells   func(context.Context, data.Shop) bool
	codes   func() (*postal.Table, error)
}

// Config is what the owner's desk stands on. Nothing in it may be nil.
type Config struct {
	Ledger  *ledger.Ledger
	Stall   Stall
	Login   string // whose desk it is
	Now     func() time.Time
	Confirm func(passphrase []byte) error         // Denied when it is not the login's
	Tells   func(context.Context, data.Shop) bool // whether its storefront can be told that a parcel left
	Codes   func() (*postal.Table, error)         // the table of postal codes; read when it is first asked for
}

// New sits a login down at the desk.
func New(c Config) *Office {
	return &Office{ledger: c.Ledger, stall: c.Stall, login: c.Login, now: c.Now, confirm: c.Confirm, tells: c.Tells, codes: c.Codes}
}

const (
	newsShown     = 8
	warningsShown = 20
	shippingDays  = 1 // a parcel that leaves today arrives tomorrow
)

// Today gathers what the owner opens the app for.
func (o *Office) Today(ctx context.Context) (data.Today, error) {
	counts, err := o.ledger.Counts(ctx)
	if err != nil {
		return data.Today{}, err
	}
	t := data.Today{ToShip: counts[data.TabToShip], Awaiting: counts[data.TabAwaiting], Problems: counts[data.TabProblems]}
	tomorrow := o.now().AddDate(0, 0, shippingDays)
	if t.DueToday, t.LabelsToPrint, t.OldestAwaited, err = o.ledger.Due(ctx, tomorrow); err != nil {
		return data.Today{}, err
	}
	if t.Untold, err = o.untold(ctx); err != nil {
		return data.Today{}, err
	}
	if t.News, err = o.ledger.News(ctx, newsShown); err != nil {
		return data.Today{}, err
	}
	t.Warnings, err = o.ledger.Warnings(ctx, warningsShown)
	return t, err
}

// Orders lists the orders of a tab that match what is searched for.
func (o *Office) Orders(ctx context.Context, q data.OrderQuery) ([]data.OrderRow, error) {
	return o.ledger.Orders(ctx, q)
}

// Counts gives the number of orders on each tab.
func (o *Office) Counts(ctx context.Context) (data.TabCounts, error) { return o.ledger.Counts(ctx) }

// Order gives one order with phone numbers and e-mails masked.
func (o *Office) Order(ctx context.Context, id data.OrderID) (data.Order, error) {
	order, err := o.ledger.Order(ctx, id)
	return order.Masked(), err
}

// Reveal gives one order with its phone numbers and e-mails, and records that
// they were looked at.
func (o *Office) Reveal(ctx context.Context, id data.OrderID) (data.Order, error) {
	return o.ledger.Reveal(ctx, o.login, id)
}

// Hold sets orders aside, or takes them back to where they were. What is held
// does not stay on the bench.
func (o *Office) Hold(ctx context.Context, ids []data.OrderID, held bool) error {
	if err := o.ledger.Hold(ctx, ids, held); err != nil {
		return err
	}
	return o.settleOrders(ctx, ids...)
}

// maxNote is how much the owner may write to whoever packs an order, in
// characters: it stands beside the goods.
const maxNote = 300

// SetNote keeps what the owner writes for whoever packs the order. It fails
// with Invalid "fault.order.note" {max}.
func (o *Office) SetNote(ctx context.Context, id data.OrderID, text string) error {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > maxNote {
		return &data.Fault{Kind: data.Invalid, Key: "fault.order.note", Args: map[string]any{"max": maxNote}}
	}
	if err := o.ledger.SetNote(ctx, id, text); err != nil {
		return err
	}
	return o.settleOrders(ctx, id)
}

// settleOrders brings the bench up to date when one of the orders lies there.
func (o *Office) settleOrders(ctx context.Context, ids ...data.OrderID) error {
	there, err := o.lies(ctx)
	if err != nil {
		return err
	}
	hosts, err := o.ledger.Hosts(ctx, ids)
	if err != nil {
		return err
	}
	for parcel, order := range there {
		if slices.Contains(ids, order) || slices.Contains(hosts, parcel) {
			return o.Settle(ctx)
		}
	}
	return nil
}

// Labels gives what the labels of these orders need, with the shop as sender.
func (o *Office) Labels(ctx context.Context, ids []data.OrderID) ([]data.LabelJob, error) {
	s, err := o.ledger.Settings(ctx)
	if err != nil {
		return nil, err
	}
	jobs, err := o.ledger.Labels(ctx, ids, s.Sender)
	if err != nil {
		return nil, err
	}
	return o.posted(jobs, s)
}

// Settings reads the owner's choices.
func (o *Office) Settings(ctx context.Context) (data.Settings, error) { return o.ledger.Settings(ctx) }

// SaveSettings keeps the owner's choices. The idle lock stays within its
// limits: it can be moved but never switched off, and a setup that is done
// stays done. The sender's address may be written as people write it, with the
// prefecture before the street, and the registration number as it stands on
// paper. It fails with Invalid "fault.settings.shopname",
// "fault.settings.postal", "fault.tax.number" or "fault.tax.unregistered".
func (o *Office) SaveSettings(ctx context.Context, s data.Settings) error {
	s.IdleLock = min(data.MaxIdle, max(data.MinIdle, s.IdleLock))
	if strings.TrimSpace(s.ShopName) == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.settings.shopname"}
	}
	if err := tidy(&s.Sender.Address); err != nil {
		return err
	}
	if err := tidyTax(&s.Tax); err != nil {
		return err
	}
	before, err := o.ledger.Settings(ctx)
	if err != nil {
		return err
	}
	if before.Setup == data.SetupDone {
		s.Setup = data.SetupDone
	}
	if err := o.ledger.SaveSettings(ctx, s); err != nil {
		return err
	}
	if s.Tax != before.Tax {
		if err := o.ledger.Record(ctx, data.Event{Login: o.login, Kind: data.EventTaxTerms}); err != nil {
			return err
		}
	}
	if s.PostBars != before.PostBars {
		return o.Settle(ctx) // and the same bars
	}
	return o.furnish(ctx) // the bench prints the same sender
}

// tidy brings an address as it was typed into its parts.
func tidy(a *data.Address) error {
	if a.Postal = shop.Postal(a.Postal); a.Postal != "" && !sevenDigits(a.Postal) {
		return &data.Fault{Kind: data.Invalid, Key: "fault.settings.postal"}
	}
	if a.Prefecture == "" {
		a.Prefecture, a.Street = shop.CutPrefecture(shop.Line(a.Street))
	}
	return nil
}

// tidyTax brings the registration number into its form. Without one there is no
// 適格請求書 to choose.
func tidyTax(t *data.TaxTerms) (err error) {
	if t.Number, err = tax.Number(t.Number); err != nil {
		return err
	}
	if t.Full && !t.Registered() {
		return &data.Fault{Kind: data.Invalid, Key: "fault.tax.unregistered"}
	}
	return nil
}

func sevenDigits(s string) bool {
	return len(s) == 7 && strings.Trim(s, "0123456789") == ""
}

// Park keeps what was begun when the lock came; Parked gives it back at the
// next sign-in. The screens know what it means.
func (o *Office) Park(ctx context.Context, draft []byte) error {
	return o.ledger.Park(ctx, o.login, draft)
}

// Parked gives what Park kept, nil when there is nothing.
func (o *Office) Parked(ctx context.Context) ([]byte, error) { return o.ledger.Parked(ctx, o.login) }
