package office

import (
	"context"
	"strings"
	"time"

	"nifuda/data"
)

// People lists everybody who has or had a login of her own.
func (o *Office) People(ctx context.Context) ([]data.Person, error) { return o.ledger.People(ctx) }

// ChangePerson keeps a person's name, what she may do, and whether she is in
// charge; the bench knows it at once. Faults: Denied "fault.office.again",
// Invalid "fault.person.name", NotFound "fault.person.gone".
func (o *Office) ChangePerson(ctx context.Context, again Proof, p data.Person) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.person.name"}
	}
	if err := o.ledger.ChangePerson(ctx, o.login, p); err != nil {
		return err
	}
	return o.Settle(ctx)
}

// Rule is the take-out rule as it stands.
func (o *Office) Rule(ctx context.Context) (data.Rule, error) { return o.ledger.Rule(ctx) }

// SetRule makes a text the next version of the take-out rule, which every
// packer accepts before her next parcel; the text that stands makes none.
// Faults: Denied "fault.office.again", Invalid "fault.rule.empty".
func (o *Office) SetRule(ctx context.Context, again Proof, text string) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	if text = strings.TrimSpace(text); text == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.rule.empty"}
	}
	if err := o.ledger.SetRule(ctx, o.login, text); err != nil {
		return err
	}
	return o.Settle(ctx)
}

// BenchRules reads the owner's choices for the bench.
func (o *Office) BenchRules(ctx context.Context) (data.BenchRules, error) {
	return o.ledger.BenchRules(ctx)
}

// SetBenchRules keeps the owner's choices for the bench, within their limits.
// It fails with Denied "fault.office.again".
func (o *Office) SetBenchRules(ctx context.Context, again Proof, r data.BenchRules) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	if err := o.ledger.SetBenchRules(ctx, o.login, r); err != nil {
		return err
	}
	return o.Settle(ctx)
}

// Events lists entries of the activity log, newest first.
func (o *Office) Events(ctx context.Context, q data.EventQuery) ([]data.Event, error) {
	return o.ledger.Events(ctx, q)
}

// VerifyEvents follows the whole activity log; about a second per 100,000
// entries. It fails with Damaged "fault.activity.broken" {n}.
func (o *Office) VerifyEvents(ctx context.Context) error {
	return o.ledger.VerifyEvents(ctx, func(int, int) {})
}

// oddDays is how many days back the owner is told of what is odd.
const oddDays = 7

// Oddities lists what is odd in the log of the last seven days: what packers
// plugged in on top, then the newest day first.
func (o *Office) Oddities(ctx context.Context) ([]data.Oddity, error) {
	people, err := o.ledger.People(ctx)
	if err != nil {
		return nil, err
	}
	hours, owners := map[string]data.Permits{}, map[string]bool{}
	for _, p := range people {
		hours[p.Login], owners[p.Login] = p.May, p.Role == data.RoleOwner
	}
	events, err := o.ledger.EventsSince(ctx, midnight(o.now()).AddDate(0, 0, 1-oddDays))
	return odd(events, hours, owners), err
}

func midnight(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, at.Location())
}
