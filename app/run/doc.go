// Package run takes a print run from its first unprinted page to its last.
//
// Every page is a job of its own, noted in the ledger before a byte of it goes
// out and again when it has ended. So a jam, an empty tray, a crash or a lock
// costs at most the page that was on its way, and of that one either the
// printing system or a person says whether it came out. It never guesses, never
// sends a page twice by itself, and never goes past a page it cannot tell of,
// but on a printer that never says anything: that one gets a stretch of pages, and
// then a person looks at all of them at once.
package run
