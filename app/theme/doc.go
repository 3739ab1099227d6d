// Package theme is how Nifuda looks: colours by name in a light and a dark
// set, sizes, and the Japanese fonts.
//
// Views name what they mean (Ink, Card, Trouble) and never a colour, a font or
// a pixel of their own; every length goes through Px, which follows the
// reader's text size. The theme knows no screen and no sentence.
package theme
