//go:build !windows

package joint

import (
	"nifuda/app/screen/print"
	"nifuda/labels/printer/ipp"
)

// spoolerOf is the client itself, which speaks to CUPS.
func spoolerOf(c *ipp.Client) print.Spooler { return c }
