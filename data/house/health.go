package house

// Folder is where the vault lies.
func (s *Session) Folder() string { return s.keys.Vault().Dir() }
