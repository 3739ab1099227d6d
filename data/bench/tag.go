package bench

import (
	"context"

	"nifuda/data"
	store "nifuda/data/store/bench"
)

// BeginLabel gives what the label of a packed parcel needs, and counts it
// before any byte goes out to a printer. Denied "fault.print.unlisted" when the
// owner has not listed it, Denied "fault.bench.limit" {n} when her labels of
// today are used up, "fault.bench.noreprint" when it came out before and she
// may not print again; Invalid "fault.bench.reason" when she may and gave no
// reason; Denied "fault.bench.notpacked" before the box is closed.
func (b *Bench) BeginLabel(ctx context.Context, id data.ParcelID, on data.PrinterID, reason string) (data.LabelJob, error) {
	var job data.LabelJob
	err := b.act(ctx, func(a *store.Act) error {
		p, err := working(ctx, a, id)
		if err != nil {
			return err
		}
		if p.State != data.BenchPacked {
			return &data.Fault{Kind: data.Denied, Key: "fault.bench.notpacked"}
		}
		terms, err := a.Terms(ctx)
		if err != nil {
			return err
		}
		if !data.Listed(terms.Printers, on) {
			return refuse("printer", "fault.print.unlisted")
		}
		if reason, err = mayPrint(ctx, a, p, reason); err != nil {
			return err
		}
		p.Labels++
		if err := a.Save(ctx, p); err != nil {
			return err
		}
		if err := a.Count(ctx, 1); err != nil {
			return err
		}
		job = data.LabelJob{Parcel: p.ID, Number: p.Number, To: p.To, From: terms.Sender, Wanted: p.Wanted, Part: p.Part, Parts: p.Parts, Post: p.Post}
		return a.BeginPrinting(ctx, store.Printing{Parcel: p.ID, Number: p.Number, Reason: reason})
	})
	return job, err
}

// mayPrint gives the reason to record, empty for a first label.
func mayPrint(ctx context.Context, a *store.Act, p data.BenchParcel, reason string) (string, error) {
	may := a.Packer().May
	printed, err := a.Labels(ctx)
	if err != nil {
		return "", err
	}
	if may.Labels > 0 && printed >= may.Labels {
		return "", refusal{"limit", &data.Fault{Kind: data.Denied, Key: "fault.bench.limit", Args: map[string]any{"n": may.Labels}}}
	}
	switch {
	case p.Labels == 0:
		return "", nil
	case !may.Reprint:
		return "", refuse("reprint", "fault.bench.noreprint")
	}
	return reasonOf(reason)
}

// EndLabel records how a label that was begun ended. One that never reached
// the printing system is not counted; one that did is, even if it failed there.
func (b *Bench) EndLabel(ctx context.Context, id data.ParcelID, out data.PrintOutcome) error {
	// Her hours may end while the paper comes out; the record does not.
	return b.c.File.Act(ctx, b.c.Login, b.c.Now(), func(a *store.Act) error {
		begun, was, err := a.EndPrinting(ctx, id)
		if err != nil {
			return err
		}
		if !was {
			return &data.Fault{Kind: data.Invalid, Key: "fault.bench.nolabel"}
		}
		p, err := a.Parcel(ctx, id)
		if err != nil {
			return err
		}
		e := about(p, data.EventLabel)
		switch {
		case !out.Done && !out.Sent:
			p.Labels--
			if err := a.Count(ctx, -1); err != nil {
				return err
			}
			e.Kind, e.Args = data.EventPrintFault, map[string]string{"reason": out.Reason}
		case !out.Done: // whoever cancels a job may hold its label
			e.Kind, e.Args = data.EventPrintFault, map[string]string{"reason": out.Reason}
		case begun.Reason != "":
			e.Kind, e.Args = data.EventReprint, map[string]string{"reason": begun.Reason}
		}
		if err := a.Save(ctx, p); err != nil {
			return err
		}
		return a.Record(ctx, e)
	})
}

// Ship marks a packed parcel shipped, with its tracking number if it has one,
// and gives the carrier as far as the number tells it. Faults are those of
// data.ReadTracking, and Denied "fault.bench.notpacked". The storefront hears
// of it when the owner signs in: no key to it is here.
func (b *Bench) Ship(ctx context.Context, id data.ParcelID, tracking string) (carrier string, err error) {
	var t data.Tracking
	if data.TidyScan(tracking) != "" {
		if t, err = data.ReadTracking(tracking); err != nil {
			return "", err
		}
	}
	err = b.change(ctx, id, func(a *store.Act, p *data.BenchParcel) (data.Event, error) {
		if p.State != data.BenchPacked {
			return data.Event{}, &data.Fault{Kind: data.Denied, Key: "fault.bench.notpacked"}
		}
		p.State, p.Tracking = data.BenchShipped, t.Number
		if t.Carrier != "" {
			p.Carrier = t.Carrier
		}
		e := about(*p, data.EventShipped)
		e.Args = map[string]string{"carrier": p.Carrier, "tracking": p.Tracking}
		return e, nil
	})
	return t.Carrier, err
}
