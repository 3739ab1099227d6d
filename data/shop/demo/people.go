package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"nifuda/data"
)

// anybody invents a customer.
func anybody(r *rand.Rand) contact {
	family, given := families[r.IntN(len(families))], givens[r.IntN(len(givens))]
	where := regions[r.IntN(len(regions))]
	n := r.IntN(10_000)
	c := contact{prefID: where.id, way: where.way, Contact: data.Contact{
		Name:  family.name + " " + given.name,
		Kana:  family.kana + " " + given.kana,
		Phone: fmt.Sprintf("090-0000-%04d", n),
		Email: fmt.Sprintf("okyaku%05d@example.test", r.IntN(100_000)),
		Address: data.Address{
			Postal:     fmt.Sprintf("%s%04d", where.postal, r.IntN(90)),
			Prefecture: where.pref,
			Street:     where.town + streets[r.IntN(len(streets))] + block(r),
		},
	}}
	if r.IntN(5) < 2 {
		c.Address.Building = buildings[r.IntN(len(buildings))] + strconv.Itoa(1+r.IntN(12)) + fmt.Sprintf("%02d", 1+r.IntN(9)) + "号室"
	}
	if r.IntN(12) == 0 {
		c.Company = companies[r.IntN(len(companies))]
	}
	return c
}

// block is a house number, most in the short way of writing it.
func block(r *rand.Rand) string {
	a, b, c := 1+r.IntN(9), 1+r.IntN(30), 1+r.IntN(20)
	if r.IntN(6) == 0 {
		return fmt.Sprintf("%d丁目%d番%d号", a, b, c)
	}
	return fmt.Sprintf("%d-%d-%d", a, b, c)
}

// settle gives a planted customer the number of the prefecture and the price of
// the way there.
func settle(c data.Contact) contact {
	i := slices.IndexFunc(regions[:], func(r region) bool { return r.pref == c.Address.Prefecture })
	if i < 0 {
		return contact{Contact: c, prefID: 48, way: regions[0].way}
	}
	return contact{Contact: c, prefID: regions[i].id, way: regions[i].way}
}
