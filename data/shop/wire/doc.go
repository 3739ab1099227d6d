// Package wire carries an adapter's requests to its storefront and back.
//
// It keeps the pace the storefront asks for, repeats reads that failed for a
// passing reason (server errors, "come back later", cut or unreadable answers)
// with growing pauses, and puts a bound on everything: the time of one attempt,
// the number of attempts, the length of a pause, the size of an answer after
// unpacking.
//
// It refuses addresses without encryption unless they are on this machine,
// servers whose certificate is not the shop's, and being sent on to another
// host: the access key goes where the owner pointed and nowhere else.
//
// Its log line is made of labels and numbers alone. No address with a query,
// no header, no byte of a request or an answer can reach it, and errors follow
// the same rule.
package wire
