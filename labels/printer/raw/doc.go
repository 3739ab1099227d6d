// Package raw speaks the languages of label printers: ZPL (Zebra), TSPL (TSC)
// and the raster of Brother's QL. A page reaches them as dots and as nothing
// else, drawn by the same hand as the preview: no word of an order is ever part
// of a command, whatever it says.
//
// Over TCP it hands pages over one by one and asks the printer before and after
// each how it is. A page counts as printed when the printer has said so; one
// that does not answer leaves its pages unsure, and a person has to look. What
// answers is not trusted: replies are bounded in time and length, and one that
// makes no sense is a fault.
//
// Document gives the same bytes for those who hand them to a queue of the
// printing system, where nobody reads the printer's answers.
package raw
