// Package phrase is where somebody who has a login chooses another passphrase:
// because she wants to, because the owner asks for it every so often, or because
// somebody else chose the one she has.
//
// The old and the new one are bytes that go to whoever changes them and are
// wiped there; this room keeps neither.
package phrase
