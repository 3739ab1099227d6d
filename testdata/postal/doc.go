// Command postal turns the tables of two npm packages into the files of this
// project: go run ./testdata/postal MASTER POSTAL.JSON TABLE.GZ SAMPLE.GZ; see
// make.sh.
package main
