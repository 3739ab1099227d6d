// Package orders is the room of the orders: shelves with counts, a search that
// needs no click, rows to check, the open order at the right, and what can be
// done with the checked ones.
//
// It asks the desk and shows; it decides nothing about money, states or
// labels, and knows no other screen.
package orders
