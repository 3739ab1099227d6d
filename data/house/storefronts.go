package house

import (
	"fmt"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/base"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/eccube"
	"nifuda/data/shop/ecforce"
	"nifuda/data/shop/futureshop"
	"nifuda/data/shop/medusa"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/rakuten"
	"nifuda/data/shop/shopify"
	"nifuda/data/shop/stores"
	"nifuda/data/shop/vendure"
	"nifuda/data/shop/woocommerce"
	"nifuda/data/shop/yahoo"
)

// Storefronts are the adapters of this version, the built-in demo shop among
// them.
func Storefronts(now func() time.Time) Adapters {
	demos := &demoShops{now: now, open: map[string]*demo.Server{}}
	return Adapters{
		data.Demo: demos.speaker,
		data.ColorMe: func(d shop.Door) (shop.Shop, error) {
			return colorme.New(colorme.Config{BaseURL: d.Base, Token: d.Secret})
		},
		data.Rakuten: func(d shop.Door) (shop.Shop, error) {
			return rakuten.New(rakuten.Config{BaseURL: d.Base, Keys: d.Secret})
		},
		data.Base: func(d shop.Door) (shop.Shop, error) {
			return base.New(base.Config{BaseURL: d.Base, Keys: d.Secret, Keep: d.Keep})
		},
		data.Yahoo: func(d shop.Door) (shop.Shop, error) {
			return yahoo.New(yahoo.Config{BaseURL: d.Base, Keys: d.Secret, Keep: d.Keep})
		},
		data.Futureshop: func(d shop.Door) (shop.Shop, error) {
			return futureshop.New(futureshop.Config{BaseURL: d.Base, Keys: d.Secret})
		},
		data.Vendure: func(d shop.Door) (shop.Shop, error) {
			return vendure.New(vendure.Config{BaseURL: d.Base, Key: d.Secret})
		},
		data.Stores: func(d shop.Door) (shop.Shop, error) {
			return stores.New(stores.Config{BaseURL: d.Base, Token: d.Secret})
		},
		data.Medusa: func(d shop.Door) (shop.Shop, error) {
			return medusa.New(medusa.Config{BaseURL: d.Base, Key: d.Secret})
		},
		data.Ecforce: func(d shop.Door) (shop.Shop, error) {
			return ecforce.New(ecforce.Config{BaseURL: d.Base, Token: d.Secret})
		},
		data.EccubeFour: func(d shop.Door) (shop.Shop, error) { return eccube.New(eccube.Config{Door: d}) },
		data.Shopify: func(d shop.Door) (shop.Shop, error) {
			k := data.ReadShopKeys(d.Secret)
			return shopify.New(shopify.Config{BaseURL: d.Base, ID: k["id"], Secret: k["secret"]})
		},
		data.WooCommerce: func(d shop.Door) (shop.Shop, error) {
			k := data.ReadShopKeys(d.Secret)
			return woocommerce.New(woocommerce.Config{BaseURL: d.Base, Key: k["id"], Secret: k["secret"]})
		},
	}
}

// demoOrders is how many orders a demo shop has had when it opens: one evening.
const demoOrders = 40

// demoShops keeps the built-in shops open while the process lives.
type demoShops struct {
	now  func() time.Time
	mu   sync.Mutex
	open map[string]*demo.Server // by the moment they opened
}

// speaker opens the shop that opened at that moment, or finds it open.
func (d *demoShops) speaker(door shop.Door) (shop.Shop, error) {
	opened := door.Base
	d.mu.Lock()
	defer d.mu.Unlock()
	s, ok := d.open[opened]
	if !ok {
		at := d.now()
		if opened != "" {
			var err error
			if at, err = time.Parse(time.RFC3339, opened); err != nil {
				return nil, fmt.Errorf("demo shop: %w", err)
			}
		}
		var err error
		if s, err = demo.Start(demo.Config{Orders: demoOrders, Seed: uint64(at.Unix()), Opened: at, Now: d.now}); err != nil {
			return nil, err
		}
		d.open[opened] = s
	}
	return colorme.New(colorme.Config{BaseURL: s.URL, Token: []byte(s.Token)})
}

// Gates are the brands that hand out keys in the owner's browser, and where.
func Gates() map[data.Brand]Gate {
	return map[data.Brand]Gate{
		data.Base:       func(d shop.Door) (oauth.Provider, error) { return base.Provider(d.Base), nil },
		data.Yahoo:      func(shop.Door) (oauth.Provider, error) { return yahoo.Provider(""), nil },
		data.EccubeFour: eccube.Provider,
	}
}
