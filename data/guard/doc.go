// Package guard decides where bytes may go. It is the one room besides the
// vault and the store that opens a file for writing, and a test over the source
// keeps it so.
//
// [Place] judges a folder: only a drive that is built into this computer and
// that no cloud service copies may hold the ledger or its backups. What cannot
// be told is refused, with a sentence of its own. [Gate] writes files to places
// that were judged.
//
// Linux is read from mountinfo and sysfs, without asking for rights: encrypted,
// logical, loop and btrfs volumes are looked through down to the drives below
// them. Windows tells the kind of the drive and the bus it hangs on; macOS is
// asked through diskutil. An overlay whose upper layer is not to be seen from
// here is a container's own layer, and is allowed: what lies below it is its
// host's affair.
//
// It cannot see what a system hides: a virtual disk file of Windows that lies
// on a stick, Desktop and Documents that macOS keeps in iCloud, a folder that a
// sync program without a mark in it copies, another computer's share of a
// folder of this one.
package guard
