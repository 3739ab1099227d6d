package bench

import (
	"context"

	"nifuda/data"
	"nifuda/labels/printer"
)

// Desk is what this room asks the packer's desk, put together from its four
// kinds of gesture.
type Desk interface {
	Shelf
	Box
	Tag
	Self(context.Context) (data.PackerSelf, error)
	Park(ctx context.Context, draft []byte) error
	Parked(context.Context) ([]byte, error)
}

// Shelf is what waits to be packed.
type Shelf interface {
	Rows(context.Context) ([]data.BenchRow, error)
	// Find gives the parcel whose order number was scanned or typed. NotFound
	// "fault.bench.nonumber".
	Find(ctx context.Context, scanned string) (data.ParcelID, error)
	// Open starts a parcel; the one that was open goes back to where it was.
	Open(ctx context.Context, id data.ParcelID) (data.BenchParcel, error)
	// Later puts the open parcel aside.
	Later(ctx context.Context, id data.ParcelID) error
	// Report holds a parcel and tells the owner. words is needed for
	// data.TroubleOther alone.
	Report(ctx context.Context, id data.ParcelID, t data.Trouble, words string) error
}

// Box is what goes into the open parcel.
type Box interface {
	// Scan is not called for what a scanner fired twice: this room drops it when
	// the key is pressed, for here it may have waited in line.
	Scan(ctx context.Context, id data.ParcelID, raw string) (data.Scanned, error)
	// Count ticks one piece by hand: Denied "fault.bench.mustscan" where the item
	// must be scanned. Uncount takes it back.
	Count(ctx context.Context, id data.ParcelID, item int) (data.Scanned, error)
	Uncount(ctx context.Context, id data.ParcelID, item int) (data.BenchParcel, error)
	// Override closes the parcel without the scans that are missing.
	Override(ctx context.Context, id data.ParcelID, reason string) (data.BenchParcel, error)
	// Phone gives the number of the open parcel, and records it. Denied
	// "fault.bench.nophone" without the permission.
	Phone(ctx context.Context, id data.ParcelID) (string, error)
}

// Tag is the label and the way out of the door.
type Tag interface {
	// BeginLabel gives what the label needs, and counts it. reason is needed when it came out
	// before: Denied "fault.bench.noreprint" without the permission, Invalid
	// "fault.bench.reason" without a reason. Denied "fault.bench.limit" {n} when
	// today's labels are used up.
	BeginLabel(ctx context.Context, id data.ParcelID, on data.PrinterID, reason string) (data.LabelJob, error)
	// EndLabel tells how it ended; only one that was never handed over is not
	// counted after all.
	EndLabel(ctx context.Context, id data.ParcelID, out data.PrintOutcome) error
	// Ship checks the tracking number, marks the parcel shipped and gives the
	// carrier's key. Invalid "fault.tracking.digits", "fault.tracking.check".
	// An empty number ships without one.
	Ship(ctx context.Context, id data.ParcelID, tracking string) (carrier string, err error)
}

// Press prints one label on the printer the owner chose for the bench. It
// returns when the label has come out, or with what stopped it; whether the
// document was handed over decides then if it counts as a label.
type Press interface {
	// Choose gives that printer, as it is now.
	Choose(context.Context) (data.PrinterID, error)
	Print(ctx context.Context, on data.PrinterID, job data.LabelJob, say func(key string)) (printer.Outcome, error)
}

// Voice tells a packer with her eyes on the goods how a scan went.
type Voice interface{ Say(data.ScanResult) }
