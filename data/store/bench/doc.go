// Package bench keeps what lies on the packing bench: released parcels with
// the words of their labels, the goods to put into them, and what packers did,
// in an encrypted file of its own.
//
// A packer's key opens all of it, so nothing may stand here that she must not
// see. The owner's process reads it as something a stranger may have written:
// the schema must be ours to the letter, every text is cut to its limit, and
// whoever takes values from here checks them.
package bench
