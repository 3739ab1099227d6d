package house

import (
	"context"
	"path/filepath"
)

// Folder is where the vault lies.
func (s *Session) Folder() string { return s.keys.Vault().Dir() }

// Save writes files into a folder, and makes it where it is not there. Nothing
// of a customer goes this way: the hardening pack does. It fails as the guard
// does, "fault.place.…".
func (s *Session) Save(ctx context.Context, folder string, files map[string][]byte) error {
	if err := s.gate.Folder(folder); err != nil {
		return err
	}
	for name, content := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.gate.Replace(filepath.Join(folder, name), content); err != nil {
			return err
		}
	}
	return nil
}
