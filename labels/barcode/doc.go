// Package barcode turns what a scanner is to read into bars and squares.
//
// It is pure: it draws nothing and knows no page and no printer. What a code
// cannot carry is an error; nothing is transliterated.
package barcode
