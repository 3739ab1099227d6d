// Package woocommerce reads orders from a shop's own WordPress with WooCommerce
// (REST API v3), with a consumer key and its secret.
//
// How it pulls. By the date of the order, oldest first, each page from the
// second the last one ended with; later pulls leave out what has not changed
// (modified_after). Sorting by the date of change is never asked for: of ties
// over a page edge that order loses rows and nothing says so. The bounds are
// exclusive to the second, so each is one second wider than meant, and they are
// written without a zone, with dates_are_gmt: with both they shift by the zone.
// Where orders are kept as posts, a change of meta data alone does not move the
// date of change, so open orders are read again (shop.Rereader).
//
// Who asks. Over https with HTTP Basic. WordPress takes no Basic without https,
// so on this very machine, and nowhere else, plain http is signed after OAuth 1.0a
// (RFC 5849, HMAC-SHA256). Sites without readable permalinks are not reached.
//
// How it reads money. Amounts are texts without tax, the tax beside them, asked
// for with four decimals (dp), because a net amount is no whole yen. Goods stand
// with what they cost before coupons, coupons as charges. Each amount is rounded
// by itself, half away from zero; what then lacks to the shop's own total is a
// charge (端数調整, or 調整 where it is more than rounding). The rate of a line is the percent of
// its tax lines; a version that does not tell it has no figures per rate. What
// was given back lowers the total; of which rate it was is not told here, so the
// figures per rate are pointed out.
//
// Plugins keep what the core has no field for in meta data. Read are those of
// Japanized for WooCommerce (readings of names, wanted date and time) and of the
// shipment tracking plugins; others cannot be known.
//
// What it writes. WooCommerce has no state for what has left but "completed",
// which mails the buyer, and no field for a number. So the number stands in meta
// data of our own and in a note that only the shop sees, and the state stays,
// unless the owner allowed the mail. A key that may only read shows when it
// writes, so the test of the connection writes to order 0, which no site has.
package woocommerce
