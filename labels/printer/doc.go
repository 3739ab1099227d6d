// Package printer is the words for putting finished pages on paper: printers,
// jobs, their states, and what can go wrong, each with a sentence of its own.
//
// A printer here is a machine that puts ink on paper. Queues that write files,
// send faxes or mail are no printers, and nothing is ever sent to one. How a
// printer is spoken to is the business of the packages below this one.
package printer
