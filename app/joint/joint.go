package joint

import (
	"context"
	"strings"
	"time"

	"nifuda/app"
	"nifuda/app/screen/documents"
	"nifuda/app/screen/print"
	"nifuda/app/screen/setup"
	"nifuda/app/screen/staff"
	stockroom "nifuda/app/screen/stock"
	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
	"nifuda/labels"
	"nifuda/labels/press"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/printer/raw"
)

// New is the house as the shell sees it. cups is the value of CUPS_SERVER as
// CUPS's own clients read it: empty, a socket's path, or a loopback host with
// an optional port.
func New(h *house.House, cups string) (app.House, error) {
	pen, err := labels.NewPen()
	if err != nil {
		return nil, err
	}
	spooler, err := ipp.New(ipp.Config{Server: address(cups)})
	if err != nil {
		return nil, err
	}
	hands := press.New(press.Config{Fonts: pen.Fonts(), IPP: spooler, Raw: raw.New(raw.Config{}), Queues: queues(pen.Fonts())})
	return front{h, hands, spooler, pen}, nil
}

func address(cups string) string {
	switch {
	case strings.HasPrefix(cups, "/"):
		return "unix:" + cups
	case cups != "" && !strings.Contains(cups, ":"):
		return cups + ":631"
	}
	return cups
}

type front struct {
	house   *house.House
	hands   *press.Press
	spooler *ipp.Client
	pen     *labels.Pen
}

func (f front) Logins() ([]app.Login, error) {
	logins, err := f.house.Logins()
	all := make([]app.Login, 0, len(logins))
	for _, l := range logins {
		all = append(all, app.Login{ID: l.ID, Recovery: l.Recovery, Packer: l.Packer})
	}
	return all, err
}

func (f front) Create(ctx context.Context, shopName, ownerName string, passphrase []byte) (app.Session, error) {
	return f.enter(f.house.Create(ctx, shopName, ownerName, passphrase))
}

func (f front) Open(ctx context.Context, login string, passphrase []byte) (app.Opened, error) {
	in, err := f.house.Open(ctx, login, passphrase)
	if err != nil || in.Packer == nil {
		desk, err := f.enter(in.Owner, err)
		return app.Opened{Desk: desk}, err
	}
	return app.Opened{Shift: newShift(in.Packer, f.pen, f.hands)}, nil
}

func (f front) Recover(ctx context.Context, code []byte) (app.Session, error) {
	return f.enter(f.house.Recover(ctx, code))
}

func (f front) enter(s *house.Session, err error) (app.Session, error) {
	if err != nil {
		return nil, err
	}
	return session{s, print.NewPress(f.pen, f.hands, s.Office().ListedPrinters), f.pen, f.hands, f.spooler}, nil
}

// Restore puts the ledger back from a backup. It is over in seconds, and is not
// stopped halfway.
func (f front) Restore(_ context.Context, path string) error { return f.house.Restore(path) }

// FindBackups lists the backups in a folder.
func (f front) FindBackups(_ context.Context, folder string) ([]data.BackupFile, error) {
	return house.FindBackups(folder), nil
}

// Sweep clears what earlier sessions left with the printing system. It needs no
// key: the locked process does it.
func (f front) Sweep(ctx context.Context, tell func(app.Swept)) (app.Swept, error) {
	left, err := f.hands.Sweep(ctx, func(l printer.Leftovers) { tell(app.Swept(l)) })
	return app.Swept(left), err
}

func (f front) Passphrases() app.Passphrases { return phrases{} }

// phrases are the vault's own.
type phrases struct{}

func (phrases) Generate() ([]byte, error) { return vault.Generate(), nil }

func (phrases) Judge(passphrase []byte, names ...string) (setup.Strength, error) {
	strength, err := vault.Judge(passphrase, names...)
	return map[vault.Strength]setup.Strength{vault.Good: setup.Fair, vault.Strong: setup.VeryStrong}[strength], err
}

type session struct {
	*house.Session
	press   print.Press
	pen     *labels.Pen
	hands   *press.Press
	spooler *ipp.Client
}

func (s session) Office() app.Office {
	return desk{s.Session.Office(), s.Session, tryer{s.press, s.hands}}
}
func (s session) Recovery() app.Recovery { return sheet{s.Session} }
func (s session) Press() print.Press     { return s.press }

// Trials prints test pages on the printer that used names.
func (s session) Trials(press print.Press, used func() string) stockroom.Press {
	return trials{press, s.pen, s.Session.Office(), used}
}

// Consents prints the sheets of the take-out rule on a press.
func (s session) Consents(press print.Press) staff.Press {
	return consents{press, s.pen, s.Session.Office().ListedPrinters}
}

// Papers draws documents and prints them on a press.
func (s session) Papers(press print.Press) documents.Press {
	return papers{press, s.pen, s.Session.Office()}
}

// Renewal says whether a passphrase has to be chosen first.
func (s session) Renewal(ctx context.Context) (app.Renewal, error) {
	r, err := s.Session.Renewal(ctx)
	return map[house.Renewal]app.Renewal{house.RenewPassphrase: app.RenewPassphrase, house.RenewAfterSheet: app.RenewAfterSheet,
		house.RenewSheet: app.RenewSheet}[r], err
}

// Tend reads every page of the ledger.
//
// What packers shipped goes out to the storefronts at the same time; one that
// cannot be reached now hears of it with the next sync, which says so.
func (s session) Tend(ctx context.Context) error {
	err := s.Check(ctx)
	_ = s.Tell(ctx)
	return err
}

// Close lets a document that is being handed to a printer arrive whole, then
// shuts the ledger.
func (s session) Close() error {
	s.hands.Settle(settling)
	return s.Session.Close()
}

// settling is how long a lock waits for such a document: handing one over takes
// some hundredths of a second.
const settling = 150 * time.Millisecond

type sheet struct{ *house.Session }

func (s sheet) Draw(context.Context) ([]byte, error) {
	return append([]byte(nil), s.DrawRecovery()...), nil
}

func (s sheet) Prove(ctx context.Context, groups []setup.Group) error {
	typed := map[int][]byte{}
	for _, g := range groups {
		typed[g.Number-1] = g.Text
	}
	return s.ProveRecovery(ctx, typed)
}
