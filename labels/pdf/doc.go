// Package pdf writes drawn pages as a PDF document.
//
// It is the only room that knows the PDF library, and it uses the library as a
// writer alone: one line of text, one stream of drawing operators. Breaking and
// measuring text are ours, because the library loses Japanese characters when
// it wraps lines, and stops on characters beyond the basic plane. Those are
// drawn as outlines here, and their text is stated next to them, so that the
// document can still be read, searched and copied.
//
// It refuses documents of more than MaxPages pages.
package pdf
