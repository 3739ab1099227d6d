// Package page is a drawn page as a list of things to draw, in millimetres
// from the top left corner: text, rules, boxes, bars and modules.
//
// One list is drawn twice, on screen and on paper, so that what is previewed is
// what is printed. This package also makes text fit to be drawn: it cleans it,
// breaks it into lines the Japanese way, and shrinks it down to a stated size.
// It knows letters only through Fonts, and draws nothing itself.
//
// It never drops a character in silence. Whatever cannot be drawn as it was
// written comes back as a Loss, and the caller tells a person.
package page
