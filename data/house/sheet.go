package house

import (
	"context"
	"fmt"

	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// DrawRecovery draws a new recovery code of 8 groups of 4 letters and lends
// it. It opens nothing until ProveRecovery; drawing again makes it void.
func (s *Session) DrawRecovery() []byte {
	clear(s.sheet)
	s.sheet = vault.GenerateCode()
	return s.sheet
}

// ProveRecovery makes the drawn code the recovery sheet, once two of its
// groups have been read back from paper. groups maps the number of a group,
// from 0, to what was typed. It fails with Invalid "fault.recovery.mismatch",
// and with Denied "fault.office.again" when no sheet is due: who sits down at an
// open desk draws herself no key.
func (s *Session) ProveRecovery(ctx context.Context, groups map[int][]byte) error {
	due, err := s.sheetDue(ctx)
	if err == nil && !due {
		err = &data.Fault{Kind: data.Denied, Key: "fault.office.again"}
	}
	if err != nil {
		return err
	}
	if len(s.sheet) == 0 || len(groups) < 2 {
		return &data.Fault{Kind: data.Invalid, Key: "fault.recovery.mismatch"}
	}
	for g, typed := range groups {
		read := vault.ReadCode(typed)
		at := g * vault.CodeGroupSize
		if g < 0 || at >= len(s.sheet) || string(read) != string(s.sheet[at:at+vault.CodeGroupSize]) {
			return &data.Fault{Kind: data.Invalid, Key: "fault.recovery.mismatch", Args: map[string]any{"group": g + 1}}
		}
	}
	drawn, err := s.keys.DrawRecovery(s.sheet)
	if err != nil {
		return err
	}
	old, err := s.recoveryLogin(ctx)
	if err != nil {
		return err
	}
	// The ledger learns of the new sheet first: a slot it does not know would be
	// refused, a login without a slot opens nothing and harms nothing.
	err = s.ledger.AddLogin(ctx, s.Login(), ledger.Login{ID: drawn.ID, Kind: string(drawn.Kind), Public: drawn.Public})
	if err != nil {
		return err
	}
	if err := s.keys.Keep(drawn); err != nil {
		return fmt.Errorf("keep the recovery sheet: %w", err)
	}
	clear(s.sheet)
	s.sheet = nil
	return s.ledger.RemoveLogin(ctx, s.Login(), old)
}

// sheetDue reports whether a recovery sheet is to be drawn: in the setup, and
// after the last one was used.
func (s *Session) sheetDue(ctx context.Context) (bool, error) {
	set, err := s.ledger.Settings(ctx)
	if err != nil || set.Setup != data.SetupDone {
		return err == nil, err
	}
	return s.ledger.SheetUsed(ctx)
}

func (s *Session) recoveryLogin(ctx context.Context) (string, error) {
	known, err := s.ledger.Logins(ctx)
	for _, k := range known {
		if k.Kind == string(vault.Recovery) {
			return k.ID, err
		}
	}
	return "", err
}
