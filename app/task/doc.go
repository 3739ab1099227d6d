// Package task is background work for the screens. It is, beside app/idle, the
// only room of the screens that starts a goroutine or hands something back to
// the window's thread.
//
// All work hangs off one context: when the session ends, what still runs is
// cancelled and what comes back late is never shown.
package task
