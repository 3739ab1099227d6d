// Package capslock asks the system whether Caps Lock is on, for a hint beside
// the passphrase. The toolkit does not tell.
package capslock
