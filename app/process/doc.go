// Package process is what Nifuda does to its own process: close it to
// onlookers at the first line of main, and replace it by a fresh one when it
// locks. A fresh process never held a key, so nothing has to be wiped and
// nothing can be forgotten.
package process
