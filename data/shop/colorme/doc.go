// Package colorme reads orders from カラーミーショップ (GMO Pepabo) over its
// documented REST API, https://developer.shop-pro.jp/docs/colorme-api.
//
// How it pulls. The API lists sales newest first, without another order to
// choose, and by default only those of the last seven days. So the earliest
// order date is always sent, beside the date of change. Pages are not counted
// off from the top, where a new order would push a row over the edge: each page
// asks for what was ordered up to the second the last one ended with, and drops
// what it had already. The watermark is the newest date of change seen on the
// first page, which is the shop's own clock and nobody else's. (Only where more
// than a page of orders share one second are rows counted off; an order erased
// from that very second during the pull could hide another.)
//
// How it reads. Prefectures are read by name (the numbers are not those of JIS),
// tax from the shop's own figures per rate, the way of payment and the carrier
// from the shop's lists. A split order is read with the amounts of its part.
// An order ships when it is paid, when it is cash on delivery (代引), or when
// its way of payment says 後払い.
//
// It writes nothing and sends no mail.
package colorme
