// Package csvin reads orders from the files that carts let their owners
// download: the way in for shops whose storefront has no door we know. It reads
// only; nothing in this house writes such a file.
//
// Owners build these files themselves, so a column is known by its name and
// never by its place; the second column of a name is called 送料#2. What a name
// means is data.ImportMap. Recognise knows the carts whose names are public:
// EC-CUBE 4 (from its own source), カラーミーショップ, 楽天, futureshop, BASE and
// Shopify (from public programs that read them), EC-CUBE 3 (from a manual), au PAY
// マーケット (from the elements of its order API). Of
// any other cart the names themselves are looked at, and the owner decides.
//
// Traps that are seen to: Shift_JIS as Windows writes it, EUC-JP, and UTF-8, with a
// mark or without; line breaks within quotes; rows that are too short, as a
// spreadsheet leaves them when it saves a file, or too long; leading zeros;
// cells that look like formulas, which stay text; order columns that stand only
// in the first row (Shopify); fees and discounts that are rows (EC-CUBE 4);
// chosen options that are rows (BASE); rows of one order that lie apart.
//
// Prices with and without tax look alike in these files. They are read as they
// stand; where goods and charges do not make up the total, tax is added by the
// rates of the rows, or by the tax column, if and only if that makes it up
// exactly. Otherwise the order says that its total does not fit.
//
// Not known: the words of states beyond those in words.go, for which an order
// carries a problem;
// Yahoo!ショッピング's two files, whose lines stand apart from the orders; refunds
// in Shopify's export, which leave the total as it was; whether 楽天's お届け時間帯
// of 1 and 2 is 午前 and 午後 in the file as it is in the API.
package csvin
