// Package press turns finished pages into what their printer takes, and hands
// them over: a PDF or, where none is taken, PWG raster to CUPS and to printers at
// an ipp address; dots to the queues of Windows; a label printer's own language,
// where the owner said which, over TCP or through a queue.
//
// It decides nothing about who may print what. What leads to no machine it
// refuses, as do the packages below it.
package press
