// Package medusa reads orders from a shop's own Medusa server (version 2) over
// its admin API, with a secret API key.
//
// How it pulls. By date of change, oldest first; each page asks for what changed
// from the moment the last one ended with, and leaves out what we have of that
// moment. Where more orders share one moment than a page holds, as after a bulk
// update, they are read by id until the moment is done; nothing is counted off
// from the top. Capturing a payment does not move the date of change, so orders
// still open here are read again (shop.Rereader).
//
// What is asked for is part of the answer: Medusa sums an order from the fields
// that were named, so one that is left out is missing from the total and from
// the state, and nothing says so. The list of fields stands in query.go, and no
// shorter one is ever used to read an order.
//
// How it reads money. Amounts are plain numbers in the currency itself, tax
// included where this package uses them. Each is rounded by itself, half away
// from zero; the total is rounded once, from the server's own. If the rounded
// parts do not add up to it, the difference of a few yen stands as a charge of
// its own (端数調整). Figures per tax rate are summed first and rounded after,
// and the largest takes up the difference. A total that is not whole yen is
// pointed out to a person.
//
// What Medusa has no field for stays empty: readings of names, the wanted date
// and slot, gifts, remarks. Shops keep such things under keys of their own in
// the metadata, which nobody can know.
//
// A payment that is only authorised is a promise: such an order waits, unless
// its way of payment is cash on delivery (代引) or later (後払い). An order that the shop completed or
// archived by hand counts as shipped.
//
// It writes one thing: that a parcel has left (shop.Teller), by a fulfillment
// of what is in none yet and its shipment, both with no_notification. From which
// stock location is left to the server, which knows it by the way of delivery.
package medusa
