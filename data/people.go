package data

import "time"

// Role says which desk a login opens.
type Role int

// The roles. There is no third: what a packer may do beyond packing is a
// Permits, what an owner may do is everything.
const (
	RoleOwner Role = iota + 1
	RolePacker
)

// Person is somebody with a login of her own, or who once had one.
type Person struct {
	Login    string
	Name     string
	Role     Role
	InCharge bool // 責任者: who answers for personal data in this shop
	May      Permits
	Added    time.Time
	Seen     time.Time // last sign-in that the ledger knows of; zero when never
	Changed  time.Time // when she last chose her passphrase; zero when somebody else chose it
	Consent  Consent
	Gone     time.Time // when her login was removed; zero while she has it
}

// NewPerson is what adding somebody needs, beside a first passphrase.
type NewPerson struct {
	Name string
	Role Role
	May  Permits
}

// Permits are what a packer may do beyond packing. The zero value is nothing
// beyond it, at any hour and without a daily limit.
type Permits struct {
	Phone    bool // see the phone number of the parcel she is packing
	Reprint  bool // print a label again, with a reason
	Override bool // close a parcel without every scan, with a reason
	Labels   int  // labels a day at most; 0 is no limit
	From, To int  // minutes after midnight between which she may work; equal is any hour
}

// Open reports whether the hours hold the moment. From 22:00 to 02:00 passes
// midnight.
func (p Permits) Open(at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	switch {
	case p.From == p.To:
		return true
	case p.From < p.To:
		return p.From <= minute && minute < p.To
	}
	return p.From <= minute || minute < p.To
}

// Tidy keeps what was asked for within what can be: minutes of a day, and no
// negative number of labels.
func (p Permits) Tidy() Permits {
	p.Labels = max(0, p.Labels)
	p.From, p.To = min(max(0, p.From), lastMinute), min(max(0, p.To), lastMinute)
	return p
}

const lastMinute = 24*60 - 1

// Rule is the shop's take-out rule (持ち出し禁止), which every packer accepts
// before her first parcel and again after each change.
type Rule struct {
	Version int
	Text    string
	At      time.Time // when this version was made
}

// Consent is a packer's acceptance of a version of the rule; the zero value is
// none.
type Consent struct {
	Version int
	At      time.Time
}

// BenchRules are the owner's choices for the packing bench.
type BenchRules struct {
	AutoRelease    bool          // paid and shippable orders go to the bench after each sync
	Keep           time.Duration // how long a shipped parcel stays on the bench at most
	IdleLock       time.Duration // MinIdle to MaxIdle
	PassphraseDays int           // after how many days everybody chooses a new passphrase; 0 is never
	Printer        string        // device address of the printer the bench prints on; empty while none is chosen
	Stock          string        // its stock code, such as "label-100x150"
}

// The usual choices for the bench, and how far they can be moved.
const (
	DefaultBenchIdle  = 10 * time.Minute
	DefaultBenchKeep  = 12 * time.Hour
	MinBenchKeep      = time.Hour
	MaxBenchKeep      = 7 * 24 * time.Hour
	MaxPassphraseDays = 400
)

// PassphraseDue reports whether a passphrase that was chosen at a moment has to
// be chosen anew: one that somebody else chose (the zero time) always, any
// other after the days, if there is such a rule (0 is none).
func PassphraseDue(chosen time.Time, days int, now time.Time) bool {
	return chosen.IsZero() || days > 0 && !now.Before(chosen.AddDate(0, 0, days))
}

// Tidy keeps the choices within their limits; a zero duration is the usual one.
func (r BenchRules) Tidy() BenchRules {
	if r.IdleLock == 0 {
		r.IdleLock = DefaultBenchIdle
	}
	if r.Keep == 0 {
		r.Keep = DefaultBenchKeep
	}
	r.IdleLock = min(MaxIdle, max(MinIdle, r.IdleLock))
	r.Keep = min(MaxBenchKeep, max(MinBenchKeep, r.Keep))
	r.PassphraseDays = min(MaxPassphraseDays, max(0, r.PassphraseDays))
	return r
}

// Stays says why somebody's login cannot be removed, as a translation key:
// without an owner nobody could open the ledger, and somebody always answers
// for personal data. It is empty for whoever may go.
func Stays(login string, people []Person) string {
	var one Person
	owners := 0
	for _, p := range people {
		if p.Login == login {
			one = p
		}
		if p.Role == RoleOwner && p.Gone.IsZero() {
			owners++
		}
	}
	switch {
	case one.Role == RoleOwner && owners < 2:
		return "staff.stays.owner"
	case one.InCharge:
		return "staff.stays.charge"
	}
	return ""
}
