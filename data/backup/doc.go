// Package backup is the shape of a backup: one file with the key file and an
// encrypted copy of the ledger, and a digest over both.
//
// Nothing in it is in the clear but what lies in the clear in the vault: it
// opens with a passphrase of that day and with nothing else. It is a tar file
// with a digest after its end, so that somebody without Nifuda can take it
// apart. The digest names damage; against forgers stand the ledger's own MACs
// and its list of logins.
//
// The package reads and writes streams. Where they lie is the business of
// data/guard, what opens them that of data/vault and data/store.
package backup
