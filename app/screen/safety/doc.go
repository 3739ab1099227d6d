// Package safety is the room of what happened: what is odd on top, the
// activity log in plain sentences below, the check that nothing in it was
// changed, and the page that says what Nifuda can keep and what it cannot.
//
// It only reads. It holds order numbers, counts, reasons and the names of the
// people who work here, and nothing of a customer.
package safety
