package office

import (
	"context"
	"strings"

	"nifuda/data"
	"nifuda/data/store/ledger"
)

// Draft makes a document of an order as it would be issued, without a number,
// and says what the owner should know of it. Of one that is refused the paper
// has the order's number alone. Faults: NotFound
// "fault.order.missing"; Denied "fault.tax.unregistered",
// "fault.document.cancelled", "fault.document.currency", "fault.document.sum",
// of a receipt "fault.document.cod", "fault.document.konbini",
// "fault.document.later", "fault.document.unpaid", "fault.document.nothing";
// Invalid "fault.document.name", of a refund "fault.document.refund" and
// "fault.document.amount", and those of tax.Order.
func (o *Office) Draft(ctx context.Context, ask data.DocumentAsk) (data.Paper, []data.PaperNote, error) {
	set, err := o.ledger.Settings(ctx)
	if err != nil {
		return data.Paper{}, nil, err
	}
	sale, err := o.ledger.Sale(ctx, ask)
	if err != nil {
		return data.Paper{}, nil, err
	}
	d := drafter{ask: ask, set: set, now: o.now()}
	p, err := d.paper(sale)
	if err != nil {
		return p, nil, err
	}
	return p, d.notes(p), nil
}

// Issue gives a document its number and freezes it. draw says the SHA-256 of
// its drawing; when it fails, nothing was issued. Faults are those of Draft,
// and Denied "fault.document.again", "fault.document.corrected", NotFound
// "fault.document.missing".
func (o *Office) Issue(ctx context.Context, ask data.DocumentAsk, draw func(data.Paper) ([]byte, error)) (data.Document, error) {
	set, err := o.ledger.Settings(ctx)
	if err != nil {
		return data.Document{}, err
	}
	d := drafter{ask: ask, set: set, now: o.now()}
	return o.ledger.Issue(ctx, o.login, ask, d.paper, draw)
}

// Documents lists issued documents, the newest first.
func (o *Office) Documents(ctx context.Context, q data.DocumentQuery) ([]data.DocumentRow, error) {
	return o.ledger.Documents(ctx, q)
}

// Document gives one issued document. It fails with NotFound
// "fault.document.missing".
func (o *Office) Document(ctx context.Context, id data.DocumentID) (data.Document, error) {
	return o.ledger.Document(ctx, id)
}

// BeginCopy records a printing of an issued document before a byte goes out,
// and says whether it is a further one, to be marked 再発行. Faults: NotFound
// "fault.document.missing"; Denied "fault.print.unlisted".
func (o *Office) BeginCopy(ctx context.Context, id data.DocumentID, printer data.PrinterID) (copied data.CopyID, again bool, err error) {
	if err := o.mayPrint(ctx, printer); err != nil {
		return 0, false, err
	}
	return o.ledger.BeginCopy(ctx, o.login, id, printer)
}

// EndCopy records how a printing ended.
func (o *Office) EndCopy(ctx context.Context, id data.CopyID, out data.PrintOutcome) error {
	return o.ledger.EndCopy(ctx, id, out)
}

// Pick is what the parcels of a batch take from the shelves, in the order and
// with the numbers that its labels and slips have.
func (o *Office) Pick(ctx context.Context, b data.Batch) (data.Pick, error) {
	goods, err := o.ledger.Goods(ctx)
	if err != nil {
		return data.Pick{}, err
	}
	pick := data.Pick{At: b.At}
	err = o.ledger.BatchParcels(ctx, b, func(x ledger.Boxed) error {
		lines := x.Order.PickLines(x.At, goods)
		if !x.Guest {
			pick.Parcels = append(pick.Parcels, data.PickParcel{Seq: x.Seq, Number: x.Box, Part: x.At + 1, Parts: len(x.Order.Parcels),
				Gift: x.Order.Parcels[x.At].Gift, Note: x.Order.Note, Lines: lines})
			return nil
		}
		host := &pick.Parcels[len(pick.Parcels)-1]
		host.Note = strings.TrimPrefix(host.Note+"\n"+x.Order.Note, "\n")
		host.Lines = data.MergePicks(host.Lines, lines)
		return nil
	})
	return pick, err
}

// Slips are the packing slips of a batch, one for each parcel, in its order; those
// in one box have one number, as its label has:
// with prices where data.Order.SlipKind says so and the order lets them be told,
// without where it is cancelled, not in yen, or does not add up. They are not
// issued, so no registration number stands on them.
func (o *Office) Slips(ctx context.Context, b data.Batch) ([]data.Paper, error) {
	set, err := o.ledger.Settings(ctx)
	if err != nil {
		return nil, err
	}
	set.Tax.Number, set.Tax.Full = "", false
	var all []data.Paper
	err = o.ledger.BatchParcels(ctx, b, func(x ledger.Boxed) error {
		ask := data.DocumentAsk{Kind: x.Order.SlipKind(x.At), Order: x.Order.ID, Parcel: x.Order.Parcels[x.At].ID, Seq: x.Seq}
		sale, err := o.ledger.Sale(ctx, ask)
		if err != nil {
			return err
		}
		d := drafter{ask: ask, set: set, now: b.At}
		all = append(all, d.slip(sale))
		return nil
	})
	return all, err
}
