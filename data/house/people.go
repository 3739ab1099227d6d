package house

import (
	"context"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/office"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// AddPerson gives somebody a login of her own, and gives its id. The passphrase
// is hers until she chooses another at her first sign-in. Faults: Denied
// "fault.office.again", Invalid "fault.person.name", those of vault.Judge.
func (s *Session) AddPerson(ctx context.Context, again office.Proof, p data.NewPerson, passphrase []byte) (string, error) {
	if err := s.office.Accept(again); err != nil {
		return "", err
	}
	if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
		return "", &data.Fault{Kind: data.Invalid, Key: "fault.person.name"}
	}
	if _, err := vault.Judge(passphrase, p.Name); err != nil {
		return "", err
	}
	drawn, err := s.draw(ctx, p.Role, passphrase)
	if err != nil {
		return "", err
	}
	// The ledger first, as for the recovery sheet: a login without a slot opens
	// nothing, a slot the ledger does not know would be refused.
	err = s.ledger.AddLogin(ctx, s.Login(), ledger.Login{ID: drawn.ID, Kind: string(drawn.Kind), Name: p.Name, Public: drawn.Public, May: p.May})
	if err != nil {
		return "", err
	}
	if err := s.keys.Keep(drawn); err != nil {
		return "", err
	}
	return drawn.ID, s.office.Settle(ctx)
}

func (s *Session) draw(ctx context.Context, role data.Role, passphrase []byte) (vault.Drawn, error) {
	switch role {
	case data.RoleOwner:
		return s.keys.DrawOwner(passphrase)
	case data.RolePacker:
	default:
		return vault.Drawn{}, &data.Fault{Kind: data.Invalid, Key: "fault.person.role"}
	}
	keys, err := s.ledger.BenchKeys(ctx)
	if err != nil {
		return vault.Drawn{}, err
	}
	return s.keys.DrawPacker(passphrase, vault.BenchKey(keys[len(keys)-1]))
}

// RemovePerson takes a login away. A packer's old passphrase and an old copy of
// keys.json then open nothing that is written from here on: the bench has a new
// key. An owner who leaves knew the ledger's key; only her slot goes. It fails
// with Denied "fault.office.again", "fault.person.self" and the keys of
// data.Stays.
func (s *Session) RemovePerson(ctx context.Context, again office.Proof, login string) error {
	if err := s.office.Accept(again); err != nil {
		return err
	}
	if login == s.Login() {
		return &data.Fault{Kind: data.Denied, Key: "fault.person.self"}
	}
	people, err := s.ledger.People(ctx)
	if err != nil {
		return err
	}
	if key := data.Stays(login, people); key != "" {
		return &data.Fault{Kind: data.Denied, Key: key}
	}
	known, err := s.ledger.Logins(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(known, func(l ledger.Login) bool { return l.ID == login })
	if at < 0 {
		return &data.Fault{Kind: data.NotFound, Key: "fault.person.gone"}
	}
	if !known[at].Packs() {
		if err := s.keys.Remove(login); err != nil {
			return err
		}
		return s.ledger.RemoveLogin(ctx, s.Login(), login)
	}
	// The new key first: whatever is cut off after it is gone on with.
	if err := s.beginRotation(ctx); err != nil {
		return err
	}
	if err := s.ledger.RemoveLogin(ctx, s.Login(), login); err != nil {
		return err
	}
	if err := s.rotate(ctx); err != nil {
		return err
	}
	return s.office.Settle(ctx)
}

// ChangePassphrase gives the one who is signed in another passphrase. Faults
// are those of vault.Judge and vault.Change.
func (s *Session) ChangePassphrase(ctx context.Context, old, fresh []byte) error {
	if _, err := vault.Judge(fresh); err != nil {
		return err
	}
	if err := s.keys.Vault().Change(s.Login(), old, fresh); err != nil {
		return err
	}
	return s.ledger.PassphraseChosen(ctx, s.Login(), s.now())
}

// Renewal says what the session asks for before anything else.
type Renewal int

// The renewals.
const (
	RenewNothing    Renewal = iota
	RenewPassphrase         // too old, or somebody else chose it
	RenewAfterSheet         // the recovery sheet was used: a new passphrase, then a new sheet
	RenewSheet              // the used sheet was not replaced yet
)

// Renewal says whether a passphrase has to be chosen first.
func (s *Session) Renewal(ctx context.Context) (Renewal, error) {
	if s.keys.Login().Kind == vault.Recovery {
		return RenewAfterSheet, nil
	}
	used, err := s.ledger.SheetUsed(ctx)
	if err != nil || used {
		return RenewSheet, err
	}
	rules, err := s.ledger.BenchRules(ctx)
	if err != nil {
		return RenewNothing, err
	}
	people, err := s.ledger.People(ctx)
	for _, p := range people {
		if p.Login == s.Login() && data.PassphraseDue(p.Changed, rules.PassphraseDays, s.now()) {
			return RenewPassphrase, err
		}
	}
	return RenewNothing, err
}

// Replace gives the business a new owner's passphrase after the recovery sheet
// was used: the owner's login is drawn anew, and the forgotten passphrase opens
// nothing any more. Where there are several owners, nobody knows who forgot:
// the new login stands beside theirs, in the name of the person in charge, and
// the one that is no longer used can be removed among the people. It fails with
// Denied "fault.office.again" in any other session.
func (s *Session) Replace(ctx context.Context, passphrase []byte) error {
	if s.keys.Login().Kind != vault.Recovery {
		return &data.Fault{Kind: data.Denied, Key: "fault.office.again"}
	}
	if _, err := vault.Judge(passphrase); err != nil {
		return err
	}
	people, err := s.ledger.People(ctx)
	if err != nil {
		return err
	}
	owners := slices.DeleteFunc(people, func(p data.Person) bool { return p.Role != data.RoleOwner || !p.Gone.IsZero() })
	if len(owners) == 0 {
		return &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged"}
	}
	lost := owners[max(0, slices.IndexFunc(owners, func(p data.Person) bool { return p.InCharge }))]
	drawn, err := s.keys.DrawOwner(passphrase)
	if err != nil {
		return err
	}
	if err := s.ledger.AddLogin(ctx, lost.Login, ledger.Login{ID: drawn.ID, Kind: string(drawn.Kind), Name: lost.Name, Public: drawn.Public}); err != nil {
		return err
	}
	var instead []string
	if len(owners) == 1 {
		instead = []string{lost.Login}
	}
	if err := s.keys.Keep(drawn, instead...); err != nil {
		return err
	}
	if err := s.ledger.PassphraseChosen(ctx, drawn.ID, s.now()); err != nil || len(owners) > 1 {
		return err
	}
	renewed := lost
	renewed.Login, renewed.InCharge = drawn.ID, true
	if err := s.ledger.ChangePerson(ctx, drawn.ID, renewed); err != nil {
		return err
	}
	return s.ledger.RemoveLogin(ctx, drawn.ID, lost.Login)
}
