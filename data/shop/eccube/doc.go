// Package eccube reads orders from a shop's own EC-CUBE 4 over the GraphQL API of
// its Web API plugin (Api42, Api44), with keys that the owner grants in the
// browser and that are renewed each hour.
//
// How it pulls. By date of change, the newest first, for the API knows no other
// order; what changes meanwhile moves to the front and is asked for once more at
// the end. Carts (購入処理中, 決済処理中) are left out by the API itself.
//
// How it reads money. An order is its items: goods, shipping, fee, discount, tax
// and points, each with or without its tax in the price, tax per piece. What the
// shop prints per rate is not in the API; it is made as the shop makes it: the
// taxed items per rate, less their share of untaxed discounts and points, and the
// tax in that, rounded by the shop's own rule.
//
// A new order (新規受付) waits until the shop marks it as paid (入金済み) or takes
// it up (対応中), unless it has a date of payment or is paid at the door or later:
// the state alone does not say whether a card was charged. States of the shop's
// own are pointed out.
//
// What it writes: updateShipped for one ship-to, by which the whole order becomes
// 発送済み once every one has left. Then the shop gives the buyer the points of
// the order, so an order with points is only told where the owner allowed it; a
// mail goes out only where she did. A number cannot be added to what the shop
// marked as shipped itself.
package eccube
