// Package arrival tells of storage and phones that are plugged in while it
// watches. It tells and does nothing: what an arrival means, and who is locked
// out by it, is its caller's affair.
//
// One plug is one arrival, however many parts the device has. What was there
// before the watch began is none. When in doubt it tells: a card taken out of a
// reader looks to Linux like one put in.
//
// Linux: the kernel's own events (netlink, group 1), from the kernel alone; no
// rights and no udev are needed. Windows: device-change messages to a window
// that is never shown; a window belongs to one thread, so a goroutine of this
// room holds that thread for as long as the watch is open. macOS: the folder of
// the volumes is looked at every second, so a drive is seen once it is mounted,
// and a phone is not seen.
package arrival
