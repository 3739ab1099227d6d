// Package store opens the shop's encrypted files: SQLCipher 4 through a
// connector that keys each new connection first and sets pragmas second.
//
// One connection writes and owns every checkpoint, a few others only read.
// The key stands in no DSN that outlives the call, no URI, no error and no
// log. After opening, the store proves that the file is really encrypted or
// refuses it, and a MACed commit counter beside the file tells when newer
// commits are missing: a cut write-ahead log, or an older copy put back. A
// copy of both the file and its counter from one moment cannot be told from
// the real thing.
//
// Only the packages below store speak SQL, and only this file's connector
// may say PRAGMA key.
package store
