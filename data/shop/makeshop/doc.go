// Package makeshop reads orders from a MakeShop store over its GraphQL API, with
// the store's own permanent token and API key. Where the API lives stands in the
// letter that admits a store; the usual address is taken where the owner gives
// none beyond the host.
//
// What is known of it. The description of its types cannot be read by a program,
// and asking for a field that does not exist fails the whole question. So only
// fields that clients in use ask for are always asked for; others (readings of
// names, the buyer's address, rates) are tried one by one, once, and those that
// were accepted are remembered beside the keys. No other field is ever sent.
//
// How it pulls. The search knows the dates of orders and of payments, and nothing
// tells when an order changed. Later pulls list what was ordered in the last
// sixty days and what was paid since. An order cannot be asked for by its number:
// it is looked for among those not sent, then among all within reach, newest
// first.
//
// How it reads money. Whether prices hold their tax, and where the fee for cash
// on delivery and points stand, is not known: sumPrice is the total, and an order
// whose parts do not make it up is pointed out. There are no figures per tax
// rate, and where the store does not tell the rate of goods either, that is
// pointed out too.
//
// Where it stands. The codes for payment are not known. An order that is paid
// beforehand by transfer or at a counter waits until the search by payment date
// finds it, and so does one that is paid in a way whose name says nothing, which is
// pointed out; any other is there to be sent.
//
// It writes the tracking number of a parcel (updateOrderAttribute). Whether
// marking it as sent (updateOrderDeliveryStatus) mails the buyer is not known, so
// that is done only where the owner allows mails. A row that has a message is
// read back: what stands there then counts. Carriers' codes are not known, so
// none is sent.
package makeshop
