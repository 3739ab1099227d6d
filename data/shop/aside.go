package shop

import (
	"context"

	"nifuda/data"
)

// Unread is why an order that a storefront lists and does not give is set aside.
const Unread = "the order is listed and cannot be read"

// Aside reports whether an order alone is to blame for the error of asking for
// it: the answer cannot be read or has no end, and well, which asks the storefront
// something small, finds it in order. Such an order must not keep the others.
func Aside(ctx context.Context, err error, well func(context.Context) error) bool {
	key := data.KeyOf(err)
	return (key == KeyNonsense || key == KeyTooBig) && well(ctx) == nil
}
