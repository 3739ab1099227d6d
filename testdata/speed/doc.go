// Command speed prints labels and compares that with glabels; see run.sh.
//
//	speed data             writes the data of 1,000 labels
//	speed print CSV PDF    draws them on A4, twelve a sheet
//	speed compare DIR      runs glabels and itself on DIR/data.csv by turns, five times each
package main
