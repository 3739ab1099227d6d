package app

import (
	"context"
	"time"

	"nifuda/app/screen/bench"
	"nifuda/app/screen/documents"
	"nifuda/app/screen/intake"
	"nifuda/app/screen/orders"
	"nifuda/app/screen/print"
	"nifuda/app/screen/safety"
	"nifuda/app/screen/settings"
	"nifuda/app/screen/setup"
	"nifuda/app/screen/staff"
	"nifuda/app/screen/stock"
	"nifuda/app/screen/today"
	"nifuda/data"
	"nifuda/data/office"
)

// House is what main joins together: vault, store, sync, shops, desks. All
// passphrases and codes stay the caller's and are wiped by it afterwards.
type House interface {
	// Logins lists who can open the ledger; none means a first run.
	Logins() ([]Login, error)
	Create(ctx context.Context, shopName, ownerName string, passphrase []byte) (Session, error)
	Open(ctx context.Context, login string, passphrase []byte) (Opened, error)
	Recover(ctx context.Context, code []byte) (Session, error)
	Passphrases() Passphrases
	// Restore puts the ledger back from a backup. One that is there is moved
	// aside.
	Restore(ctx context.Context, path string) error
	// FindBackups lists the backups in a folder, the newest first.
	FindBackups(ctx context.Context, folder string) ([]data.BackupFile, error)
	// Sweep clears what earlier sessions left with the printing system, and
	// returns when no job of theirs prints any more. tell hears of every change.
	Sweep(ctx context.Context, tell func(Swept)) (Swept, error)
}

// Login is one slot of the vault. Name may be empty when it is not known
// before the ledger is open.
type Login struct {
	ID       string
	Name     string
	Recovery bool // the recovery sheet's own slot, offered apart
	Packer   bool
}

// Opened is what a passphrase opened: one of the two.
type Opened struct {
	Desk  Session
	Shift Shift
}

// keeper is what is open, nil for nothing.
func (o Opened) keeper() keeper {
	switch {
	case o.Shift != nil:
		return o.Shift
	case o.Desk != nil:
		return o.Desk
	}
	return nil
}

// Passphrases makes and weighs passphrases.
type Passphrases interface {
	// Generate is a passphrase to accept; who gets it wipes it.
	Generate() ([]byte, error)
	// Judge says how strong it is, or with a fault.vault.weak.* why it is
	// refused. Names are words it must not contain.
	Judge(passphrase []byte, names ...string) (setup.Strength, error)
}

// Session is an open ledger: one method for each room's way in, and what an
// open ledger does by itself.
type Session interface {
	keeper
	Office() Office
	Recovery() Recovery
	Sync(ctx context.Context, progress func(data.SyncProgress)) ([]data.SyncResult, error)
	TestShop(ctx context.Context, shop data.NewShop) (name string, err error)
	SignIn(ctx context.Context, shop data.NewShop, page func(url string), code <-chan string) ([]byte, error)
	Press() print.Press
	// BackUpWhenDue writes a backup when the newest is a day old.
	BackUpWhenDue(context.Context) (did bool, err error)
	// Consents prints the sheets of the take-out rule on a press.
	Consents(print.Press) staff.Press
	Papers(print.Press) documents.Press
	// Trials prints test pages for the room of the stock, on the printer whose
	// device used gives.
	Trials(press print.Press, used func() string) stock.Press
	// Health is what the safety page looks at; version is the program's.
	Health(version string, now func() time.Time) safety.Computer
	Renewing
}

// Renewing is what a session asks for before its first room.
type Renewing interface {
	// Renewal says whether a passphrase has to be chosen first.
	Renewal(context.Context) (Renewal, error)
	ChangePassphrase(ctx context.Context, old, fresh []byte) error
	// Replace gives the passphrase that stands for the forgotten one, after the
	// recovery sheet was used.
	Replace(ctx context.Context, fresh []byte) error
}

// Renewal is what has to be chosen anew.
type Renewal int

// The renewals.
const (
	RenewNothing    Renewal = iota
	RenewPassphrase         // too old, or somebody else chose it
	RenewAfterSheet         // a new passphrase, then a new recovery sheet
	RenewSheet              // a new recovery sheet
)

// Shift is an open bench: what a packer's passphrase opens.
type Shift interface {
	keeper
	Porch() Porch
	Printers(context.Context) ([]print.Printer, error)
	// Press prints on the printer that the owner chose for the bench, or on the
	// one that this computer remembers.
	Press(self data.PackerSelf, m print.Memory) bench.Press
	ChangePassphrase(ctx context.Context, old, fresh []byte) error
}

// Porch is what comes before a packer's first parcel.
type Porch interface {
	Renew(context.Context) (bool, error)
	Rule(context.Context) (rule data.Rule, accepted bool, err error)
	Accept(ctx context.Context, version int) error
	Enter(context.Context) (bench.Desk, error)
}

// Office is what the screens ask of the owner's desk, put together from what
// each of them asks.
type Office interface {
	today.Desk
	orders.Desk
	documents.Desk
	print.Desk
	settings.Desk
	safety.Desk
	staff.Desk
	stock.Desk
	intake.Files
	// ProveAgain gives the proof that the passphrase was typed again.
	ProveAgain(passphrase []byte) (office.Proof, error)
	Shops(context.Context) ([]data.Shop, error)
	AddShop(ctx context.Context, again []byte, shop data.NewShop) (data.ShopID, error)
	RekeyShop(ctx context.Context, again []byte, shop data.ShopID, token []byte) error
	AllowShop(ctx context.Context, again []byte, shop data.Shop, what data.Allowed) error
	Stuck(context.Context) ([]data.Stuck, error)
	GoneShops(context.Context) ([]data.Shop, error)
	Disconnect(ctx context.Context, again []byte, shop data.ShopID) error
	TellAgain(context.Context, data.ParcelID) error
	TellAllAgain(ctx context.Context, parcels []data.ParcelID, progress func(done int)) (told int, err error)
	ToldByHand(context.Context, data.ParcelID) error
	// FirstShop is AddShop while the setup is not done yet: who chose her
	// passphrase a minute ago is not asked for it again.
	FirstShop(context.Context, data.NewShop) (data.ShopID, error)
	// FirstPrinter is ListPrinter in the same way.
	FirstPrinter(context.Context, data.ListedPrinter) error
	// Park keeps what is in progress for the next sign-in; Parked gives it
	// back, nothing when there is none.
	Park(ctx context.Context, draft []byte) error
	Parked(ctx context.Context) ([]byte, error)
}

// Recovery draws the code of the recovery sheet and proves that it was copied.
type Recovery = setup.Sheet

// connecting is the desk with the session's way to try a shop.
type connecting struct {
	Office
	session Session
}

func (c connecting) TestShop(ctx context.Context, s data.NewShop) (string, error) {
	return c.session.TestShop(ctx, s)
}

func (c connecting) SignIn(ctx context.Context, s data.NewShop, page func(string), code <-chan string) ([]byte, error) {
	return c.session.SignIn(ctx, s, page, code)
}
