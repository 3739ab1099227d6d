package ipp

import (
	"errors"

	"nifuda/labels/printer"
)

// systemServer is never dialled: built refuses first.
func systemServer() string { return "127.0.0.1:631" }

// built is a fault: the printing system of Windows is package winspool's.
// Printers with an ipp address can be printed to from here too.
func built() error {
	return printer.Fault(printer.NoServer, errors.New("ipp: there is no CUPS on Windows"))
}
