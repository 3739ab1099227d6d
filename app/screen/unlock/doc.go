// Package unlock is the first thing anybody sees: the tag, the shop's name,
// who, and the passphrase. It knows no customer and no key.
//
// The passphrase goes from the secret field to the door as bytes, and is wiped
// here as soon as the door has answered.
package unlock
