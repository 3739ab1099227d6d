package pull_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop/pull"
)

// TestAChangeThatIsShownLateIsFoundThoughThePullIsLong stamps a change a minute
// before a pull begins and shows it only after the first page. The pull takes
// half an hour, so that the next one begins long behind it.
func TestAChangeThatIsShownLateIsFoundThoughThePullIsLong(t *testing.T) {
	now := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	var rows []pull.Row
	for i := range 30 {
		rows = append(rows, pull.Row{ID: fmt.Sprint(i), At: now.Add(-time.Duration(60+i) * time.Minute)})
	}
	asked := 0
	ask := func(_ context.Context, q pull.Question) (got pull.Answer, err error) {
		if asked++; asked == 2 {
			rows = append(rows, pull.Row{ID: "late", At: now.Add(-time.Minute)})
			now = now.Add(30 * time.Minute)
		}
		slices.SortFunc(rows, func(a, b pull.Row) int { return b.At.Compare(a.At) })
		for _, r := range rows {
			if !r.At.Before(q.From) && !r.At.After(q.To) {
				got.Rows = append(got.Rows, r)
			}
		}
		got.Rows = got.Rows[min(q.Skip, len(got.Rows)):]
		got.More = len(got.Rows) > 10
		got.Rows = got.Rows[:min(10, len(got.Rows))]
		return got, nil
	}
	changed := []pull.Part{{Ask: ask, Newest: true, Moves: true}}
	came := map[string]bool{}
	p := pull.Plan{First: changed, Later: changed, Reach: 24 * time.Hour, There: func() time.Time { return now },
		Read: func(_ context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
			for _, r := range rows {
				came[r.ID] = true
			}
			return nil, nil, nil
		}}
	var at []byte
	for range 2 {
		for more := true; more; {
			page, err := p.Next(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			at, more = page.Next, page.More
		}
	}
	if len(came) != 31 || !came["late"] {
		t.Errorf("%d of 31 came, the late one %v", len(came), came["late"])
	}
}
