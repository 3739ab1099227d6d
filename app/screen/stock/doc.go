// Package stock is the room 用紙, reached from the settings: the makers' label
// sheets and rolls, found by the number on the packet, stock that the owner
// measured herself, drawn as she types, and the forms that say where words go
// on a carrier's pre-numbered slip.
//
// It prints nothing but test pages, which hold nothing of an order. What may be
// kept is decided by the vocabulary, not here.
package stock
