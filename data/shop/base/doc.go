// Package base reads orders from a BASE shop over the BASE API, with an access
// token that the owner grants in her browser to an application of her own. A
// token lives an hour; the refresh token that renews it lives thirty days and is
// replaced each time, so a shop that is not synced for a month has to be granted
// anew. Every error comes as HTTP 400 with a word for it.
//
// How it pulls. The list knows order dates alone, and shows when each order
// changed. Later pulls list what was ordered in the last sixty days and read only
// what changed; open orders are read again besides (shop.Rereader). What an order
// holds is asked for one by one. In which order the list comes is not said; it
// was seen with the newest first, and where it does not, its pages are counted
// off. A page may hold a hundred orders or, as was seen, twenty.
//
// How it reads money. Prices include tax. The total is goods that are not
// cancelled, less discount and coins, plus the shop's adjustment, the fee for
// cash on delivery and shipping, which stands at the order, at its shipping lines
// or at the goods: what makes up the total is taken. What is left over stands as
// a charge of its own and is pointed out. The fees that BASE takes of the shop are
// none of the buyer's. There are no figures per tax rate. Replies before 2023 have
// no rate at the goods either, which is pointed out.
//
// What BASE has no field for stays empty: readings of names, gifts. An order paid
// to the shop's own bank account is to be shipped as soon as BASE says so, and is
// not marked as paid: BASE does not see the account.
//
// It writes one thing: that goods have left, one piece of goods after another
// (edit_status). BASE mails the buyer when it is told, and nothing can prevent
// that, so it is told only where the owner allowed it. It never cancels.
//
// Which scopes a token has BASE does not say before one of them is missing; Check
// tries both. Not known: whether the order of option texts is meant.
package base
