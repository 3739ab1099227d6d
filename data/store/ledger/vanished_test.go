package ledger

import (
	"fmt"
	"testing"

	"nifuda/data"
)

func newsOf(t *testing.T, l *Ledger, key string) (all []data.News) {
	t.Helper()
	news, err := l.News(t.Context(), 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range news {
		if n.Key == key {
			all = append(all, n)
		}
	}
	return all
}

func TestAnOrderThatItsStorefrontDoesNotShowAnyMoreStaysUntilItDoes(t *testing.T) {
	l, shop := open(t)
	o := order(1)
	o.Problems = nil
	save(t, l, shop, o, order(2))
	may := func() int {
		all, err := l.Releasable(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if may() != 1 {
		t.Fatal("nothing may go to the bench")
	}
	for range 2 {
		if err := l.Vanished(t.Context(), shop, []string{"r1", "r9"}, "problem.order.gone"); err != nil {
			t.Fatal(err)
		}
	}
	if n := may(); n != 0 {
		t.Errorf("%d parcels of it go out by themselves", n)
	}
	row := rows(t, l, data.OrderQuery{Text: "1001"})[0]
	got, err := l.Order(t.Context(), row.ID)
	if err != nil || len(got.Problems) != 1 || got.Problems[0].Key != "problem.order.gone" {
		t.Errorf("problems %v, %v", got.Problems, err)
	}
	if news := newsOf(t, l, "news.vanished"); len(news) != 1 || fmt.Sprint(news[0].Args["n"], news[0].Args["shop"]) != "1本店" {
		t.Errorf("news %+v", news)
	}
	if saved := save(t, l, shop, o); saved.Changed != 1 || may() != 1 {
		t.Errorf("shown again as it was: %+v, %d may go out", saved, may())
	}
}

func TestAnOrderThatBreaksTwiceIsToldOfTwice(t *testing.T) {
	l, shop := open(t)
	broken := []data.Broken{{RemoteID: "r1", Reason: "an amount that cannot be read"}}
	for i, want := range []data.PageSaved{{Changed: 0, New: 1}, {Broken: 1}, {}, {Same: 1}, {Broken: 1}} {
		var page []data.Order
		if i == 0 || i == 3 {
			page = []data.Order{order(1)}
		}
		aside := broken
		if page != nil {
			aside = nil
		}
		saved, err := l.SavePage(t.Context(), shop, page, aside, []byte(`{}`))
		if err != nil || saved != want {
			t.Errorf("page %d: %+v, %v, want %+v", i, saved, err, want)
		}
	}
}
