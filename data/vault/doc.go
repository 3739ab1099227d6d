// Package vault turns a passphrase into the keys of the shop's files, and is
// the only room that ever sees one.
//
// Each login has a slot in keys.json: a P-256 key pair whose private half is
// wrapped by AES-256-GCM under Argon2id(passphrase), and the file keys sealed
// to its public half with HPKE (RFC 9180: DHKEM(P-256), HKDF-SHA-256,
// AES-256-GCM). A file key is 32 random bytes and a 16-byte salt.
//
// keys.json is not secret and not trusted: the ledger holds the true list of
// logins, [Vault.Verify] compares the two, and sealing uses public keys from
// that list alone. Names and permissions are not here.
//
// The vault refuses Argon2id parameters below its floor, never erases anything
// after wrong tries, and tells a wrong passphrase from a damaged file.
package vault
