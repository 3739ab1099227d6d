// Package ledger keeps everything the shop knows: orders, buyers, storefront
// tokens, settings and print runs, in one encrypted file.
//
// Names, addresses, phones, e-mails and what people wrote stand in the tables
// people and words, so that they can be erased while amounts stay. Every
// method is one transaction. It decides nothing: rules live in the desks.
package ledger
