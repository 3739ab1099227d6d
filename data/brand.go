package data

import (
	"encoding/json"
	"slices"
	"strings"
)

// Brand names a kind of storefront.
type Brand string

// The storefronts Nifuda can talk to.
const (
	Demo        Brand = "demo"
	ColorMe     Brand = "colorme"
	MakeShop    Brand = "makeshop"
	Ecforce     Brand = "ecforce"
	Yahoo       Brand = "yahoo"
	Rakuten     Brand = "rakuten"
	Base        Brand = "base"
	Stores      Brand = "stores"
	EccubeFour  Brand = "eccube"
	Shopify     Brand = "shopify"
	WooCommerce Brand = "woocommerce"
	Futureshop  Brand = "futureshop"
	Medusa      Brand = "medusa"
	Vendure     Brand = "vendure"
)

// Redirect is where the owner's browser comes back to after a sign-in.
// Storefronts compare it letter by letter with what she registered there, so it
// is always the same.
const Redirect = "http://127.0.0.1:47811/nifuda"

// Proof says what an adapter was tested against.
type Proof int

// From the weakest to the strongest.
const (
	ByNames   Proof = iota + 1 // replies written from documented names alone
	BySamples                  // replies the brand publishes, or that were seen of a real shop
	ByServer                   // a real server
)

// BrandForm is what connecting a storefront of a brand needs of the owner.
type BrandForm struct {
	Brand   Brand
	Address bool       // it has an address of its own
	Keys    []BrandKey // what to type besides; one alone is kept as it is, more as ShopKeys
	SignIn  bool       // the rest is granted in the browser, with the keys above
	Copied  bool       // its page shows a code that the owner copies
	Unnamed bool       // its storefront does not say what the shop is called: the owner does
	SetsOff Allowed    // what being told can set off there, if the owner allows it
	Proof   Proof
}

// BrandKey is one thing to type.
type BrandKey struct {
	Name string
	Open bool // no secret: shown while it is typed
	Free bool // may stay empty
}

// Any reports whether there is anything of the kind.
func (a Allowed) Any() bool { return a != Allowed{} }

// And is what both allow.
func (a Allowed) And(b Allowed) Allowed {
	return Allowed{a.Mails && b.Mails, a.Captures && b.Captures, a.Points && b.Points}
}

// BrandForms lists what can be connected, the one to try first on top.
func BrandForms() []BrandForm {
	return []BrandForm{
		{Brand: Demo, Proof: ByServer},
		{Brand: ColorMe, Keys: keys("*token"), Proof: BySamples},
		{Brand: MakeShop, Address: true, Keys: keys("*token", "*apikey"), SetsOff: Allowed{Mails: true}, Unnamed: true, Proof: ByNames},
		{Brand: Ecforce, Address: true, Keys: keys("*token"), SetsOff: Allowed{Captures: true}, Unnamed: true, Proof: ByNames},
		{Brand: Yahoo, Keys: keys("seller", "id", "*secret", "*publickey", "keyversion"), SignIn: true, SetsOff: Allowed{Points: true}, Unnamed: true, Proof: ByNames},
		{Brand: Rakuten, Keys: keys("*service", "*license"), Unnamed: true, Proof: BySamples},
		{Brand: Base, Keys: keys("id", "*secret"), SignIn: true, SetsOff: Allowed{Mails: true}, Unnamed: true, Proof: BySamples},
		{Brand: Stores, Keys: keys("*token"), SetsOff: Allowed{Mails: true}, Unnamed: true, Proof: BySamples},
		{Brand: EccubeFour, Address: true, Keys: keys("id", "*secret", "admin?"), SignIn: true, SetsOff: Allowed{Mails: true, Points: true}, Unnamed: true, Proof: BySamples},
		{Brand: Shopify, Address: true, Keys: keys("id?", "*secret"), SetsOff: Allowed{Mails: true}, Proof: ByNames},
		{Brand: WooCommerce, Address: true, Keys: keys("id", "*secret"), SetsOff: Allowed{Mails: true}, Proof: BySamples},
		{Brand: Futureshop, Address: true, Keys: keys("id", "*secret", "*shopkey"), Unnamed: true, Proof: ByNames},
		{Brand: Medusa, Address: true, Keys: keys("*token"), Proof: ByServer},
		{Brand: Vendure, Address: true, Keys: keys("*token"), Proof: ByServer},
	}
}

// keys names what to type; a star marks a secret, a question mark at the end what
// may stay empty.
func keys(names ...string) []BrandKey {
	var all []BrandKey
	for _, n := range names {
		name, secret := strings.CutPrefix(n, "*")
		name, free := strings.CutSuffix(name, "?")
		all = append(all, BrandKey{Name: name, Open: !secret, Free: free})
	}
	return all
}

// FormOf is the form of one brand; empty for one that is not known.
func FormOf(b Brand) BrandForm {
	all := BrandForms()
	if i := slices.IndexFunc(all, func(f BrandForm) bool { return f.Brand == b }); i >= 0 {
		return all[i]
	}
	return BrandForm{}
}

// ShopKeys are the secrets of a storefront that has more than one, by name. They
// lie in the ledger as JSON, and nowhere else.
type ShopKeys map[string]string

// ReadShopKeys reads what Write wrote; anything else is no key at all.
func ReadShopKeys(secret []byte) ShopKeys {
	var k ShopKeys
	if json.Unmarshal(secret, &k) != nil {
		return nil
	}
	return k
}

// Write is the keys as one secret.
func (k ShopKeys) Write() []byte {
	b, _ := json.Marshal(k) // strings always can be
	return b
}
