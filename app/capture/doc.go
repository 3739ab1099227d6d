// Package capture asks the system to leave our window out of screenshots and
// recordings, where it takes such a wish: on Windows and, as far as programs
// heed it, on macOS. It keeps honest programs from it and no others; a phone's
// camera does not ask. There is no switch: who helps a shop from afar is told
// what is on the screen.
//
// Under X11 every program of the same person may read the screen, and nobody
// can be asked. Under Wayland the desktop decides and asks the person.
package capture
