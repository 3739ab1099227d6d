// Package futureshop reads orders from a futureshop store over its API (version
// 2), with the client id and secret and the shop key that futureshop issued. The
// address of the API differs from store to store.
//
// How it pulls. The list knows order dates alone, and when an order changed shows
// only where one order is asked for. So a pull lists what was ordered since and
// reads each order, and the open orders are read again (shop.Rereader). Pages
// follow one another by an address in the answer, which is followed on the same
// host only. One call a second.
//
// How it reads money. Prices may be before tax, with the tax beside them: for a
// piece, for the line, or only for the whole order. The way that makes up the
// total is taken. Whether the total stands before or after points and coupons is
// decided the same way, and what is left over stands as a charge of its own and is
// pointed out. There are no figures per tax rate that speak of the whole order.
//
// Where it stands. Two states were seen by name, waiting for payment and
// completed; one whose name says so is cancelled. Of any other the money and the
// parcels decide, and the name is pointed out; so they do where the store says that
// a parcel of a completed order has not left.
//
// It writes nothing: how a tracking number is told is not known, so parcels are
// marked as shipped in the store by hand. Not known either: which field holds
// wrapping in words, and how a missing permission is told.
package futureshop
