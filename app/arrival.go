package app

import (
	"context"

	"nifuda/app/screen/setup"
	"nifuda/app/task"
	"nifuda/data"
)

// arrival is what an owner's session needs to know before its first room.
type arrival struct {
	renewal Renewal
	set     data.Settings
	people  []data.Person
	left    *draft
}

// opened takes the owner's session that a door gave and shows what comes
// first: a new passphrase, the setup where it was left, or the frame. When it
// cannot be told whether a passphrase is due, nothing comes but the lock.
func (s *Shell) opened() {
	session := s.life.session
	task.Ask(task.NewSlot(s.life.run), func(ctx context.Context) (arrival, error) { return arrive(ctx, session) },
		func(at arrival, err error) {
			if err != nil {
				s.life.limit = data.DefaultIdle
				s.watch()
				s.halt(err)
				return
			}
			s.life.set, s.life.limit = at.set, limitOf(at.set)
			s.rememberNames(at)
			s.watch()
			switch {
			case at.renewal == RenewAfterSheet:
				s.replaceSheet()
			case at.renewal == RenewPassphrase:
				s.renew(session.ChangePassphrase, s.opened)
			case at.renewal == RenewSheet:
				s.newSheet(s.opened)
			case at.set.Setup != data.SetupDone && at.set.Setup != 0:
				s.resumeSetup(at.set)
			default:
				s.toFrame(at.left)
			}
		})
}

// arrive fails when nobody can say whether a passphrase has to be chosen first.
// Without the settings or the names the rooms are there all the same.
func arrive(ctx context.Context, session Session) (at arrival, err error) {
	if at.renewal, err = session.Renewal(ctx); err != nil {
		return at, err
	}
	office := session.Office()
	at.left = parked[draft](ctx, office.Parked)
	at.people, _ = office.People(ctx) // then the unlock screen keeps the names it has
	if at.set, err = office.Settings(ctx); err != nil {
		at.set = data.Settings{Setup: data.SetupDone, IdleLock: data.DefaultIdle}
	}
	return at, nil
}

// rememberNames keeps what the unlock screen shows the next time. The first
// run knows its login only now.
func (s *Shell) rememberNames(at arrival) {
	s.prefs.SetShopName(at.set.ShopName)
	if all, err := s.c.House.Logins(); s.life.login == "" && at.renewal != RenewAfterSheet && err == nil && len(all) > 0 && !all[0].Recovery {
		s.life.login = all[0].ID
	}
	s.life.name = at.set.OwnerName
	s.nameThem(at.people)
	if s.life.login != "" {
		s.prefs.SetLast(s.life.login)
	}
}

// nameThem keeps how each login is called on the unlock screen.
func (s *Shell) nameThem(people []data.Person) {
	for _, p := range people {
		if !p.Gone.IsZero() {
			continue
		}
		s.prefs.SetName(p.Login, p.Name)
		if p.Login == s.life.login {
			s.life.name = p.Name
		}
	}
}

// replaceSheet gives the business a new passphrase and a new recovery sheet
// after the old sheet was used. Then it locks: the new passphrase opens.
func (s *Shell) replaceSheet() {
	session := s.life.session
	replace := func(ctx context.Context, _, fresh []byte) error { return session.Replace(ctx, fresh) }
	s.choose(replace, false, func() { s.newSheet(s.Lock) }, nil)
}

// newSheet shows the step of the setup that draws a recovery sheet, and goes on
// once it has been proved.
func (s *Shell) newSheet(then func()) {
	f := &founding{Passphrases: s.c.House.Passphrases(), s: s}
	s.setUp(f, lastSheet{f, then}, setup.StepSheet, s.life.set.ShopName)
}

// lastSheet ends the setup once the new sheet has been proved.
type lastSheet struct {
	*founding
	then func()
}

func (l lastSheet) Prove(ctx context.Context, groups []setup.Group) error {
	err := l.founding.Prove(ctx, groups)
	if err == nil {
		l.s.life.run.Show(l.then)
	}
	return err
}
