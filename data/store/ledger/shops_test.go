package ledger

import (
	"testing"

	"nifuda/data"
)

func TestAShopsKeyAndLeavesAreChangedByTheOwnersHand(t *testing.T) {
	l, shop := open(t)
	if err := l.Allow(t.Context(), "chihiro", shop, data.Allowed{Mails: true}); err != nil {
		t.Fatal(err)
	}
	if err := l.RekeyShop(t.Context(), "chihiro", shop, []byte("new")); err != nil {
		t.Fatal(err)
	}
	all, err := l.Shops(t.Context())
	if err != nil || all[0].Allowed != (data.Allowed{Mails: true}) {
		t.Errorf("allowed %+v, %v", all, err)
	}
	if token, err := l.Token(t.Context(), shop); err != nil || string(token) != "new" {
		t.Errorf("key %q, %v", token, err)
	}
	if err := l.Allow(t.Context(), "chihiro", 99, data.Allowed{}); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("a shop that is not there: %v", err)
	}
}
