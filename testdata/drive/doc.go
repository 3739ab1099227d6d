// Drive plays at the desk in a real window, as people would: by keyboard and
// mouse, in Japanese. It starts a screen, a printing system with a printer and
// the application, each its own, and ends exactly those.
//
// There are three plays: an evening of the owner, a shift in which she and two
// packers take turns, and whatever calls for the lock, at the worst moment. Each
// leaves a picture of every step, scans the process from outside, and prints one
// closing line. Any failure is a sentence and a non-zero exit.
package main
