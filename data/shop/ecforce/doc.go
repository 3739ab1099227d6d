// Package ecforce reads orders from an ecforce shop over its admin API (v2,
// JSON:API), an option of the contract, with a token of its admin.
//
// The description is for contract holders alone. All that is known comes from
// public programs that speak to it; what is not certain is named here.
//
// How it pulls. The first time by the date of creation, oldest first, later by
// the date of change, the newest first, until what is older than the last pull;
// that the API could be asked for what changed since has not been seen. Pages of
// changes are counted off: an order destroyed meanwhile can hide another until
// that changes again or, as long as it is open, is read again (shop.Rereader).
//
// The goods of an order are asked for by the name order_items, which nobody was
// seen to ask for in a list. Where they do not come the order is asked for by
// itself, and where they do not come then either it is set aside: an order never
// stands without its goods, nor with some of them, and none that does not name its
// ship-to goes to its buyer.
//
// How it reads money. total8, total10, tax8 and tax10 are the shop's own figures.
// Whether prices, shipping and fee hold their tax is not known, so the sum
// decides: where they make up the total only with the tax, they are without it,
// and each is taxed by its rate, shipping and fee by the normal one; what rounding
// leaves over is a charge, and what is more than that is pointed out, too. price, and not sales_price, is what was charged.
//
// Which goods go to which of several ship-tos is not known, and pointed out.
// States differ from shop to shop: "complete" is known, others are pointed out by
// the shop's own word; cancelled is what that word calls キャンセル. An
// authorised card (authed) and a passed credit check ship, as shops capture when
// they ship.
//
// What it writes: the number and the date of shipping (orders/shipping.json),
// with_sale only where the owner allowed the capture and the money is not
// taken yet. The carrier stays what the
// order has: its id is the shop's own. Mails are a call of their own that is
// never made. Of several ship-tos the API does not show which has which number,
// so telling again writes the same again.
package ecforce
