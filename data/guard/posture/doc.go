// Package posture looks at the computer that Nifuda runs on and tells what a
// thief or a visitor would find there: whether its disks are encrypted, where
// memory is swapped to, what the printing system keeps, whether the system
// lets storage in, whether the screen locks.
//
// It says what the system itself says, without asking for rights. What cannot
// be told is [Unknown], never [Good]: a rule that may be there and cannot be
// read counts as not seen. Nothing here changes anything, and nothing but the
// questions of [Question] is ever started.
//
// The hardening pack in assets/hardening changes what is found here; [Part]
// says which parts of it are in force.
package posture
