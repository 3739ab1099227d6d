// Package sync brings changed orders from a storefront into a ledger.
//
// Planning is pure: what to read again, when to stop. Running does the I/O:
// one page at a time, each committed together with the cursor behind it, so
// that a crash, a lock or a cancel between pages loses nothing and repeats at
// most one page, which the ledger absorbs.
package sync
