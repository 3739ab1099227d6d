package shop

import (
	"strings"

	"nifuda/data"
)

// Translation keys of what a person has to look at before an order ships.
const (
	ProblemName     = "problem.name.missing"     // nobody to write on the label
	ProblemAddress  = "problem.address.missing"  // postal code, prefecture or street is missing
	ProblemTotal    = "problem.total.mismatch"   // goods and charges do not make up the total
	ProblemFraction = "problem.amount.fraction"  // the storefront charges parts of a yen
	ProblemTax      = "problem.tax.mismatch"     // the figures per tax rate do not make up the total
	ProblemState    = "problem.state.unknown"    // the storefront has a state of its own
	ProblemEditing  = "problem.order.editing"    // somebody is changing the order right now
	ProblemPayment  = "problem.payment.unknown"  // the storefront does not say how it is paid
	ProblemParcel   = "problem.parcel.uncertain" // unclear which goods go to which ship-to
	ProblemRate     = "problem.rate.missing"     // the storefront does not say at which rate goods are taxed
	ProblemOpen     = "problem.amount.open"      // the storefront has not fixed all amounts yet
	ProblemGift     = "problem.gift.waiting"     // who gets the present has not said yet where to send it
	ProblemGone     = "problem.order.gone"       // the storefront does not show an open order any more
	ProblemTwice    = "problem.order.twice"      // an order of a file that a storefront gave, too
	ProblemPartly   = "problem.parcel.partly"    // part of it has left: what is listed is more than what is to be sent
	ProblemRefund   = "problem.refund.partly"    // part of the money was given back, and the storefront does not say for what
	ProblemPickup   = "problem.pickup"           // the buyer fetches it somewhere: the ship-to may be another
)

// Flaw says why an order cannot be kept at all, empty when it can. The reason
// is for the owner and holds no personal data.
func Flaw(o data.Order) string {
	switch {
	case o.Remote.ID == "":
		return "order without an id"
	case o.State < data.AwaitingPayment || o.State > data.Cancelled:
		return "order without a state"
	case len(o.Parcels) == 0:
		return "order without a ship-to"
	case o.Sum.Currency == "":
		return "order without a currency"
	case o.Remote.PlacedAt.IsZero():
		return "order without a date"
	case max(len(o.Parcels), len(o.Lines), len(o.Charges)) > maxLines:
		return "more lines than an order can have"
	}
	for _, l := range o.Lines {
		if l.Parcel < 0 || l.Parcel >= len(o.Parcels) {
			return "goods that go to no ship-to"
		}
		if l.Quantity < 0 || l.Quantity > maxPieces {
			return "goods with an impossible quantity"
		}
		if absurd(l.Unit) || absurd(l.Total) {
			return "an amount beyond reason"
		}
	}
	for _, c := range o.Charges {
		if absurd(c.Amount) {
			return "an amount beyond reason"
		}
	}
	if absurd(o.Sum.Total) {
		return "an amount beyond reason"
	}
	return ""
}

// No shop of ours sells a million pieces or for a trillion yen; sums of what is
// below cannot overflow.
const (
	maxPieces = 1_000_000
	maxLines  = 10_000
	maxAmount = 1_000_000_000_000
)

func absurd(m data.Money) bool { return m > maxAmount || m < -maxAmount }

// Problems looks an order over and returns what a person has to see, beyond
// what the adapter itself found.
func Problems(o data.Order) []data.Problem {
	var found []data.Problem
	for _, p := range o.Parcels {
		if p.To.Name == "" && p.To.Company == "" {
			found = append(found, data.Problem{Key: ProblemName})
		}
		if lacks(p.To.Address) {
			found = append(found, data.Problem{Key: ProblemAddress, Detail: written(p.To.Address)})
		}
	}
	if total(o) != o.Sum.Total {
		found = append(found, data.Problem{Key: ProblemTotal})
	}
	if len(o.Sum.Rates) > 0 && rated(o.Sum) != o.Sum.Total && rated(o.Sum) != o.Sum.Total-points(o) {
		found = append(found, data.Problem{Key: ProblemTax})
	}
	return found
}

// lacks reports whether a parcel could not be delivered to this address. Abroad
// nobody but the buyer knows what is needed, except that there is a street.
func lacks(a data.Address) bool {
	if a.Country != "" && a.Country != "JP" {
		return a.Street == ""
	}
	return len(a.Postal) != 7 || a.Prefecture == "" || a.Street == "" || !strings.ContainsFunc(a.Street+a.Building, numbered)
}

// numbered reports whether r can be part of a house number.
func numbered(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("一二三四五六七八九十〇番号", r)
}

func written(a data.Address) string {
	return strings.TrimSpace(strings.Join([]string{a.Postal, a.Prefecture + a.Street, a.Building}, " "))
}

// total is what goods and charges add up to.
func total(o data.Order) data.Money {
	var sum data.Money
	for _, l := range o.Lines {
		sum += l.Total
	}
	for _, c := range o.Charges {
		sum += c.Amount
	}
	return sum
}

// points are what was paid with points, as a negative amount. Storefronts where
// points are a way of paying state their tax figures before them (楽天 since 2022).
func points(o data.Order) data.Money {
	var sum data.Money
	for _, c := range o.Charges {
		if c.Kind == data.Points {
			sum += c.Amount
		}
	}
	return sum
}

// rated is what the figures per tax rate add up to.
func rated(s data.Sum) data.Money {
	var sum data.Money
	for _, r := range s.Rates {
		sum += r.Gross
	}
	return sum
}
