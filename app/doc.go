// Package app is the shell: the window, its two states Locked and Open, the
// frame with rail and foot, and the way from room to room.
//
// It is handed a House by main and joins nothing below it: vault, store, shops
// and printers stay behind that interface. Whatever is decrypted hangs off one
// Session; locking cancels what runs, closes it and calls main's lock, which
// never returns. Locking never asks.
//
// A lock may take idle.Patience: 0.25 s each to note what was plugged in and to
// park what is in progress, 0.2 s to close the files, and whatever hangs is given
// up. Main has 0.1 s more, for the clipboard. A lock that the window's thread
// does not come to by then parks what was noted last, in 0.1 s. Without anything
// open it wipes what was typed and nobody sees it; an unlock that is running goes
// with the process, and one that a lock event overtook is thrown away.
package app
