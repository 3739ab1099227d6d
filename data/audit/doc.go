// Package audit is the activity chain: each entry is bound to all before it by
// a hash, and to the moment it was written by a key that is gone a moment
// later. Whoever opens the file afterwards, with every key that is in it then,
// can add entries but cannot change, remove or reorder the ones before without
// being found.
//
// It is pure: it knows no files, no clock and no people.
package audit
