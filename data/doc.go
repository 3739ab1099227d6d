// Package data is the vocabulary of the shop: orders, parcels, people, money,
// addresses, storefronts, and what can go wrong with them.
//
// It imports the standard library alone and does no I/O. Every other room
// speaks in these words; a rule of the business that needs no file and no
// network ("what ships today?", "is this order still open?") is a method here.
package data
