// Package staff is the room of the people: who has a login, what she may do,
// who is in charge, who left; and the choices for the packing bench, the
// take-out rule everybody accepts, and the codes on the goods.
//
// It holds no passphrase: a first one is drawn as pixels and handed on as
// bytes, and whatever changes keys or people asks for the owner's own again.
// What is typed stays, also over a lock, until it is kept.
package staff
