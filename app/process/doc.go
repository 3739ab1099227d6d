// Package process is what Nifuda does to its own process: close it to
// onlookers at the first line of main, and replace it by a fresh one when it
// locks. A fresh process never held a key, so nothing has to be wiped and
// nothing can be forgotten.
//
// Nothing that is open passes into the fresh process but the three standard
// descriptors and, where the system gives one, the Held that keeps the computer
// awake until the fresh one has shown its unlock screen. Of two threads that
// want to replace the process one does, and the other waits for its own end.
package process
