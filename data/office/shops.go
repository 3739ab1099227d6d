package office

import (
	"context"
	"strings"
	"time"

	"nifuda/data"
)

// Shops lists the connected storefronts.
func (o *Office) Shops(ctx context.Context) ([]data.Shop, error) {
	all, err := o.ledger.Shops(ctx)
	if err != nil {
		return nil, err
	}
	return all, o.hears(ctx, all)
}

// GoneShops lists the storefronts that were connected once. Their orders are
// still here; what they have not heard waits until they are connected again.
func (o *Office) GoneShops(ctx context.Context) ([]data.Shop, error) {
	all, err := o.ledger.GoneShops(ctx)
	if err != nil {
		return nil, err
	}
	return all, o.hears(ctx, all)
}

// hears notes which shops can be told that a parcel left, and of how many they
// have not heard.
func (o *Office) hears(ctx context.Context, all []data.Shop) error {
	unheard, err := o.ledger.Unheard(ctx)
	for i := range all {
		if all[i].ByHand = !o.tells(ctx, all[i]); !all[i].ByHand {
			all[i].Untold = unheard[all[i].ID]
		}
	}
	return err
}

// untold counts the parcels that the next sync tells of. Those of a shop that
// cannot be told wait for nothing.
func (o *Office) untold(ctx context.Context) (n int, err error) {
	shops, err := o.ledger.Shops(ctx)
	if err != nil {
		return 0, err
	}
	waiting, err := o.ledger.Waiting(ctx)
	for _, each := range shops {
		if waiting[each.ID] > 0 && o.tells(ctx, each) {
			n += waiting[each.ID]
		}
	}
	return n, err
}

// AddShop connects a storefront and wipes the token it was given, unless it is
// refused for want of a proof. Faults: Denied "fault.office.again", Invalid
// "fault.shop.name", "fault.shop.token".
func (o *Office) AddShop(ctx context.Context, again Proof, in data.NewShop) (data.ShopID, error) {
	if err := o.Accept(again); err != nil {
		return 0, err
	}
	return o.connect(ctx, in)
}

// RekeyShop gives a storefront another key, and wipes it, unless it is refused
// for want of a proof. One that was disconnected is connected again. Faults: Denied "fault.office.again", Invalid
// "fault.shop.token".
func (o *Office) RekeyShop(ctx context.Context, again Proof, shop data.ShopID, token []byte) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	defer clear(token)
	if len(token) == 0 {
		return &data.Fault{Kind: data.Invalid, Key: "fault.shop.token"}
	}
	return o.ledger.RekeyShop(ctx, o.login, shop, token)
}

// FirstShop is AddShop while the setup is not done: whoever chose her
// passphrase a few minutes ago is not asked for it again. After that it fails
// with Denied "fault.office.again".
func (o *Office) FirstShop(ctx context.Context, in data.NewShop) (data.ShopID, error) {
	if err := o.settingUp(ctx); err != nil {
		return 0, err
	}
	return o.connect(ctx, in)
}

// settingUp fails with Denied "fault.office.again" once the setup is done.
func (o *Office) settingUp(ctx context.Context) error {
	set, err := o.ledger.Settings(ctx)
	if err == nil && set.Setup == data.SetupDone {
		err = &data.Fault{Kind: data.Denied, Key: "fault.office.again"}
	}
	return err
}

func (o *Office) connect(ctx context.Context, in data.NewShop) (data.ShopID, error) {
	defer clear(in.Token)
	in.Name = strings.TrimSpace(in.Name)
	if in.Name == "" {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.shop.name"}
	}
	if len(in.Token) == 0 && in.Brand != data.Demo {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.shop.token"}
	}
	if in.Brand == data.Demo && in.BaseURL == "" {
		in.BaseURL = o.now().UTC().Format(time.RFC3339) // the same demo shop next time
	}
	return o.ledger.AddShop(ctx, o.login, in)
}

// Stuck lists the parcels whose storefront does not take word that they left.
func (o *Office) Stuck(ctx context.Context) ([]data.Stuck, error) { return o.ledger.Stuck(ctx) }

// TellAgain lets the next sync tell a storefront of a stuck parcel once more;
// ToldByHand says that the owner saw to it there. Both fail with NotFound
// "fault.shop.notstuck".
func (o *Office) TellAgain(ctx context.Context, parcel data.ParcelID) error {
	return o.ledger.TellAgain(ctx, o.login, parcel)
}

// ToldByHand: see TellAgain.
func (o *Office) ToldByHand(ctx context.Context, parcel data.ParcelID) error {
	return o.ledger.ToldByHand(ctx, o.login, parcel)
}

// Allow says what telling a shop may set off there: mails to buyers, money
// taken. What its brand does not do is left out. Faults: Denied
// "fault.office.again", NotFound "fault.shop.missing".
func (o *Office) Allow(ctx context.Context, again Proof, shop data.Shop, what data.Allowed) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	return o.ledger.Allow(ctx, o.login, shop.ID, what.And(data.FormOf(shop.Brand).SetsOff))
}

// SetStrict says whether a shop demands that every piece is scanned when it is
// packed. Faults: Denied "fault.office.again", NotFound "fault.shop.missing".
func (o *Office) SetStrict(ctx context.Context, again Proof, shop data.ShopID, strict bool) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	if err := o.ledger.SetStrict(ctx, o.login, shop, strict); err != nil {
		return err
	}
	return o.Settle(ctx)
}
