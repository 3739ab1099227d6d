package oauth

import (
	"time"

	"nifuda/data"
)

// Names in data.ShopKeys of what the owner types and of what is granted.
const (
	keyID      = "id"
	keySecret  = "secret"
	keyAccess  = "access"
	keyRefresh = "refresh"
	keyExpires = "expires"
)

// Of is the client among a shop's keys.
func Of(k data.ShopKeys) Client { return Client{ID: k[keyID], Secret: k[keySecret]} }

// TokensOf are the tokens among a shop's keys; empty when none were granted.
func TokensOf(k data.ShopKeys) Tokens {
	t := Tokens{Access: k[keyAccess], Refresh: k[keyRefresh]}
	t.Expires, _ = time.Parse(time.RFC3339, k[keyExpires])
	return t
}

// With is k with other tokens.
func With(k data.ShopKeys, t Tokens) data.ShopKeys {
	out := data.ShopKeys{}
	for name, v := range k {
		out[name] = v
	}
	out[keyAccess], out[keyRefresh] = t.Access, t.Refresh
	delete(out, keyExpires)
	if !t.Expires.IsZero() {
		out[keyExpires] = t.Expires.UTC().Format(time.RFC3339)
	}
	return out
}
