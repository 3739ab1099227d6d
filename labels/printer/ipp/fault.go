package ipp

import (
	"context"
	"errors"

	"nifuda/labels/printer"
)

// Status codes of RFC 8011, appendix B, that mean something to a shopkeeper.
const (
	statusForbidden        = 0x0401
	statusNotAuthenticated = 0x0402
	statusNotAuthorized    = 0x0403
	statusNotPossible      = 0x0404
	statusNotFound         = 0x0406
	statusGone             = 0x0407
	statusFormat           = 0x040A
	statusAttributes       = 0x040B
	statusNotAccepting     = 0x0506
	statusBusy             = 0x0507
	statusJobCancelled     = 0x0508
)

// statusKeys are the sentences for them.
var statusKeys = map[errStatus]string{
	statusForbidden: printer.Refused, statusNotAuthenticated: printer.Refused, statusNotAuthorized: printer.Refused,
	statusNotFound: printer.Gone, statusGone: printer.Gone,
	statusFormat: printer.Format, statusAttributes: printer.Media,
	statusNotAccepting: printer.Rejecting, statusBusy: printer.Occupied,
}

// faultOf turns an error of send into a fault with a sentence.
func faultOf(ctx context.Context, p printer.Printer, err error) error {
	var status errStatus
	switch {
	case ctx.Err() != nil:
		return printer.Fault(printer.Halted, context.Cause(ctx))
	case errors.As(err, &status):
		if key, ok := statusKeys[status]; ok {
			return printer.Fault(key, err)
		}
		return printer.Fault(printer.Aborted, err)
	case errors.Is(err, errReply):
		return printer.Fault(printer.Strange, err)
	case p.Direct:
		return printer.Fault(printer.Gone, err)
	}
	return printer.Fault(printer.NoServer, err)
}

func isNotFound(err error) bool {
	var status errStatus
	return errors.As(err, &status) && (status == statusNotFound || status == statusGone)
}
