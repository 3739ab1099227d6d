// Package idle knows for how long nobody has touched this computer, and calls
// for the lock when it is too long.
//
// The system is asked where it tells (X11, GNOME on Wayland, Windows); input in
// our own window counts everywhere, and a jump between the wall clock and the
// monotonic one means that the computer slept. A scanner types like a keyboard
// and counts as somebody being there. It is, beside app/task, the only room of
// the screens that starts a goroutine.
package idle
