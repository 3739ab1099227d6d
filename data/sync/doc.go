// Package sync brings orders down from a storefront into the ledger.
//
// Planning is pure: plan decides from a page what is kept, what is set aside,
// what is read again and when a storefront only runs in circles. Running does
// the asking and saving and decides nothing.
//
// Nothing is lost and nothing comes twice, because a page and the cursor after
// it are saved in one transaction, and because the ledger knows an order by
// shop and remote id. Whatever stops a sync (a lock, a cut line, a killed
// process), the next one goes on after the last saved page. Adapters begin each
// pull a little behind their watermark (shop.Overlap); what is read twice is the
// same to the ledger.
//
// It refuses to write to a storefront, to keep anything itself, and to decide
// what an order means.
package sync
