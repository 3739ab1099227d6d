// Package house joins the rooms below the screens: vault, ledger, storefronts,
// sync and the owner's desk. It is the one place that hands a key from the
// vault to the store, and the one place that knows which adapter speaks to
// which brand.
//
// A [Session] is an open house. Everything decrypted hangs off it.
package house
