// Package labels draws the shop's documents as pages: address labels on sheets
// and rolls, the page that shows how a printer is off, and the recovery sheet.
//
// A document goes in as words and comes out as a display list (labels/page);
// labels/pdf and labels/raster turn that into paper and preview. Nothing is
// printed here, nothing is stored, and no character of an address goes missing
// without a Report that says which.
//
// The words on the paper are Japanese whatever language the screen speaks: the
// carrier reads them.
package labels
