// Package shopify reads orders from a Shopify store over its GraphQL Admin API,
// with an access token (shpat_…) or with the client id and secret of an app of
// the owner's own, for which tokens of a day are asked.
//
// How it pulls. By date of change, oldest first, with the store's own cursors:
// an order that changes meanwhile moves ahead of us and comes again. What a
// question may cost differs from store to store; one that is too dear is asked
// for half as many orders, and the pace follows what the store says is left
// (extensions.cost.throttleStatus). Goods beyond the first page of an order are
// asked for by themselves. Some changes of shipping do not move the date of
// change, so open orders are read again (shop.Rereader). Without the permission
// read_all_orders the store shows the last 60 days alone, and says nothing.
//
// How it reads. What stands after returns and edits counts (currentQuantity,
// currentTotalPriceSet); of a cancelled order what it was. Amounts are the
// store's own currency. Goods stand at what they cost before discounts, which
// are a charge of the difference; tax that is not in the prices is added. Per
// rate the store tells the tax alone: the gross is that of its goods and ways
// after all discounts. Test orders are left out.
//
// A payment that is only authorised ships: Shopify keeps the money for the shop
// until it is captured, and shops that capture by hand do it when they ship. One
// that is pending waits, unless it is to be paid at the door or later.
//
// On lower plans the store keeps names and addresses to itself; that is pointed
// out, with the way around it. Readings of names and wanted dates have no fields;
// what apps write beside an order (customAttributes) stands in the remarks.
//
// What it writes: a fulfillment of everything that is open, which mails the buyer
// only where the owner allowed it. A store that captures by itself on shipping
// goes on to do so: that is its own setting. A number cannot be added to what the
// shop marked as shipped itself.
package shopify
