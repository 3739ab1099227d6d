package joint

import (
	"context"

	"nifuda/app/screen/print"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/printer/winspool"
)

// spoolerOf knows the queues of Windows, so that they are judged and listed.
// Nothing is printed on them yet: the client says so.
func spoolerOf(c *ipp.Client) print.Spooler { return queues{c} }

type queues struct{ *ipp.Client }

func (queues) Printers(context.Context) ([]printer.Printer, error) { return winspool.Printers() }
