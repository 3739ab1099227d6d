// Package shop is the port through which orders come down from a storefront,
// and the few rules of reading that every storefront shares: clean text,
// Japanese addresses, delivery slots, and what makes an order unusable.
//
// Each storefront is an adapter below this folder. An adapter reads what its
// storefront says into the words of package data and passes the suite in
// shoptest. It guesses nothing: what the storefront does not tell stays empty,
// an order that cannot be read is set aside as data.Broken with its reason, and
// what a person has to look at becomes a data.Problem.
//
// The port refuses to know how orders are kept: it has no ledger, no files and
// no screens, and no word about customers ever stands in one of its errors.
package shop
