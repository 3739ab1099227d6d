// Package stores reads orders from STORES over its documented REST API, version
// 202211, https://heyinc.github.io/retail-api-docs/202211.html.
//
// How it pulls. The API tells no date of change. So later pulls ask for what was
// ordered, became shippable, or was cancelled since; the open orders are read
// again beside that. Its pages warn that an order may show only some time after
// it was placed: a pull begins a day before the last one.
//
// How it reads. Only what is shipped is an order here: goods handed over at a
// counter, downloads and tickets are left out when nothing of the order is sent, and
// so is a parcel that was called off while another of the order stands, with its
// goods and its shipping. A kind of delivery that the API has no word for counts as
// a parcel and is pointed out.
// Tax is the API's own per rate. The konbini's fee (system_fee) is in what the
// buyer pays and not in the figures per rate, so it is added to its rate with
// the rest of the paid tax. There is no reading of names.
//
// What it writes. The carrier and the tracking number. Marking the order as sent
// (発送) can make STORES mail the buyer, which no flag of the API switches off: it
// is done only where the owner allows mails, else she presses 発送 there.
package stores
