// Package glyph turns text into glyphs of our own fonts: which font has a
// character, how far the pen moves, and what its outline is.
//
// Both renderers draw with one Set, and text is measured with it, so the
// preview and the paper cannot disagree. It shapes one line of clean text at a
// time, left to right, without kerning; it breaks no lines and knows no page.
package glyph
