package app

import (
	"context"
	"errors"

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
// first: a new passphrase, the setup where it was left, or the frame.
func (s *Shell) opened() {
	session := s.life.session
	task.Ask(task.NewSlot(s.life.run), func(ctx context.Context) (arrival, error) { return arrive(ctx, session) },
		func(at arrival, err error) {
			if err != nil {
				at.set = data.Settings{Setup: data.SetupDone, IdleLock: data.DefaultIdle}
			}
			s.life.set, s.life.limit = at.set, limitOf(at.set)
			s.rememberNames(at)
			s.watch()
			switch {
			case at.renewal == RenewAfterSheet:
				s.replaceSheet()
			case at.renewal == RenewPassphrase:
				s.renew(session.ChangePassphrase, s.opened)
			case at.set.Setup != data.SetupDone && at.set.Setup != 0:
				s.resumeSetup(at.set)
			default:
				s.toFrame(at.left)
			}
		})
}

func arrive(ctx context.Context, session Session) (at arrival, err error) {
	if at.renewal, err = session.Renewal(ctx); err != nil {
		return at, err
	}
	office := session.Office()
	at.left = parked(ctx, office)
	at.people, err = office.People(ctx)
	set, setErr := office.Settings(ctx)
	at.set = set
	return at, errors.Join(err, setErr)
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
	s.choose(replace, false, func() {
		f := &founding{Passphrases: s.c.House.Passphrases(), s: s}
		s.setUp(f, lastSheet{f, s}, setup.StepSheet, s.life.set.ShopName)
	}, nil)
}

// lastSheet locks once the new sheet has been proved.
type lastSheet struct {
	*founding
	s *Shell
}

func (l lastSheet) Prove(ctx context.Context, groups []setup.Group) error {
	err := l.founding.Prove(ctx, groups)
	if err == nil {
		l.s.life.run.Show(l.s.Lock)
	}
	return err
}
