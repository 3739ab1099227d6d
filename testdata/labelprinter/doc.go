// Command labelprinter is a label printer on loopback, for tests that run
// elsewhere: labelprinter ADDRESS DIR. It speaks ZPL, and leaves each label that
// comes out in DIR, as 1.pbm and so on, and what it did not understand in wrong.
package main
