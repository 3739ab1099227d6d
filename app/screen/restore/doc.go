// Package restore is the room where a ledger is put back from a backup: at the
// first run on a new computer, or in place of a damaged one.
//
// It opens nothing. Afterwards the ledger opens at the unlock screen, with a
// passphrase of the day of the backup.
package restore
