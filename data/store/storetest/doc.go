// Package storetest reads a file of the store the way anybody could who has its
// key, for tests of what is in it and, more so, of what is not any more.
package storetest
