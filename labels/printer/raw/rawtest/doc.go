// Package rawtest is a label printer for tests: it listens on loopback as the
// real ones do at port 9100, reads its language strictly, keeps what it printed
// as bitmaps, and can run out of paper, open its head, jam, hang up, be switched
// off and fall silent. It shares no code with what it tests.
package rawtest
