// Package settings is the room of the choices: language, text size, look, when to
// lock, who stands on the labels as sender, and what the program is made of.
//
// What belongs to the shop goes to the desk; what belongs to this computer goes
// to the shell.
package settings
