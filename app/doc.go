// Package app is the shell: the window, its two states Locked and Open, the
// frame with rail and foot, and the way from room to room.
//
// It is handed a House by main and joins nothing below it: vault, store, shops
// and printers stay behind that interface. Whatever is decrypted hangs off one
// Session; locking cancels what runs, closes it and calls main's lock, which
// never returns. Locking never asks.
package app
