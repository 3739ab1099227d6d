// Package today is what a solo owner opens the program for: three numbers, the
// one button that does the evening, what changed since last time, and what
// needs a person.
//
// It counts nothing itself; the desk does. Its buttons lead to other rooms
// through functions it is handed.
package today
