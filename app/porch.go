package app

import (
	"context"

	"nifuda/app/screen/bench"
	"nifuda/app/screen/consent"
	"nifuda/app/screen/phrase"
	"nifuda/app/task"
	"nifuda/data"
)

// standing is how far a packer has come on the porch.
type standing struct {
	renew bool
	rule  bool // she has not accepted the rule as it is now
	desk  bench.Desk
	self  data.PackerSelf
	left  *bench.Draft
}

// toPorch leads a packer past what comes before her first parcel: a passphrase
// of her own, and the rule of the house.
func (s *Shell) toPorch() {
	s.life.limit = data.DefaultBenchIdle
	s.watch()
	porch := s.life.shift.Porch()
	task.Ask(task.NewSlot(s.life.run), func(ctx context.Context) (standing, error) { return stand(ctx, porch) },
		func(at standing, err error) {
			switch {
			case err != nil:
				s.halt(err)
			case at.renew:
				s.renew(s.life.shift.ChangePassphrase, s.toPorch)
			case at.rule:
				s.fill(consent.NewView(gate{porch}, s.life.run, s.words, s.toPorch, s.Lock))
			default:
				s.toBay(at)
			}
		})
}

func stand(ctx context.Context, porch Porch) (at standing, err error) {
	if at.renew, err = porch.Renew(ctx); err != nil || at.renew {
		return at, err
	}
	_, accepted, err := porch.Rule(ctx)
	if err != nil || !accepted {
		at.rule = true
		return at, err
	}
	if at.desk, err = porch.Enter(ctx); err != nil {
		return at, err
	}
	if at.self, err = at.desk.Self(ctx); err != nil {
		return at, err
	}
	at.left = parked[bench.Draft](ctx, at.desk.Parked)
	return at, nil
}

// gate is the porch for the consent screen.
type gate struct{ Porch }

func (g gate) Rule(ctx context.Context) (data.Rule, error) {
	rule, _, err := g.Porch.Rule(ctx)
	return rule, err
}

// toBay shows the bench.
func (s *Shell) toBay(at standing) {
	if s.shown != nil {
		s.shown.Wipe()
		s.shown = nil
	}
	if at.self.IdleLock >= data.MinIdle && at.self.IdleLock <= data.MaxIdle {
		s.life.limit = at.self.IdleLock
		s.watch()
	}
	s.prefs.SetShopName(at.self.ShopName)
	s.life.name = at.self.Name
	s.prefs.SetLogin(s.life.login, s.life.name)
	s.bay = newBay(s, at.desk, at.self)
	s.hall = s.bay
	s.window.SetContent(s.bay.object)
	s.tend()
	s.bay.enter(at.left)
	if at.left != nil {
		s.taken(at.desk.Park)
	}
}

// renew asks for a new passphrase before anything else.
func (s *Shell) renew(change changer, then func()) { s.choose(change, true, then, nil) }

// choosePhrase lets whoever is signed in choose another passphrase.
func (s *Shell) choosePhrase() {
	if s.bay != nil {
		s.bay.view.Leave() // its scan line must not take the keyboard back
	}
	s.choose(s.life.changer(), true, s.backToHall, s.backToHall)
}

// choose shows the screen for a new passphrase. old is whether the present one
// is asked for; without a cancel there is no way around it but the lock.
func (s *Shell) choose(change changer, old bool, done, cancel func()) {
	s.fill(phrase.NewView(phrase.Config{Changer: change, Passphrases: s.c.House.Passphrases(), Run: s.life.run,
		Old: old, Done: done, Cancel: cancel, Lock: s.Lock}, s.words))
}

// changer is a way to change a passphrase.
type changer func(ctx context.Context, old, fresh []byte) error

func (c changer) Change(ctx context.Context, old, fresh []byte) error { return c(ctx, old, fresh) }

// changer is how the one who is signed in changes her passphrase.
func (l *life) changer() changer {
	if l.shift != nil {
		return l.shift.ChangePassphrase
	}
	return l.session.ChangePassphrase
}

// backToHall shows what was open before.
func (s *Shell) backToHall() {
	s.shown.Wipe()
	s.shown = nil
	if s.bay != nil {
		s.window.SetContent(s.bay.object)
		s.bay.view.Enter()
		return
	}
	s.window.SetContent(s.frame.object)
	s.frame.goTo(s.frame.at)
}
