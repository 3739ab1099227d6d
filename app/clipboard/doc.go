// Package clipboard puts what the owner copies onto the clipboard of this
// computer, marked as not to be kept, and takes it away again after Keep, or at
// once when Nifuda locks. What somebody else has copied since stays.
//
// How each system is told not to keep it:
//
//   - X11: x-kde-passwordManagerHint, and no answer to clipboard managers that
//     ask for everything at an owner's end. CLIPBOARD alone, never the selection
//     of the middle mouse button. The X server keeps no copy: whoever pastes asks
//     the owner of the selection, so somebody has to be there to answer. That is
//     a connection and a goroutine of our own, which end with the copy: the
//     window's own clipboard knows no hints, cannot be taken away, and answers
//     only while its thread is free. With the process the owner goes too.
//   - Windows: ExcludeClipboardContentFromMonitorProcessing, and no to the
//     history and to other computers.
//   - macOS: org.nspasteboard.ConcealedType, and this computer alone. Compiled,
//     and run by nobody yet.
//
// Not reached: a window that Wayland shows by itself and not through X11 has no
// part in the selections of X11, and there nothing is copied at all. And a
// program that does not heed a hint keeps what it read in time.
//
// Packers have nothing that could be copied; no screen of theirs reaches this
// room.
package clipboard
