// Package pwg writes drawn pages as PWG raster (PWG 5102.4), the picture format
// of printers that take no PDF. The pages are drawn by the hand that draws the
// preview. It knows no printers: who prints says how many dots they have.
package pwg
