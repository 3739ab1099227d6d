package app

import (
	"context"
	"sort"

	"nifuda/app/screen/print"
	"nifuda/app/screen/setup"
	"nifuda/app/screen/unlock"
	"nifuda/data"
)

// toUnlock shows the tag. trouble is why the logins could not be listed.
func (s *Shell) toUnlock(all []Login, trouble error) {
	var logins []unlock.Login
	for _, l := range all {
		if l.Recovery {
			continue
		}
		logins = append(logins, unlock.Login{ID: l.ID, Name: s.nameOf(l)})
	}
	last := s.prefs.LastLogin()
	sort.SliceStable(logins, func(i, j int) bool { return logins[i].ID == last && logins[j].ID != last })
	view := unlock.NewView(func(changed func()) *unlock.Model {
		return unlock.New(unlock.Config{Door: door{s}, Run: s.life.run, Now: s.c.Now, Logins: logins, Trouble: trouble, Caps: s.c.Machine.Caps}, changed)
	}, s.words, s.prefs.ShopName(), func() { s.toRestore(true) })
	s.tell = view.Tell
	view.Tell(s.copies())
	s.fill(view)
}

// door opens the house for the unlock screen.
type door struct{ s *Shell }

func (d door) Open(ctx context.Context, login string, passphrase []byte) error {
	return d.s.unlock(ctx, login, func() (Opened, error) { return d.s.c.House.Open(ctx, login, passphrase) })
}

func (d door) Recover(ctx context.Context, code []byte) error {
	return d.s.unlock(ctx, "", func() (Opened, error) {
		session, err := d.s.c.House.Recover(ctx, code)
		return Opened{Desk: session}, err
	})
}

// unlock tries a door, away from the window. A lock event in the meantime ends
// the process; should the door be faster, what it gave is thrown away.
func (s *Shell) unlock(ctx context.Context, login string, open func() (Opened, error)) error {
	turn := s.latch.turn.Load()
	s.latch.opening.Add(1)
	defer s.latch.opening.Add(-1)
	in, err := open()
	if err != nil {
		return err
	}
	return s.admit(ctx, turn, in, func() {
		s.tell, s.life.login = nil, login
		if in.Shift != nil {
			s.toPorch()
			return
		}
		s.opened()
	})
}

// toSetup shows the five steps from the first.
func (s *Shell) toSetup() { s.setupAt(setup.StepShop, "") }

// resumeSetup goes on where the setup was left.
func (s *Shell) resumeSetup(set data.Settings) { s.setupAt(setup.StepOf(set.Setup), set.ShopName) }

func (s *Shell) setupAt(step setup.Step, shop string) {
	f := &founding{Passphrases: s.c.House.Passphrases(), s: s}
	s.setUp(f, f, step, shop)
}

func (s *Shell) setUp(f *founding, sheet setup.Sheet, step setup.Step, shop string) {
	m := setup.New(setup.Config{
		Founder: f, Sheet: sheet, Desk: f, Press: f, Memory: s.prefs,
		Run: s.life.run, Pick: s.c.Random, Done: s.opened,
	}, step)
	m.SetShop(shop)
	s.showSetup(m)
}

// showSetup builds the setup's view, again after each change of the language.
func (s *Shell) showSetup(m *setup.Model) {
	s.fill(setup.NewView(m, s.words, func(lang string) {
		s.speak(lang)
		s.showSetup(m)
	}, func() { s.toRestore(false) }))
}

// founding plays the setup's ports: the house until the ledger is made, the
// session after.
type founding struct {
	Passphrases
	s *Shell
}

func (f *founding) Create(ctx context.Context, shop, owner string, passphrase []byte) error {
	// Unlike an unlock it is not cut off by a lock event: half a ledger would
	// be left. It is thrown away when it is whole, and opens with its passphrase.
	turn := f.s.latch.turn.Load()
	session, err := f.s.c.House.Create(ctx, shop, owner, passphrase)
	if err != nil {
		return err
	}
	return f.s.admit(ctx, turn, Opened{Desk: session}, func() {
		f.s.prefs.SetShopName(shop)
		f.s.watch() // the ledger is open from here on
	})
}

func (f *founding) Draw(ctx context.Context) ([]byte, error) {
	return f.s.life.session.Recovery().Draw(ctx)
}

func (f *founding) Prove(ctx context.Context, groups []setup.Group) error {
	return f.s.life.session.Recovery().Prove(ctx, groups)
}

func (f *founding) TestShop(ctx context.Context, shop data.NewShop) (string, error) {
	return f.s.life.session.TestShop(ctx, shop)
}

func (f *founding) SignIn(ctx context.Context, shop data.NewShop, page func(string), code <-chan string) ([]byte, error) {
	return f.s.life.session.SignIn(ctx, shop, page, code)
}

func (f *founding) AddShop(ctx context.Context, shop data.NewShop) (data.ShopID, error) {
	return f.s.life.session.Office().FirstShop(ctx, shop)
}

func (f *founding) Settings(ctx context.Context) (data.Settings, error) {
	return f.s.life.session.Office().Settings(ctx)
}

func (f *founding) SaveSettings(ctx context.Context, set data.Settings) error {
	return f.s.life.session.Office().SaveSettings(ctx, set)
}

func (f *founding) Printers(ctx context.Context) ([]setup.Printer, error) {
	all, err := f.s.life.session.Press().Printers(ctx)
	return forSetup(print.Offer(all, nil)), err
}

func (f *founding) FirstPrinter(ctx context.Context, p data.ListedPrinter) error {
	return f.s.life.session.Office().FirstPrinter(ctx, p)
}

func forSetup(all []print.Printer) []setup.Printer {
	out := make([]setup.Printer, len(all))
	for i, p := range all {
		out[i] = setup.Printer{PrinterID: p.PrinterID, Name: p.Name, Fault: p.Fault}
	}
	return out
}
