// Package stage is a window for tests: it shows a part in our theme at a size
// and in a language, compares it with its golden, and writes pictures to look
// at when NIFUDA_PICTURES names a folder.
//
// Only tests import it.
package stage
