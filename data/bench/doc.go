// Package bench is the packer's desk, and her whole world: one method per
// gesture, each one transaction with its entry in the activity chain.
//
// A *Bench can be built from an open bench alone. No method of it gives an
// e-mail, a price, an order's history, a token, or more than one address at a
// time; a test walks every type that its methods hand out. Who stands at the
// Porch has shown her passphrase and nothing else: the rule of the house, the
// hours and a passphrase of her own come before the first parcel.
package bench
