// Package intake is the room where an order file of a shop comes in: which file,
// which shop, which column means what, what would happen, and then it happens,
// whole or not at all. At the end it asks whether the file, which is full of
// addresses, may go.
//
// It shows three rows of the file and keeps none: leaving the room forgets them.
package intake
