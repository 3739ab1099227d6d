// Package oauth signs in at storefronts whose keys are handed out in the owner's
// browser (RFC 6749, authorisation code; RFC 8252 for the loopback address; PKCE,
// RFC 7636), and renews keys that end by themselves.
//
// The owner registers an application of her own with the storefront and types
// its client id and secret: no key of ours is shared by all shops. The browser
// comes back to a port of this computer that listens for that one answer, on
// loopback alone; where a storefront only shows a code, the owner copies it.
//
// A key that was renewed is kept before it is used: some storefronts take the
// old one away at once, and a crash in between would shut the shop out.
package oauth
