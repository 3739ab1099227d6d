// Package pull asks a storefront for its orders page by page and loses none, for
// the brands that have no cursor of their own. An adapter says which questions
// there are and reads the rows; where a pull stands, when it ends and where the
// next one begins is decided here, once for all.
//
// There are three kinds of storefront. One that can be asked for what changed
// since a moment has one question for the first pull (all orders by their date)
// and another for later ones (what changed). One that only shows in its list when
// an order changed is asked for the orders of the last weeks, and of the rows
// only those are read that changed. One that tells nothing is asked for what was
// ordered, paid, shipped or cancelled since, and its open orders are read again
// each time, which is up to the sync.
//
// Pages are not counted off where it can be helped: a row that comes or goes
// while pages are read would push another over the edge. The next page is asked
// for from the date the last one ended with, and what came already is left out.
// Only where more rows than a page share one second are they counted off.
//
// What has come down is known by the storefront's own clock (wire.Client.There),
// so ours may be wrong. A pull begins at the moment the one before began, less
// an overlap: a storefront may stamp a change before it shows it.
package pull
