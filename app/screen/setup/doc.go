// Package setup is the first run in five steps: language and shop, owner and
// passphrase, recovery sheet, first shop, printer and stock.
//
// The first two make the ledger; the other three need it and can be left and
// resumed. Passphrases and recovery codes are bytes that are wiped; the sheet
// is drawn as pixels and covered before two of its groups are asked back.
package setup
