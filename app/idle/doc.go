// Package idle calls for the lock: when nobody has touched this computer for
// too long, and whenever the system says that nobody should see it now.
//
// What is watched, and where. Each line runs in a goroutine of its own, so no
// widget, and no other line, keeps it waiting:
//
//   - everywhere: input in our own window, Ctrl+L, and both clocks. A wall and a
//     monotonic clock that part by 20 s, or no turn for us in 20 s, is sleep. A
//     sleep shorter than that is left to those who announce it.
//   - Linux, the system bus: logind's Lock, LockedHint, Active (another person's
//     desktop), PrepareForSleep and PrepareForShutdown, of our own session, or of
//     every one where nobody knows ours.
//   - Linux, the desktop's bus: ActiveChanged of the freedesktop, GNOME, KDE,
//     Xfce, Cinnamon and MATE screen savers.
//   - Linux, for how long: the X server, or GNOME's compositor under Wayland.
//     Other Wayland desktops tell nobody; there our own window's input counts.
//   - Windows: session lock, the console or the remote end going away, logging
//     off, suspend, resume, the lid and the end of the session, in messages to a
//     hidden window; GetLastInputInfo for how long.
//   - macOS: the screen's lock and the session in front, looked at once a second;
//     Quartz's idle seconds for how long. Compiled, and run by nobody yet.
//
// A lock event needs no proof. It only locks; still, what a program sends that
// does not own the bus name it speaks for is not heard, or anybody at the
// computer could keep the shop from packing. A bus that is not there, dies or
// begins anew is tried again after 1 s, 2 s … 60 s, in silence.
//
// A Hold keeps the computer awake from PrepareForSleep until the lock is done:
// the process hands it to the fresh one, which lets go once its unlock screen is
// painted, or after Painting.
//
// A scanner types like a keyboard and counts as somebody being there. This is,
// beside app/task, the only room of the screens that starts a goroutine.
package idle
