// Package shops is the room of the storefronts: a card each with its last sync
// and its trouble in a sentence, and the form that connects another.
//
// Keys go in here and never come out again.
package shops
