package ipp

import (
	"errors"

	"nifuda/labels/printer"
)

// systemServer is never dialled: built refuses first.
func systemServer() string { return "127.0.0.1:631" }

// built is a fault: Windows has a printing system of its own, which this
// program does not talk to yet. Printers with an ipp address can be printed to.
func built() error {
	return printer.Fault(printer.NotYet, errors.New("no way to the spooler of Windows"))
}
