// Package prefs is what the program remembers in the clear: language, text
// size, look, window size, the last printer and paper, and the names for the
// unlock screen.
//
// The toolkit keeps preferences in a plain file: nothing secret, and nothing
// of a customer, is ever written here.
package prefs
