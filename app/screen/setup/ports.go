package setup

import (
	"context"

	"nifuda/app/connect"
	"nifuda/app/newphrase"
	"nifuda/data"
)

// Founder makes the ledger and judges passphrases.
type Founder interface {
	Create(ctx context.Context, shopName, ownerName string, passphrase []byte) error
	newphrase.Passphrases
}

// Strength of a passphrase.
type Strength = newphrase.Strength

// The strengths of passphrases that are not refused.
const (
	Fair       = newphrase.Fair
	Strong     = newphrase.Strong
	VeryStrong = newphrase.VeryStrong
)

// Group is one group of the recovery code; Number counts from 1.
type Group struct {
	Number int
	Text   []byte
}

// Sheet draws and proves the recovery code.
type Sheet interface {
	// Draw is a new code of 32 characters; the one before opens nothing.
	Draw(context.Context) ([]byte, error)
	Prove(context.Context, []Group) error
}

// Desk is what this room asks the owner's desk, once there is one.
type Desk interface {
	connect.Desk
	AddShop(context.Context, data.NewShop) (data.ShopID, error)
	Settings(context.Context) (data.Settings, error)
	SaveSettings(context.Context, data.Settings) error
}

// Printer is a printer one can choose.
type Printer struct {
	data.PrinterID
	Name  string
	Fault error // why it cannot be used now; nil when it is ready
}

// Press lists printers, and puts the first one on the list of those that may be
// printed on.
type Press interface {
	Printers(context.Context) ([]Printer, error)
	FirstPrinter(context.Context, data.ListedPrinter) error
}

// Memory keeps what is chosen: nothing secret.
type Memory interface {
	Remember(printer, stock string, start int)
}
