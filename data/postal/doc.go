// Package postal is the offline table of Japan's postal codes: which towns a
// code covers, whether an address agrees with its code, which codes an address
// can have, and where in a street the town ends (住所A) and what only the
// postman reads begins (住所B).
//
// It matches leniently, because people do not write as the table does (大字, ヶ,
// full width, old forms), and says so when it cannot tell: a wrong answer
// prints a barcode that sends a parcel elsewhere. It reads what it is handed
// and knows no file, no network and no order.
package postal
