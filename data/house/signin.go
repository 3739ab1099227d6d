package house

import (
	"context"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/wire"
)

// Gate says where a brand hands out keys in the owner's browser.
type Gate func(shop.Door) (oauth.Provider, error)

// SignIn is granted a shop's keys in the owner's browser. page is called with
// the address to open there; code brings what the owner copied, where the brand
// only shows a code. It gives the whole secret to connect the shop with.
func (s *Session) SignIn(ctx context.Context, in data.NewShop, page func(url string), code <-chan string) ([]byte, error) {
	gate, ok := s.gates[in.Brand]
	if !ok {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.shop.brand", Args: map[string]any{"brand": string(in.Brand)}}
	}
	keys := data.ReadShopKeys(in.Token)
	provider, err := gate(shop.Door{Base: in.BaseURL, Secret: in.Token})
	if err != nil {
		return nil, err
	}
	redirect := ""
	if data.FormOf(in.Brand).Copied {
		redirect = oauth.Copied
	}
	grant, err := oauth.Begin(provider, oauth.Of(keys), redirect)
	if err != nil {
		return nil, err
	}
	defer grant.Close()
	page(grant.URL)
	came, err := grant.Wait(ctx, code)
	if err != nil {
		return nil, err
	}
	tokens, err := grant.Exchange(ctx, came, wire.Options{})
	if err != nil {
		return nil, err
	}
	return oauth.With(keys, tokens).Write(), nil
}
