// Package setup is the first run: five steps from an empty machine to the
// first label. Steps three to five can be left and resumed; a recovery code
// that was not proved is drawn anew.
package setup
