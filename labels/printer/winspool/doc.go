// Package winspool asks the printing system of Windows for its queues and tells
// those that lead to a machine from those that write files, by the ports they
// print on and never by their names. It draws pages on them through their drivers
// (GDI), as dots and nothing else, or hands label printers their own language
// (RAW); it follows each job and deletes its copy when it has ended. Jobs have
// names that say nothing.
//
// A queue's address is "winport:" and the names of its ports, which
// data.LeadsToPaper knows. A port that belongs to the monitor for local ports
// and is no socket of the computer is a file, whatever it is called: that
// monitor lets anybody name a file so. A fax is one too. A queue on another
// computer gives the port that it has there; so one that forwards to a file is
// seen as one, as far as that computer tells.
package winspool
