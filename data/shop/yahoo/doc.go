// Package yahoo reads orders from a Yahoo!ショッピング store over the store APIs
// (orderList, orderInfo), with a token that the owner grants in her browser to an
// application of her own, and the public key that Yahoo! issued for the store.
// Each call carries the store's name and the time, encrypted with that key; one
// call without it would shorten the grant to twelve hours for every program that
// uses it, so nothing is asked without a key. With it a grant lasts up to 28 days
// and the key a year; both have to be renewed then. Yahoo! has to admit an
// application to the order APIs first, and the address it calls from may have to be
// registered, which clients in use still meet: an address that is not is refused
// and named.
//
// How it pulls. orderList knows order dates alone, sixty-two days at a time, and
// shows when each order changed (LastUpdateTime). Later pulls list what was
// ordered in the last half year and read only what changed, one order per call.
// Orders that are older and change are not seen any more. One call a second.
//
// How it reads money. Unit prices include tax. Whether TotalPrice stands before
// or after points, gift cards and coupons is not said where it can be read: those
// are counted that make up the total, and what is left over stands as a charge of
// its own and is pointed out. There are no figures per tax rate, but each line has
// its rate.
//
// Where it stands. What is held, reserved or not released for shipping waits, as
// does what is not paid, unless it is paid at the door or later. A purchase for
// several people comes as several orders.
//
// It writes one thing: that a parcel has left (orderShipStatusChange), with the
// number and the day. IsPointFix is false unless the owner allows it: points that
// are fixed stay fixed. The code of Yamato is known from a program in use; other
// carriers' codes are not, so only the number is sent for them.
//
// Not known: the words for a social gift whose address is not entered yet (the
// shipping status is trusted), and how an order that is not there is refused: it
// is looked for in the list.
package yahoo
