// Package connect is the form by which a storefront is connected, shown by the
// setup and by the room of the shops: which kind, its address, its key, and a
// test before anything is kept.
//
// The key is typed into a secret field and handed on as bytes that are wiped.
package connect
