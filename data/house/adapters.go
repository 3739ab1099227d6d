package house

import (
	"nifuda/data"
	"nifuda/data/shop"
)

// Adapter makes the one who speaks to a storefront. base is empty where the
// brand has one address for all. The token is lent: copy what must outlive the
// call.
type Adapter func(shop.Door) (shop.Shop, error)

// Adapters knows who speaks to which brand.
type Adapters map[data.Brand]Adapter

// speaker finds the adapter for a shop. It fails with Invalid
// "fault.shop.brand" for a brand this version does not know.
func (a Adapters) speaker(brand data.Brand, door shop.Door) (shop.Shop, error) {
	make, ok := a[brand]
	if !ok {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.shop.brand", Args: map[string]any{"brand": string(brand)}}
	}
	return make(door)
}
