// Package text is the words of the screens: a catalogue per language, whole
// sentences with named holes, dates and counts, and the sentence for a fault.
//
// It is our own because the toolkit's cannot change language while the program
// runs. A sentence is asked for by a dotted key (orders.empty), never by its
// English. It knows no screen and draws nothing.
package text
