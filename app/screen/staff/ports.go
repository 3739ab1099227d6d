package staff

import (
	"context"
	"time"

	"nifuda/data"
	"nifuda/labels"
)

// Desk is what this room asks the owner's desk. again is the passphrase of
// whoever is signed in, typed once more; it stays the caller's.
type Desk interface {
	Roll
	Choices
	Shelves
}

// Roll is who has a login.
type Roll interface {
	People(context.Context) ([]data.Person, error) // those who left too
	AddPerson(ctx context.Context, again []byte, p data.NewPerson, passphrase []byte) error
	// ChangePerson keeps a name, what she may do, and who is in charge.
	ChangePerson(ctx context.Context, again []byte, p data.Person) error
	// RemovePerson draws a new bench key, which takes some seconds.
	RemovePerson(ctx context.Context, again []byte, login string) error
}

// Choices are the rules of the bench.
type Choices interface {
	Rule(context.Context) (data.Rule, error)
	SetRule(ctx context.Context, again []byte, text string) error
	BenchRules(context.Context) (data.BenchRules, error)
	SetBenchRules(ctx context.Context, again []byte, rules data.BenchRules) error
	// Stocks is the stock that the owner measured.
	Stocks(context.Context) ([]data.Stock, error)
}

// Shelves are the goods and where they are sold.
type Shelves interface {
	Goods(context.Context) ([]data.Goods, error)
	SaveGoods(context.Context, data.Goods) error
	RemoveGoods(ctx context.Context, sku string) error
	Shops(context.Context) ([]data.Shop, error)
	SetStrict(ctx context.Context, again []byte, shop data.ShopID, strict bool) error
}

// Press lists printers and prints the sheet of the take-out rule on A4. It
// returns when the last page has come out, or with what stopped it.
type Press interface {
	Printers(context.Context) ([]Printer, error)
	PrintConsent(ctx context.Context, on data.PrinterID, c labels.Consent) error
}

// Printer is a printer one can choose.
type Printer struct {
	data.PrinterID
	Name  string
	Fault error // why it cannot be used now; nil when it is ready
}

// House is what this room knows beside its desk.
type House struct {
	Shop     string // the business, as it stands on the sheet of the take-out rule
	Now      func() time.Time
	Generate func() ([]byte, error)                         // a passphrase; who gets it wipes it
	Judge    func(passphrase []byte, names ...string) error // why one is refused; nil when it is not
}
