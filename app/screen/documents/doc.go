// Package documents is the room of the papers that customers get: what was
// issued, by day, number and name, with the paper itself beside it; and what is
// about to be issued of orders that were chosen elsewhere.
//
// It asks the desk what may be issued and tells why something may not; it adds
// up nothing itself. What is issued is drawn here once for its digest and once
// more each time it is looked at or printed, so that a drawing that is no
// longer the same is said and not hidden.
package documents
