package bench

import (
	"context"
	"strconv"
	"strings"

	"nifuda/data"
	store "nifuda/data/store/bench"
)

// Scan puts what was scanned into the open parcel's box.
func (b *Bench) Scan(ctx context.Context, id data.ParcelID, raw string) (data.Scanned, error) {
	out := data.Scanned{Item: -1, Code: data.TidyScan(raw)}
	err := b.act(ctx, func(a *store.Act) (err error) {
		if out.Parcel, err = working(ctx, a, id); err != nil {
			return err
		}
		out.Result, out.Item = data.Pack(out.Parcel.Items, out.Code)
		switch out.Result {
		case data.ScanWrong, data.ScanTooMany:
			e := about(out.Parcel, data.EventMistake)
			e.Args = map[string]string{"reason": map[data.ScanResult]string{data.ScanWrong: "wrong", data.ScanTooMany: "toomany"}[out.Result]}
			return a.Record(ctx, e)
		case data.ScanUnreadable:
			return nil
		}
		return b.ticked(ctx, a, &out)
	})
	return out, err
}

// Count ticks one piece by hand. Denied "fault.bench.mustscan" where the item
// has to be scanned.
func (b *Bench) Count(ctx context.Context, id data.ParcelID, item int) (data.Scanned, error) {
	out := data.Scanned{Item: item}
	err := b.act(ctx, func(a *store.Act) (err error) {
		if out.Parcel, err = working(ctx, a, id); err != nil {
			return err
		}
		if out.Result, err = data.CountByHand(out.Parcel.Items, item); err != nil || out.Result == data.ScanTooMany {
			return err
		}
		return b.ticked(ctx, a, &out)
	})
	return out, err
}

// ticked keeps a piece that went into the box, and closes the box with the
// last one.
func (b *Bench) ticked(ctx context.Context, a *store.Act, out *data.Scanned) error {
	p := &out.Parcel
	if out.Result != data.ScanComplete || p.State == data.BenchPacked {
		return a.Save(ctx, *p)
	}
	return pack(ctx, a, p, about(*p, data.EventPacked))
}

// pack closes the box.
func pack(ctx context.Context, a *store.Act, p *data.BenchParcel, e data.Event) error {
	p.State = data.BenchPacked
	if err := a.Save(ctx, *p); err != nil {
		return err
	}
	byHand := 0
	for _, it := range p.Items {
		byHand += it.ByHand
	}
	if byHand > 0 {
		counted := about(*p, data.EventByHand)
		counted.Args = map[string]string{"n": strconv.Itoa(byHand)}
		if err := a.Record(ctx, counted); err != nil {
			return err
		}
	}
	return a.Record(ctx, e)
}

// Uncount takes back a piece that was counted by hand.
func (b *Bench) Uncount(ctx context.Context, id data.ParcelID, item int) (data.BenchParcel, error) {
	var p data.BenchParcel
	err := b.act(ctx, func(a *store.Act) (err error) {
		if p, err = working(ctx, a, id); err != nil {
			return err
		}
		if err := data.UncountByHand(p.Items, item); err != nil {
			return err
		}
		p.State = data.BenchOpen
		return a.Save(ctx, p)
	})
	return p, err
}

// Override closes the box without the scans that are missing. Denied
// "fault.bench.nooverride" without the permission, Invalid
// "fault.bench.reason" without a reason.
func (b *Bench) Override(ctx context.Context, id data.ParcelID, reason string) (data.BenchParcel, error) {
	var p data.BenchParcel
	err := b.act(ctx, func(a *store.Act) (err error) {
		if !a.Packer().May.Override {
			return refuse("override", "fault.bench.nooverride")
		}
		if reason, err = reasonOf(reason); err != nil {
			return err
		}
		if p, err = working(ctx, a, id); err != nil {
			return err
		}
		e := about(p, data.EventOverride)
		e.Args = map[string]string{"reason": reason}
		return pack(ctx, a, &p, e)
	})
	return p, err
}

func reasonOf(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return "", &data.Fault{Kind: data.Invalid, Key: "fault.bench.reason"}
	}
	return reason, nil
}

// Phone gives the phone number of the open parcel and records that she looked.
// Denied "fault.bench.nophone" when none was sealed to her.
func (b *Bench) Phone(ctx context.Context, id data.ParcelID) (string, error) {
	var number string
	err := b.act(ctx, func(a *store.Act) error {
		p, err := working(ctx, a, id)
		if err != nil {
			return err
		}
		sealed, err := a.Phone(ctx, id)
		if data.KindOf(err) == data.NotFound {
			return refuse("phone", "fault.bench.nophone")
		}
		if err != nil {
			return err
		}
		plain, err := b.c.Badge.Unseal(data.PhoneOf(id), sealed)
		if err != nil {
			return err
		}
		number = string(plain)
		e := about(p, data.EventReveal)
		e.Args = map[string]string{"what": "phone"}
		return a.Record(ctx, e)
	})
	return number, err
}
