package app

import (
	"context"

	"nifuda/app/screen/orders"
	"nifuda/app/screen/print"
	"nifuda/app/screen/settings"
	"nifuda/app/screen/setup"
	"nifuda/app/screen/today"
	"nifuda/data"
)

// House is what main joins together: vault, store, sync, shops, desks. All
// passphrases and codes stay the caller's and are wiped by it afterwards.
type House interface {
	// Logins lists who can open the ledger; none means a first run.
	Logins() ([]Login, error)
	Create(ctx context.Context, shopName, ownerName string, passphrase []byte) (Session, error)
	Open(ctx context.Context, login string, passphrase []byte) (Session, error)
	Recover(ctx context.Context, code []byte) (Session, error)
	Passphrases() Passphrases
}

// Login is one slot of the vault. Name may be empty when it is not known
// before the ledger is open.
type Login struct {
	ID       string
	Name     string
	Recovery bool // the recovery sheet's own slot, offered apart
}

// Passphrases makes and weighs passphrases.
type Passphrases interface {
	// Generate is a passphrase to accept; who gets it wipes it.
	Generate() ([]byte, error)
	// Judge says how strong it is, or with a fault.vault.weak.* why it is
	// refused. Names are words it must not contain.
	Judge(passphrase []byte, names ...string) (setup.Strength, error)
}

// Session is an open ledger. Eight methods: one for each room's way in, and
// what an open ledger does by itself.
type Session interface {
	Office() Office
	Recovery() Recovery
	Sync(ctx context.Context, progress func(data.SyncProgress)) ([]data.SyncResult, error)
	TestShop(ctx context.Context, shop data.NewShop) (name string, err error)
	Press() print.Press
	// Tend clears up after an earlier run and checks the ledger: Damaged when a
	// page of it is not ours. It takes a while. spoolClean is whether nothing of
	// ours is left with the printing system.
	Tend(ctx context.Context) (spoolClean bool, err error)
	// Rest puts things away while nothing happens.
	Rest(ctx context.Context) error
	Close() error
}

// Office is what the screens ask of the owner's desk, put together from what
// each of them asks.
type Office interface {
	today.Desk
	orders.Desk
	print.Desk
	settings.Desk
	Shops(context.Context) ([]data.Shop, error)
	AddShop(ctx context.Context, again []byte, shop data.NewShop) (data.ShopID, error)
	// FirstShop is AddShop while the setup is not done yet: who chose her
	// passphrase a minute ago is not asked for it again.
	FirstShop(context.Context, data.NewShop) (data.ShopID, error)
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
