package data

import "time"

// PostalTable is which table of postal codes addresses are held against.
type PostalTable struct {
	Own   bool      // the owner took it from Japan Post's file; else it came with the program
	Taken time.Time // when; zero for the program's
	Towns int
	Fault string // why the owner's is not used, a fault's key; empty when it is, or when there is none
}

// PostalNews is what a file of Japan Post's would change. Nothing has changed
// yet.
type PostalNews struct {
	Sum           string // names what was read: who takes it says so
	Towns, Before int    // how many towns, in the file and in the table that is used
	New, Gone     []string
}

// PostalKept is what the ledger keeps of the owner's table. The table lies
// beside it in a file: it is no secret, but it must be the one she took.
type PostalKept struct {
	Sum   string    // SHA-256 of the file, in hex; empty when there is none
	Taken time.Time // when she took it
}
