package printer

import "nifuda/data"

// What can go wrong on the way to paper: translation keys.
const (
	FileLike  = "fault.print.filelike"  // the queue writes files
	Moved     = "fault.print.moved"     // the queue leads elsewhere than when it was chosen
	Unlisted  = "fault.print.unlisted"  // the owner has not listed it
	Empty     = "fault.print.empty"     // no paper
	Attention = "fault.print.attention" // jam, open cover, no ink: somebody has to go there
	HeadOpen  = "fault.print.headopen"  // a label printer's head or cover is open
	Ribbon    = "fault.print.ribbon"    // its ribbon is used up
	Unsure    = "fault.print.unsure"    // it was handed over, and the printer does not say whether it came out
	Paused    = "fault.print.paused"    // the queue is stopped
	Gone      = "fault.print.gone"      // the printer is off, unplugged or out of reach
	Media     = "fault.print.media"     // it has no paper of that size
	Format    = "fault.print.format"    // it takes no PDF
	Rejecting = "fault.print.rejecting" // the queue takes no jobs
	Occupied  = "fault.print.occupied"  // it prints something else and cannot take more
	NoServer  = "fault.print.noserver"  // the printing system does not answer
	Cancelled = "fault.print.cancelled" // somebody cancelled the job there
	Aborted   = "fault.print.aborted"   // the printing system gave the job up
	Refused   = "fault.print.refused"   // it does not let us print
	Halted    = "fault.print.stopped"   // stopped here, by a person or the lock
	Strange   = "fault.print.strange"   // an answer that makes no sense
	Lost      = "fault.print.lost"      // nobody knows how the job ended
)

// kinds are what a program does about each of them.
var kinds = map[string]data.Kind{
	FileLike: data.Denied, Moved: data.Denied, Unlisted: data.Denied, Refused: data.Denied,
	Empty: data.Busy, Attention: data.Busy, HeadOpen: data.Busy, Ribbon: data.Busy, Paused: data.Busy, Rejecting: data.Busy, Occupied: data.Busy,
	Gone: data.Unreachable, Unsure: data.Unreachable, NoServer: data.Unreachable,
	Media: data.Invalid, Format: data.Invalid,
	Cancelled: data.Stopped, Halted: data.Stopped,
	Lost: data.NotFound, Aborted: data.Internal, Strange: data.Internal,
}

// Fault is the fault of a key of this package.
func Fault(key string, err error) error {
	return &data.Fault{Kind: kinds[key], Key: key, Err: err}
}
