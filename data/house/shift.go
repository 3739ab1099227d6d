package house

import (
	"context"
	"errors"

	"nifuda/data"
	desk "nifuda/data/bench"
	"nifuda/data/store/bench"
	"nifuda/data/vault"
)

// Shift is the open bench: a packer's session. Nothing in it knows the ledger.
type Shift struct {
	badge *vault.Badge
	file  *bench.File
	porch *desk.Porch
}

// openBench unlocks the bench for a packer. Faults are those of
// vault.OpenBench and bench.Open, and Damaged "fault.bench.closed" when the
// bench waits for the owner.
func (h *House) openBench(ctx context.Context, v *vault.Vault, login string, passphrase []byte) (*Shift, error) {
	badge, err := v.OpenBench(login, passphrase)
	if err != nil {
		return nil, err
	}
	s, err := h.stand(ctx, v, badge)
	if err != nil {
		badge.Wipe()
		return nil, err
	}
	return s, nil
}

func (h *House) stand(ctx context.Context, v *vault.Vault, badge *vault.Badge) (*Shift, error) {
	for _, key := range badge.Bench() {
		place := benchPlace(v, key.Bytes())
		ok, err := bench.Opens(ctx, place)
		if err != nil {
			return nil, waitsForOwner(err)
		}
		if !ok {
			continue
		}
		f, err := bench.Open(ctx, place)
		if err != nil {
			return nil, waitsForOwner(err)
		}
		porch, err := desk.At(ctx, desk.Config{File: f, Login: badge.Login().ID, Badge: badge, Now: h.now, Wrong: badge.Wrong()})
		if err == nil {
			err = badge.Forgive()
		}
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		return &Shift{badge: badge, file: f, porch: porch}, nil
	}
	return nil, waitsForOwner(&data.Fault{Kind: data.Damaged, Key: "fault.bench.closed"})
}

// waitsForOwner is what a damaged bench means to a packer: the owner's next
// sign-in finds and mends it.
func waitsForOwner(err error) error {
	if data.KindOf(err) != data.Damaged {
		return err
	}
	return &data.Fault{Kind: data.Damaged, Key: "fault.bench.closed", Err: err}
}

// Login is whose shift it is.
func (s *Shift) Login() string { return s.badge.Login().ID }

// Porch is where she stands first.
func (s *Shift) Porch() *desk.Porch { return s.porch }

// ChangePassphrase gives her another passphrase. Faults are those of
// vault.Judge and vault.Change.
func (s *Shift) ChangePassphrase(ctx context.Context, old, fresh []byte) error {
	if _, err := vault.Judge(fresh); err != nil {
		return err
	}
	if err := s.badge.Vault().Change(s.Login(), old, fresh); err != nil {
		return err
	}
	return s.porch.Chosen(ctx)
}

// Arrived records that something was plugged in while she was signed in.
func (s *Shift) Arrived(ctx context.Context, what, name string) error {
	return s.porch.Arrived(ctx, what, name)
}

// Check reads every page of the bench; Damaged when one is not ours.
func (s *Shift) Check(ctx context.Context) error { return s.file.Check(ctx) }

// Rest takes off the bench what has lain there long enough, and moves recent
// commits into the file.
func (s *Shift) Rest(ctx context.Context) error {
	return errors.Join(s.porch.Sweep(ctx), s.file.Checkpoint(ctx))
}

// Close ends the shift: the bench is closed, keys wiped.
func (s *Shift) Close() error {
	err := s.file.Close()
	s.badge.Wipe()
	return err
}
