// Package vendure reads orders from a shop's own Vendure server (3.6 or newer)
// over its GraphQL admin API, with an API key in the header vendure-api-key.
//
// How it pulls. Paying for a cart does not move its date of change, so a pull
// has two parts: what was placed since the last one, by orderPlacedAt, and what
// changed since, by updatedAt. Shipping and settling move neither, so orders
// still open here are read again (shop.Rereader). Each page asks for what comes
// after the moment the last one ended with, those of that moment excepted that we
// have; nothing is counted off from the top.
// Carts stand in the same list and are left out.
//
// How it reads money. Amounts are integers in a precision the server tells
// (hundredths, as a rule, even of a yen). Each amount is rounded by itself, half
// away from zero. The order's total is rounded once, from the server's own
// total; if the rounded parts do not add up to it, the difference of a few yen
// stands as a charge of its own (端数調整), so that goods and charges always make
// up what is paid. Figures per tax rate are summed first and rounded after, and
// the largest takes up the difference. A total that is not whole yen is pointed
// out to a person.
//
// A payment that is only authorised (PaymentAuthorized) is a promise, and the
// offline payments of Vendure rest in that state until the money is there: such
// an order waits, unless its way of payment is cash on delivery.
//
// It writes one thing: that a parcel has left (shop.Teller), by a fulfillment of
// what is in none yet, moved to Shipped. An order that left before it was paid
// stays in its state of payment at the server; for us it is shipped once
// everything in it is.
package vendure
