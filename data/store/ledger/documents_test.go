package ledger

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"nifuda/data"
)

// plainPaper is a document of the order, without any arithmetic.
func plainPaper(kind data.PaperKind) func(Sale) (data.Paper, error) {
	return func(s Sale) (data.Paper, error) {
		o := s.Order
		return data.Paper{Kind: kind, To: o.Buyer.Recipient(), From: data.Sender{Name: "山の湯呑み店"},
			Order: data.PaperOrder{Number: o.Remote.Number, Placed: o.Remote.PlacedAt, Traded: o.Remote.PlacedAt},
			Items: []data.PaperItem{{Name: o.Lines[0].Name, Quantity: 2, Unit: 1296, Amount: 2592, RateBP: 800, Reduced: true}},
			Sum:   data.PaperSum{Goods: 2592, Total: 3362, Due: 3362}, Words: data.PaperWords{Remarks: "静かに置いてください"}}, nil
	}
}

// digestOf stands for the pen: a digest of all that stands on the paper.
func digestOf(p data.Paper) ([]byte, error) {
	raw, err := json.Marshal(p)
	sum := sha256.Sum256(raw)
	return sum[:], err
}

func issue(t *testing.T, l *Ledger, ask data.DocumentAsk) (data.Document, error) {
	t.Helper()
	return l.Issue(t.Context(), "chihiro", ask, plainPaper(ask.Kind), digestOf)
}

func mustIssue(t *testing.T, l *Ledger, ask data.DocumentAsk) data.Document {
	t.Helper()
	d, err := issue(t, l, ask)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// filled is a ledger with n orders, and their ids.
func filled(t *testing.T, n int) (*Ledger, []data.OrderID) {
	t.Helper()
	l, shop := open(t)
	var orders []data.Order
	for i := range n {
		orders = append(orders, order(i+1))
	}
	save(t, l, shop, orders...)
	var ids []data.OrderID
	for _, r := range rows(t, l, data.OrderQuery{Tab: data.TabAll}) {
		ids = append(ids, r.ID)
	}
	return l, ids
}

func TestAnIssuedDocumentComesBackAsItWasDrawn(t *testing.T) {
	l, ids := filled(t, 1)
	d := mustIssue(t, l, data.DocumentAsk{Kind: data.PaperReceipt, Order: ids[0]})
	if d.Paper.Number != "R2026-000001" || !d.Paper.Issued.Equal(now()) {
		t.Errorf("number %s, issued %s", d.Paper.Number, d.Paper.Issued)
	}
	got, err := l.Document(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := digestOf(got.Paper)
	if err != nil || string(again) != string(d.Digest) || string(got.Digest) != string(d.Digest) {
		t.Errorf("digestOf again it is another one: %v\n%+v\n%+v", err, got.Paper, d.Paper)
	}
	all, err := l.Documents(t.Context(), data.DocumentQuery{})
	if err != nil || len(all) != 1 || all[0].Name != "髙橋 里奈" || all[0].Order != "1001" || all[0].Due != 3362 || all[0].Copies != 0 {
		t.Errorf("the list: %+v, %v", all, err)
	}
}

func TestNumbersRunWithoutGapsInTheirSeries(t *testing.T) {
	l, ids := filled(t, 30)
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() {
			kind := data.PaperKinds()[i%2*3] // slips and receipts
			_, err := l.Issue(t.Context(), "chihiro", data.DocumentAsk{Kind: kind, Order: id}, plainPaper(kind), func(p data.Paper) ([]byte, error) {
				if i%5 == 4 {
					return nil, errors.New("the pen broke")
				}
				return digestOf(p)
			})
			if (err != nil) != (i%5 == 4) {
				t.Errorf("order %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	all, err := l.Documents(t.Context(), data.DocumentQuery{})
	if err != nil || len(all) != 24 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	seen := map[string]bool{}
	for _, r := range all {
		seen[r.Number] = true
	}
	for i := range 12 {
		for _, series := range []string{"N", "R"} {
			if n := fmt.Sprintf("%s2026-%06d", series, i+1); !seen[n] {
				t.Errorf("%s is missing: a failed drawing took it, or two have one number", n)
			}
		}
	}
	if err := verify(t, l); err != nil {
		t.Error(err)
	}
}

func TestNobodyChangesOrDeletesWhatWasIssued(t *testing.T) {
	l, ids := filled(t, 1)
	mustIssue(t, l, data.DocumentAsk{Kind: data.PaperSlip, Order: ids[0]})
	for _, q := range []string{
		"UPDATE documents SET due=1", "DELETE FROM documents", "UPDATE documents SET digest=x'00'",
		"UPDATE document_people SET name=''", "DELETE FROM document_copies WHERE 1 OR document=1",
	} {
		if strings.Contains(q, "copies") {
			if _, _, err := l.BeginCopy(t.Context(), "chihiro", 1, data.PrinterID{Device: "ipp://p"}); err != nil {
				t.Fatal(err)
			}
		}
		err := l.db.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), q)
			return err
		})
		if err == nil {
			t.Errorf("%s went through", q)
		}
	}
	save(t, l, 1) // a sync goes on beside it
	err := l.db.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "DELETE FROM orders")
		return err
	})
	if all, err2 := l.Documents(t.Context(), data.DocumentQuery{}); err != nil || err2 != nil || len(all) != 1 {
		t.Errorf("with its order gone the document is %v, %v, %v", all, err, err2)
	}
}

func TestASecondReceiptIsRefusedAndACorrectionNamesTheFirst(t *testing.T) {
	l, ids := filled(t, 2)
	ask := data.DocumentAsk{Kind: data.PaperReceipt, Order: ids[0]}
	first := mustIssue(t, l, ask)
	if _, err := issue(t, l, ask); data.KeyOf(err) != "fault.document.again" {
		t.Errorf("a second one: %v", err)
	}
	ask.Corrects = first.ID
	second := mustIssue(t, l, ask)
	if second.Paper.Number != "R2026-000002" || second.Paper.Corrects != "R2026-000001" {
		t.Errorf("the correction is %s and names %q", second.Paper.Number, second.Paper.Corrects)
	}
	if _, err := issue(t, l, ask); data.KeyOf(err) != "fault.document.corrected" {
		t.Errorf("the first corrected twice: %v", err)
	}
	ask.Corrects = 0
	if _, err := issue(t, l, ask); data.KeyOf(err) != "fault.document.again" {
		t.Errorf("a third one beside the correction: %v", err)
	}
	ask.Corrects, ask.Order = second.ID, ids[1]
	if _, err := issue(t, l, ask); data.KeyOf(err) != "fault.document.missing" {
		t.Errorf("a correction of another order's: %v", err)
	}
	old, err := l.Document(t.Context(), first.ID)
	if err != nil || old.Corrected != "R2026-000002" || string(old.Digest) != string(first.Digest) {
		t.Errorf("the first says %q, %v", old.Corrected, err)
	}
}

func TestAPrintingCountsFromWhenItBeganUntilItFailed(t *testing.T) {
	p := place(t)
	if err := Create(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	shop, err := l.AddShop(t.Context(), "me", data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("token")})
	if err != nil {
		t.Fatal(err)
	}
	save(t, l, shop, order(1))
	d := mustIssue(t, l, data.DocumentAsk{Kind: data.PaperReceipt, Order: rows(t, l, data.OrderQuery{Tab: data.TabAll})[0].ID})
	crash := func() { // between one step and the next: what was committed is there
		t.Helper()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if l, err = Open(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	printer := data.PrinterID{Queue: "q", Device: "ipp://p"}
	begin := func(want bool) data.CopyID {
		t.Helper()
		c, again, err := l.BeginCopy(t.Context(), "chihiro", d.ID, printer)
		if err != nil || again != want {
			t.Fatalf("again %v, want %v; %v", again, want, err)
		}
		return c
	}
	crash() // after the number: it was never printed
	c := begin(false)
	if err := l.EndCopy(t.Context(), c, data.PrintOutcome{Reason: "fault.print.paper"}); err != nil {
		t.Fatal(err)
	}
	begin(false) // it had failed
	crash()      // nobody knows what came out
	c = begin(true)
	if err := l.EndCopy(t.Context(), c, data.PrintOutcome{Done: true}); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Document(t.Context(), d.ID); err != nil || got.Copies != 2 || got.Paper.Number != d.Paper.Number {
		t.Errorf("%d copies of %s, %v", got.Copies, got.Paper.Number, err)
	}
	events, err := l.Events(t.Context(), data.EventQuery{Kinds: []data.EventKind{data.EventIssued, data.EventPaper, data.EventPaperFault, data.EventReissued}})
	if err != nil || len(events) != 5 || events[0].Kind != data.EventReissued || events[0].Args["n"] != "2" || events[0].Args["document"] != "R2026-000001" {
		t.Errorf("the log: %v, %v", events, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestNamesCanBeErasedWhileTheFiguresStay(t *testing.T) {
	l, ids := filled(t, 1)
	d := mustIssue(t, l, data.DocumentAsk{Kind: data.PaperInvoice, Order: ids[0]})
	var kept string
	err := l.db.Write(t.Context(), func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(t.Context(), "DELETE FROM document_people"); err != nil {
			return err
		}
		return tx.QueryRowContext(t.Context(), "SELECT paper FROM documents").Scan(&kept)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, personal := range []string{"髙橋", "里奈", "山辺", "3900000", "静かに"} {
		if strings.Contains(kept, personal) {
			t.Errorf("%q stands with the figures", personal)
		}
	}
	got, err := l.Document(t.Context(), d.ID)
	if err != nil || !got.Erased || got.Paper.To.Name != "" || got.Paper.Sum.Due != 3362 {
		t.Errorf("%+v, %v", got, err)
	}
	if all, err := l.Documents(t.Context(), data.DocumentQuery{Text: "S2026-000001"}); err != nil || len(all) != 1 {
		t.Errorf("found by its number: %v, %v", all, err)
	}
}

func TestDocumentsAreFoundByNumberNameKindAndDay(t *testing.T) {
	l, ids := filled(t, 3)
	mustIssue(t, l, data.DocumentAsk{Kind: data.PaperReceipt, Order: ids[0]})
	mustIssue(t, l, data.DocumentAsk{Kind: data.PaperInvoice, Order: ids[1]})
	mustIssue(t, l, data.DocumentAsk{Kind: data.PaperReceipt, Order: ids[2]})
	for name, c := range map[string]struct {
		q    data.DocumentQuery
		want int
	}{
		"all":                {data.DocumentQuery{}, 3},
		"receipts":           {data.DocumentQuery{Kind: data.PaperReceipt}, 2},
		"a number":           {data.DocumentQuery{Text: "ｒ2026-000002"}, 1},
		"a name, folded":     {data.DocumentQuery{Text: "高橋里奈"}, 3},
		"an order's number":  {data.DocumentQuery{Text: "1002"}, 1},
		"a name nobody has":  {data.DocumentQuery{Text: "寿限無"}, 0},
		"from tomorrow":      {data.DocumentQuery{From: now().AddDate(0, 0, 1)}, 0},
		"before tomorrow":    {data.DocumentQuery{From: now().AddDate(0, 0, -1), To: now().AddDate(0, 0, 1)}, 3},
		"no more than asked": {data.DocumentQuery{Limit: 2}, 2},
	} {
		if got, err := l.Documents(t.Context(), c.q); err != nil || len(got) != c.want {
			t.Errorf("%s: %d documents, want %d; %v", name, len(got), c.want, err)
		}
	}
}
