package house

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/guard"
	"nifuda/data/office"
	"nifuda/data/postal"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// House is a data directory: none or one business, closed.
type House struct {
	root     string
	now      func() time.Time
	kdf      func() vault.KDF
	adapters Adapters
	gates    map[data.Brand]Gate
	allowed  guard.Gate
	codes    func() (*postal.Table, error)
}

// Config is what a house needs to know.
type Config struct {
	Root     string                 // the data directory
	Now      func() time.Time       // the clock
	KDF      func() vault.KDF       // the cost of a new passphrase; asked once, at Create
	Adapters Adapters               // who speaks to which storefront
	Gates    map[data.Brand]Gate    // which of them hand out keys in a browser, and where
	Place    func(dir string) error // judges where the ledger lies; nil allows every place
	// Codes gives the table of postal codes; it is first asked when one is looked
	// up. nil has none.
	Codes func() (*postal.Table, error)
}

// New gives the house at a data directory; nothing is read yet.
func New(c Config) *House {
	if c.Place == nil {
		c.Place = func(string) error { return nil }
	}
	if c.Codes == nil {
		c.Codes = func() (*postal.Table, error) { return &postal.Table{}, nil }
	}
	return &House{root: c.Root, now: c.Now, kdf: c.KDF, adapters: c.Adapters, gates: c.Gates, allowed: c.Place, codes: c.Codes}
}

// Claim makes this process the only one on the data directory. It fails as
// vault.Claim does, and as Place does where the directory was carried to: then
// nothing is written there, not even the claim.
func (h *House) Claim() (*vault.Instance, error) {
	if err := h.allowed(h.root); err != nil {
		return nil, err
	}
	return vault.Claim(h.root)
}

// Login is who could open the house, without a name: names are in the ledger.
type Login struct {
	ID       string
	Recovery bool
	Packer   bool
}

// Logins lists who could open the house; none means a first run. Faults are
// those of vault.At and of Place.
func (h *House) Logins() ([]Login, error) {
	v, err := h.vault()
	if err != nil || v == nil {
		return nil, err
	}
	var all []Login
	for _, l := range v.Logins() {
		all = append(all, Login{ID: l.ID, Recovery: l.Kind == vault.Recovery, Packer: l.Kind == vault.Packer})
	}
	return all, nil
}

// Wait is how long the next passphrase has to wait after wrong ones.
func (h *House) Wait() time.Duration {
	v, err := h.vault()
	if err != nil || v == nil {
		return 0
	}
	return v.Wait()
}

// vault is the closed vault, nil for none. Every way in passes here, and the
// place is judged each time: a folder may be carried while the window is open.
func (h *House) vault() (*vault.Vault, error) {
	if err := h.allowed(h.root); err != nil {
		return nil, err
	}
	dirs, err := vault.Find(h.root)
	if err != nil || len(dirs) == 0 {
		return nil, err
	}
	if err := h.allowed(dirs[0]); err != nil { // it may be a mount point of its own
		return nil, err
	}
	return vault.At(dirs[0], h.now)
}

// Create founds the business: a vault with one owner and an empty ledger. The
// passphrase is judged first; its faults are those of vault.Judge. Before that
// it fails as Place does.
func (h *House) Create(ctx context.Context, shopName, ownerName string, passphrase []byte) (*Session, error) {
	v, err := h.vault()
	if data.KindOf(err) == data.Denied { // the place
		return nil, err
	}
	if v != nil || err != nil {
		return nil, errors.Join(&data.Fault{Kind: data.Denied, Key: "fault.vault.exists"}, err)
	}
	if _, err := vault.Judge(passphrase, shopName, ownerName); err != nil {
		return nil, err
	}
	keys, err := vault.Create(h.root, h.kdf(), passphrase, h.now)
	if err != nil {
		return nil, err
	}
	s, err := h.found(ctx, keys, shopName, ownerName)
	if err != nil {
		keys.Wipe()
		return nil, err
	}
	return s, nil
}

func (h *House) found(ctx context.Context, keys *vault.Keys, shopName, ownerName string) (*Session, error) {
	if err := ledger.Create(ctx, h.place(keys)); err != nil {
		return nil, err
	}
	l, err := ledger.Open(ctx, h.place(keys))
	if err != nil {
		return nil, err
	}
	me := keys.Login()
	err = l.AddLogin(ctx, "", ledger.Login{ID: me.ID, Kind: string(me.Kind), Name: ownerName, Public: me.Public})
	if err == nil {
		err = l.SaveSettings(ctx, data.Settings{ShopName: shopName, OwnerName: ownerName, Sender: data.Sender{Name: shopName},
			IdleLock: data.DefaultIdle, Setup: data.SetupRecovery})
	}
	s := h.session(keys, l)
	if err == nil {
		err = s.openStall(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.stall.close(), l.Close())
	}
	return s, nil
}

// Opened is what a passphrase opened: one of the two.
type Opened struct {
	Owner  *Session
	Packer *Shift
}

// Open unlocks the house for a login: an owner sits down at the desk, a packer
// stands before the bench. Faults are those of vault.Open, vault.Verify and
// ledger.Open.
func (h *House) Open(ctx context.Context, login string, passphrase []byte) (Opened, error) {
	v, err := h.vault()
	if err != nil {
		return Opened{}, err
	}
	if v == nil {
		return Opened{}, &data.Fault{Kind: data.NotFound, Key: "fault.vault.missing"}
	}
	who, err := v.Login(login)
	if err != nil {
		return Opened{}, err
	}
	if who.Kind == vault.Packer {
		shift, err := h.openBench(ctx, v, login, passphrase)
		return Opened{Packer: shift}, err
	}
	session, err := h.openLedger(ctx, v, login, passphrase)
	return Opened{Owner: session}, err
}

func (h *House) openLedger(ctx context.Context, v *vault.Vault, login string, passphrase []byte) (*Session, error) {
	keys, err := v.Open(login, passphrase)
	if err != nil {
		return nil, err
	}
	s, err := h.enter(ctx, keys)
	if err != nil {
		keys.Wipe()
		return nil, err
	}
	return s, nil
}

// Recover unlocks the house with the code of the recovery sheet, as typed. The
// session must then be given a new passphrase and a new sheet.
func (h *House) Recover(ctx context.Context, typed []byte) (*Session, error) {
	code := vault.ReadCode(typed)
	defer clear(code)
	logins, err := h.Logins()
	if err != nil {
		return nil, err
	}
	for _, l := range logins {
		if l.Recovery {
			in, err := h.Open(ctx, l.ID, code)
			return in.Owner, err
		}
	}
	return nil, &data.Fault{Kind: data.NotFound, Key: "fault.vault.nosheet"}
}

// enter opens the ledger, lets it vouch for keys.json, and takes over what
// happened since.
func (h *House) enter(ctx context.Context, keys *vault.Keys) (*Session, error) {
	l, err := ledger.Open(ctx, h.place(keys))
	if err != nil {
		return nil, err
	}
	s := h.session(keys, l)
	err = s.vouch(ctx)
	if err == nil {
		err = l.SettleRuns(ctx)
	}
	if err == nil {
		err = s.signIn(ctx)
	}
	if err == nil {
		err = s.openStall(ctx)
	}
	if err == nil {
		err = s.settle(ctx)
	}
	if err == nil {
		s.atlas.kept, err = l.Postal(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.stall.close(), l.Close())
	}
	return s, nil
}

// signIn records who comes in, and the wrong passphrases before.
func (s *Session) signIn(ctx context.Context) error {
	for login, n := range s.keys.Wrong() {
		err := s.ledger.Record(ctx, data.Event{Login: login, Kind: data.EventWrong, Args: map[string]string{"n": strconv.Itoa(n)}})
		if err != nil {
			return err
		}
	}
	me := s.keys.Login()
	if me.Kind == vault.Recovery {
		return s.ledger.Record(ctx, data.Event{Kind: data.EventRecovered})
	}
	return s.ledger.Seen(ctx, me.ID, s.now())
}

func asVault(known []ledger.Login) []vault.Login {
	all := make([]vault.Login, 0, len(known))
	for _, k := range known {
		all = append(all, vault.Login{ID: k.ID, Kind: vault.SlotKind(k.Kind), Public: k.Public})
	}
	return all
}

// place hands the ledger its key; nothing else in the house does.
func (h *House) place(keys *vault.Keys) ledger.Place {
	return ledger.Place{
		Path:  filepath.Join(keys.Vault().Dir(), "ledger.db"),
		Vault: keys.Vault().ID(),
		Key:   func() []byte { return keys.Ledger().Bytes() },
		Now:   h.now,
		Back:  keys.Vault().Restored(),
	}
}

func (h *House) session(keys *vault.Keys, l *ledger.Ledger) *Session {
	s := &Session{keys: keys, ledger: l, adapters: h.adapters, gates: h.gates, now: h.now, stall: &stall{}, gate: h.allowed, atlas: &atlas{bundled: h.codes}}
	s.office = office.New(office.Config{Ledger: l, Stall: sealing{s}, Login: keys.Login().ID, Now: h.now, Tells: s.tells, Codes: s.table,
		Confirm: func(passphrase []byte) error { return keys.Vault().Confirm(keys.Login().ID, passphrase) }})
	return s
}

// Session is an open house: the owner's.
type Session struct {
	keys     *vault.Keys
	ledger   *ledger.Ledger
	stall    *stall
	atlas    *atlas
	office   *office.Office
	adapters Adapters
	gates    map[data.Brand]Gate
	now      func() time.Time
	rounds   rounds
	gate     guard.Gate
	backing  backing
	sheet    []byte // recovery code shown and not yet proved
}

// Office is the owner's desk.
func (s *Session) Office() *office.Office { return s.office }

// Login is whose passphrase opened the house.
func (s *Session) Login() string { return s.keys.Login().ID }

// Check reads every page of the ledger; it takes about 0.2 s of processor time
// per 55 MB, so run it in the background. Damaged when a page is not ours.
func (s *Session) Check(ctx context.Context) error { return s.ledger.Check(ctx) }

// Arrived records that something was plugged in while the owner was signed in:
// what is storage or handset, name is how it calls itself.
func (s *Session) Arrived(ctx context.Context, what, name string) error {
	e := data.Event{Kind: data.EventArrival, Args: map[string]string{"what": what, "words": name}}
	if me := s.keys.Login(); me.Kind != vault.Recovery {
		e.Login = me.ID
	}
	return s.ledger.Record(ctx, e.Tidy())
}

// Rest moves recent commits into the file; call it when nothing happens.
func (s *Session) Rest(ctx context.Context) error { return s.ledger.Checkpoint(ctx) }

// Close ends the session: the ledger is checkpointed and closed, keys wiped.
func (s *Session) Close() error {
	clear(s.sheet)
	err := errors.Join(s.stall.close(), s.ledger.Close())
	s.keys.Wipe()
	return err
}
