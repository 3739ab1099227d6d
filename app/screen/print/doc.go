// Package print is the room of the labels: the paper itself in the middle,
// page by page, what to print on and where to start at the left, what a person
// should look at before at the right, and one button.
//
// It asks the desk for the labels' words and says when a run begins and how it
// ended; it decides nothing about who may print. Printed data is built in
// memory and never named here.
package print
