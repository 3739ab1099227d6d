// Package rakuten reads orders from a 楽天市場 shop over RMS WEB SERVICE
// (楽天ペイ受注API, version 10 of getOrder), with the shop's serviceSecret and
// licenseKey. The licenseKey ends after about three months and has to be issued
// anew in RMS; a key that ended is refused like a wrong one.
//
// How it pulls. searchOrder knows no date of change and gives order numbers
// alone. The first pull asks by order date; later ones ask what was ordered, fixed
// (注文確定日), reported as shipped (発送完了報告日) and settled (決済確定日)
// since, and the open orders are read again (shop.Rereader). At most 15,000
// numbers of one question can be fetched, so a window with more is halved until
// it has less. Pages are counted off: numbers come in the order of the order
// date, and RMS removes none. getOrder takes a hundred numbers.
//
// How it reads money. -9999 means "not fixed yet"; such an order is pointed out.
// The total is requestPrice, what the buyer is asked for. Whether paymentCharge
// holds the fee for cash on delivery (deliveryPrice) already is said nowhere: the
// total decides, and where it does not come out either way, that is pointed out.
// The figures per tax rate are those of TaxSummaryModelList, which stand before
// points: points are a way of paying there. They leave out what the buyer of a
// 後払い order owes in addition, so such an order has no figures.
//
// Where it stands. 300 (発送待ち) is to be shipped, 500 to 700 is shipped, 900 is
// cancelled; everything else waits, since the shop has something to do in RMS
// first. A social gift whose receiver has not entered an address yet has a
// placeholder for one: it is left out, and the order waits. 置き配, the class of
// cooling and a pick-up at a shop stand among the remarks; a pick-up is pointed
// out too, because nobody says whose address the label bears.
//
// It writes one thing: that a parcel has left, with carrier, number and day
// (updateOrderShipping, the 発送完了報告). Only a row without a number is filled,
// or one is added where there is none. The call has no switch for mails or money;
// what RMS does by itself once an order is reported as shipped (its own mails,
// the 支払手続き) is set there.
//
// Not known: how often may be asked (one request a second is kept), and how
// Content-Type is to be written; some servers refuse one spelling with 415, and
// then the other is used from there on. Where a function of the API is not
// switched on for a key, clients have seen ES04-01 with status 400, and that names
// it; with status 401 RMS does not say which of the two, key or function, it is.
package rakuten
