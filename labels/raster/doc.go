// Package raster draws a page as pixels: for the preview on screen, and for
// printers that want a bitmap.
//
// It draws the same list with the same glyphs and advances as the PDF, so the
// preview is the paper. It knows no files and no screens.
package raster
