// Package stock is the label sheets and rolls that one can buy, as data: how
// large the paper is and where its labels are.
//
// Sizes are millimetres. A new kind of sheet is a new row of the table, with
// the product numbers that share its grid.
package stock
