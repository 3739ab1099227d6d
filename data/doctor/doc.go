// Package doctor looks at a ship-to before it is printed: does the postal code
// go with the address, is there a house number, can the carrier take the
// characters, the lengths and the hours, is the telephone number one.
//
// It only finds and proposes: nothing is changed before a person says so, and
// nothing it finds keeps a label from being printed. It knows no order, no
// store and no screen; the table of postal codes and the day are handed to
// it.
package doctor
