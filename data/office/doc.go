// Package office is the owner's desk: one method per intention, each one
// transaction. It needs an open ledger to exist, so whoever holds an *Office
// holds the owner's key; a packer's process cannot build one.
//
// Everything decrypted hangs off the Office. It keeps no cache of its own.
package office
