// Package newphrase is the form in which somebody chooses a passphrase: typed
// twice, weighed while it is typed, with a generated one to copy by hand. The
// first run and the change of a passphrase share it.
//
// What is typed and what is offered are bytes in locked memory, drawn as dots
// or pixels, and wiped. The form never keeps or sends a passphrase.
package newphrase
