// Package stock is the label sheets and rolls that one can buy, as data: how
// large the paper is and where its labels are.
//
// Sizes are millimetres. A new kind of sheet is a new row of a table, with the
// product numbers that share its grid. Numbers come from public templates
// (LibreOffice labels.xml, glabels-data, brother_ql) and from sheets that were
// measured; no maker's own page was at hand, so each row says how far it is to
// be trusted. Rows of those sources that cannot be, such as labels that leave
// their sheet, are refused by Check and are not here.
package stock
