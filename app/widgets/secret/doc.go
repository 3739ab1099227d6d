// Package secret is the widgets that hold a secret: a field that is typed into
// and a drawing of words to be copied by hand.
//
// The bytes lie in memory the system is asked not to swap, in one place of
// fixed size, and are overwritten as soon as they have been handed on. No
// secret is ever a string, a text object or a cache entry here: fields draw
// dots, drawings are pixels that are wiped. There is no way to show what was
// typed.
package secret
