// Package assets is the bytes that travel inside the program: the Japanese
// fonts of the screen and of the paper, the icons, the words of every language
// and the table of postal codes.
//
// It knows no screen and no document, imports nothing of ours and opens no
// file. Each font's licence stands next to it in fonts/; NOTICE at the top of
// the repository repeats the notices.
package assets
