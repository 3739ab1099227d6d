package house

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"sync"

	"nifuda/data"
	"nifuda/data/office"
	"nifuda/data/store/bench"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// stall is the bench in an owner's session: one gesture at a time, so that
// nobody has the file open while it is re-keyed.
type stall struct {
	mu   sync.Mutex
	file *bench.File
}

// With lends the open file.
func (s *stall) With(do func(*bench.File) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return &data.Fault{Kind: data.NotFound, Key: "fault.bench.shut"}
	}
	return do(s.file)
}

func (s *stall) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	s.file = nil
	return err
}

// sealing is the stall with the vault's way to seal.
type sealing struct{ *Session }

func (s sealing) With(do func(*bench.File) error) error { return s.stall.With(do) }

func (s sealing) Seal(to ledger.Login, about string, plain []byte) ([]byte, error) {
	return s.keys.SealTo(vault.Login{ID: to.ID, Kind: vault.SlotKind(to.Kind), Public: to.Public}, about, plain)
}

const benchName = "bench.db"

func benchPlace(v *vault.Vault, key []byte) bench.Place {
	return bench.Place{Path: filepath.Join(v.Dir(), benchName), Vault: v.ID(), Key: func() []byte { return key }}
}

// openStall opens the bench, founds it where there is none, takes over what
// packers did and makes it what the ledger says. A bench that is not what was
// left there is recorded, told to the owner and founded anew: the ledger has
// all that belongs on it.
func (s *Session) openStall(ctx context.Context) error {
	keys, err := s.ledger.BenchKeys(ctx)
	if err != nil {
		return err
	}
	if len(keys) > 0 {
		err := s.takeOver(ctx, keys[len(keys)-1])
		reason := reasonOf(err)
		if reason == "" {
			return err
		}
		if !s.keys.Vault().Restored() { // else it is no wonder
			if err := s.ledger.BenchFault(ctx, reason); err != nil {
				return err
			}
		}
		_ = s.stall.close() // it goes, whatever it says
	}
	if err := s.foundStall(ctx); err != nil {
		return err
	}
	return s.office.Settle(ctx)
}

// takeOver opens the bench that should be there.
func (s *Session) takeOver(ctx context.Context, key ledger.BenchKey) error {
	if err := s.reopen(ctx, key); err != nil {
		return err
	}
	f := s.stall.file // nobody else has the session yet
	if missing, unsure := f.Missing(); missing > 0 || unsure {
		if err := s.ledger.BenchFault(ctx, "behind"); err != nil {
			return err
		}
		if err := f.Caught(ctx); err != nil {
			return err
		}
	}
	if err := s.office.Absorb(ctx); err != nil {
		return err
	}
	return s.office.Settle(ctx)
}

// reasonOf names what is wrong with a bench that has to be founded anew; empty
// when the error is none of the bench's. Whoever wrote the file can make any
// read of it fail in any way, so only what the disk or a stop does is not its
// fault.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	if b, ok := errors.AsType[office.BrokenBench](err); ok {
		return b.Reason
	}
	switch data.KindOf(err) {
	case data.Full, data.Busy, data.Stopped:
		return ""
	}
	return "damaged"
}

// foundStall makes an empty bench under a new key, whose chain goes on where
// the ledger last saw it, with a key of its own.
func (s *Session) foundStall(ctx context.Context) error {
	seen, err := s.ledger.BenchSeen(ctx)
	if err != nil {
		return err
	}
	if _, err := rand.Read(seen.Key[:]); err != nil {
		return err
	}
	if err := s.ledger.SetBenchSeen(ctx, seen); err != nil {
		return err
	}
	key, err := s.nextBenchKey(ctx)
	if err != nil {
		return err
	}
	place := benchPlace(s.keys.Vault(), key.Key)
	if err := bench.Create(ctx, place, seen); err != nil {
		return err
	}
	if err := s.sealed(ctx, key); err != nil {
		return err
	}
	return s.reopen(ctx, key)
}

// nextBenchKey draws the next generation of the bench's key and keeps it.
func (s *Session) nextBenchKey(ctx context.Context) (ledger.BenchKey, error) {
	before, err := s.ledger.BenchKeys(ctx)
	if err != nil {
		return ledger.BenchKey{}, err
	}
	fresh, err := vault.NewFileKey()
	if err != nil {
		return ledger.BenchKey{}, err
	}
	defer fresh.Wipe()
	key := ledger.BenchKey{Generation: 1, Key: append([]byte(nil), fresh.Bytes()...)}
	if n := len(before); n > 0 {
		key.Generation = before[n-1].Generation + 1
	}
	return key, s.ledger.KeepBenchKey(ctx, key)
}

// sealed makes one generation the only one, for packers and in the ledger.
func (s *Session) sealed(ctx context.Context, key ledger.BenchKey) error {
	known, err := s.ledger.Logins(ctx)
	if err != nil {
		return err
	}
	if err := s.keys.SealBench(asVault(known), []vault.BenchKey{vault.BenchKey(key)}); err != nil {
		return err
	}
	all, err := s.ledger.BenchKeys(ctx)
	if err != nil {
		return err
	}
	for _, k := range all {
		if k.Generation == key.Generation {
			continue
		}
		if err := s.ledger.DropBenchKey(ctx, k.Generation); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) reopen(ctx context.Context, key ledger.BenchKey) error {
	f, err := bench.Open(ctx, benchPlace(s.keys.Vault(), key.Key))
	if err != nil {
		return err
	}
	s.stall.mu.Lock()
	defer s.stall.mu.Unlock()
	s.stall.file = f
	return nil
}

// rotate gives the bench a new key: both generations stand for those who stay
// before the first byte is written under the new one, and the old one goes
// once the file opens under it. From wherever it was cut off, vouch or the next
// rotation goes on.
func (s *Session) rotate(ctx context.Context) error {
	if err := s.stall.close(); err != nil {
		return err
	}
	keys, err := s.ledger.BenchKeys(ctx)
	if err == nil {
		err = s.finishRotation(ctx, keys)
	}
	if err != nil { // the session goes on with the bench as it is
		return errors.Join(err, s.reopenAny(ctx, keys))
	}
	return s.reopen(ctx, keys[len(keys)-1])
}

// beginRotation keeps the key that the bench will have, unless one waits from
// a rotation that was cut off.
func (s *Session) beginRotation(ctx context.Context) error {
	keys, err := s.ledger.BenchKeys(ctx)
	if err != nil || len(keys) > 1 {
		return err
	}
	_, err = s.nextBenchKey(ctx)
	return err
}

// reopenAny opens the bench with whichever key opens it.
func (s *Session) reopenAny(ctx context.Context, keys []ledger.BenchKey) error {
	for _, key := range keys {
		if ok, err := bench.Opens(ctx, benchPlace(s.keys.Vault(), key.Key)); err == nil && ok {
			return s.reopen(ctx, key)
		}
	}
	return nil
}

// finishRotation brings the bench from whichever older key opens it to its
// last one.
func (s *Session) finishRotation(ctx context.Context, keys []ledger.BenchKey) error {
	if len(keys) < 2 {
		return nil
	}
	fresh := keys[len(keys)-1]
	known, err := s.ledger.Logins(ctx)
	if err != nil {
		return err
	}
	var all []vault.BenchKey
	for _, k := range keys {
		all = append(all, vault.BenchKey(k))
	}
	if err := s.keys.SealBench(asVault(known), all); err != nil {
		return err
	}
	// A bench that no key opens, or that is not there, is founded anew later.
	if err := s.toLastKey(ctx, keys); err != nil && data.KindOf(err) != data.Damaged {
		return err
	}
	return s.sealed(ctx, fresh)
}

func (s *Session) toLastKey(ctx context.Context, keys []ledger.BenchKey) error {
	for i := len(keys) - 1; i >= 0; i-- {
		place := benchPlace(s.keys.Vault(), keys[i].Key)
		opens, err := bench.Opens(ctx, place)
		switch {
		case err != nil:
			return err
		case opens && i == len(keys)-1:
			return nil
		case opens:
			return bench.Rekey(ctx, place, keys[len(keys)-1].Key)
		}
	}
	return nil
}

// vouch lets the ledger vouch for keys.json, after finishing a rotation that
// was cut off: until then the slot of whoever left may still be there.
func (s *Session) vouch(ctx context.Context) error {
	keys, err := s.ledger.BenchKeys(ctx)
	if err != nil {
		return err
	}
	known, err := s.ledger.Logins(ctx)
	if err != nil {
		return err
	}
	list := asVault(known)
	if len(keys) > 1 {
		gone, err := s.ledger.GonePackers(ctx)
		if err != nil {
			return err
		}
		list = append(list, asVault(gone)...)
	}
	if err := s.keys.Vault().Verify(list); err != nil {
		return err
	}
	return s.finishRotation(ctx, keys)
}
