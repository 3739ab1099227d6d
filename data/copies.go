package data

import "time"

// Backups is how the encrypted copies of the ledger stand.
type Backups struct {
	Folder string    // where they are kept; empty while the owner has chosen none
	Last   time.Time // when the newest was written and read back; zero when there is none
	Count  int       // how many there are, KeepBackups at most
	Fault  string    // why the last try failed, a fault's key; empty when it did not
}

// BackupFile is a backup that was found in a folder.
type BackupFile struct {
	Path string
	At   time.Time // when the file was written
}

// KeepBackups is how many backups are kept; what the shop no longer keeps is
// gone from them when the last one that had it is.
const KeepBackups = 14

// BackupEvery is how old the newest backup may get while the ledger is open.
const BackupEvery = 24 * time.Hour

// Engine says which versions the encrypted file is open in.
type Engine struct {
	Cipher string // of SQLCipher, as it says it
	SQLite string
}
