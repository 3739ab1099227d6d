package documents

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

func TestTheListSaysWhyItIsEmptyAndWhatWentWrong(t *testing.T) {
	d := desk(t)
	m := New(d, press(t), fakeMemory{}, task.Inline(t.Context()), now, func() {})
	if m.State() != Loading {
		t.Errorf("before it asked: %v", m.State())
	}
	if m.Refresh(); m.State() != Ready || len(m.Rows()) != 3 {
		t.Errorf("got %v, %d rows", m.State(), len(m.Rows()))
	}
	if m.Search("寿限無"); m.State() != Empty {
		t.Errorf("nothing found: %v", m.State())
	}
	d.err = errors.New("gone")
	if m.Search(""); m.State() != Failed || m.Err() == nil {
		t.Errorf("a failure: %v", m.State())
	}
}

func TestTheListIsNarrowedByKindNameAndPeriod(t *testing.T) {
	m, d, _ := room(t)
	m.Narrow(data.PaperReceipt)
	if len(m.Rows()) != 1 || m.Rows()[0].Number != "R2026-000012" {
		t.Errorf("receipts: %+v", m.Rows())
	}
	m.Narrow("")
	m.Search("佐々木")
	if len(m.Rows()) != 1 {
		t.Errorf("by name: %+v", m.Rows())
	}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for p, want := range map[Period][2]time.Time{
		AnyTime: {}, ThisMonth: {day(2026, 11, 1), day(2026, 12, 1)}, LastMonth: {day(2026, 10, 1), day(2026, 11, 1)}, ThisYear: {day(2026, 1, 1), day(2027, 1, 1)},
	} {
		m.During(p)
		if q := d.asked[len(d.asked)-1]; !q.From.Equal(want[0]) || !q.To.Equal(want[1]) {
			t.Errorf("period %d: %s to %s", p, q.From, q.To)
		}
	}
}

func TestADrawingThatIsNoLongerTheSameIsSaid(t *testing.T) {
	m, d, _ := room(t)
	m.Show(1)
	if doc, same, state, err := m.Document(); state != Ready || !same || err != nil || doc.Paper.Number != "R2026-000012" || m.Pages() != 1 || m.Image() == nil {
		t.Errorf("as it was issued: same %v, %v, %v, %d pages", same, state, err, m.Pages())
	}
	d.docs[0].Paper.Sum.Due++
	m.Show(1)
	if _, same, _, _ := m.Document(); same {
		t.Error("another amount, and the drawing passes for the same")
	}
	m.Show(99)
	if _, _, state, err := m.Document(); state != Failed || data.KeyOf(err) != "fault.document.missing" {
		t.Errorf("one that is not there: %v, %v", state, err)
	}
}

func TestASecondPrintingIsMarkedAndCounted(t *testing.T) {
	m, d, p := room(t)
	m.Show(1)
	m.Print()
	if s, _, out, of := m.Printing(); s != Printed || out != 1 || of != 1 || strings.Contains(words(p.printed[0]), "再発行") {
		t.Errorf("the first: %v, %d of %d", s, out, of)
	}
	m.Print()
	if !strings.Contains(words(p.printed[1]), "再発行") || d.docs[0].Copies != 2 || !strings.Contains(words(p.printed[1]), "R2026-000012") {
		t.Errorf("the second is not marked, or not counted: %d", d.docs[0].Copies)
	}
	if doc, _, _, _ := m.Document(); doc.Copies != 2 {
		t.Errorf("the room shows %d", doc.Copies)
	}
	p.jam = 1
	m.Print()
	s, _, _, _ := m.Printing()
	if err, _ := m.PrintErr(); s != Stopped || data.KeyOf(err) != "fault.print.gone" || d.docs[0].Copies != 2 || d.ended[2].Done {
		t.Errorf("a failed one: %v, %v, %d copies", s, err, d.docs[0].Copies)
	}
}

func TestOnAPrinterThatIsNotListedNothingIsPrinted(t *testing.T) {
	m, d, p := room(t)
	m.Show(1)
	m.ChoosePrinter(1)
	if can, why := m.CanPrint(); can || why != "fault.print.unlisted" {
		t.Errorf("can %v, %q", can, why)
	}
	if m.Print(); len(p.printed) != 0 || d.docs[0].Copies != 0 {
		t.Error("it was printed, or counted")
	}
}

func TestWhatCanBeIssuedIsAndWhatCannotStaysWithItsReason(t *testing.T) {
	m, d, p := room(t)
	m.Ask(data.PaperReceipt, []data.OrderID{1, 3, 2})
	if ready, done := m.ToIssue(); m.AskState() != Drafted || ready != 2 || done != 0 || data.KeyOf(m.Items()[1].Err) != "fault.document.cod" || m.Items()[1].Paper.Order.Number != "1041" {
		t.Fatalf("%v, %d ready, %d done, %+v", m.AskState(), ready, done, m.Items()[1])
	}
	if len(d.docs) != 3 || len(m.Items()[0].Notes) != 1 {
		t.Error("a draft took a number, or its note is not there")
	}
	m.Issue()
	if ready, done := m.ToIssue(); m.AskState() != Issued || ready != 0 || done != 2 || len(m.Rows()) != 5 {
		t.Errorf("%v, %d ready, %d done, %d rows", m.AskState(), ready, done, len(m.Rows()))
	}
	m.Print()
	if len(p.printed) != 2 || !strings.Contains(words(p.printed[0]), "R2026-000013") || !strings.Contains(words(p.printed[1]), "R2026-000014") {
		t.Errorf("%d printed", len(p.printed))
	}
	m.Leave()
	if m.Asking() || m.Opened() != 4 {
		t.Errorf("asking %v, shown %d", m.Asking(), m.Opened())
	}
}

func TestWhenTheSecondOfThreeJamsTheFirstIsKnownToHaveComeOut(t *testing.T) {
	m, d, p := room(t)
	m.Ask(data.PaperReceipt, []data.OrderID{1, 2})
	m.Issue()
	p.jam = 2
	m.Print()
	if s, _, out, of := m.Printing(); s != Stopped || out != 1 || of != 2 || d.docs[3].Copies != 1 || d.docs[4].Copies != 0 {
		t.Errorf("%v, %d of %d, copies %d and %d", s, out, of, d.docs[3].Copies, d.docs[4].Copies)
	}
	p.jam = 0
	m.Print()
	if s, _, out, of := m.Printing(); s != Printed || out != 1 || of != 1 || d.docs[3].Copies != 1 || d.docs[4].Copies != 1 || len(m.ToPrint()) != 0 {
		t.Errorf("the rest: %v, %d of %d, copies %d and %d", s, out, of, d.docs[3].Copies, d.docs[4].Copies)
	}
}

func TestWhatIsTypedStandsOnTheDraft(t *testing.T) {
	m, _, _ := room(t)
	m.Ask(data.PaperReceipt, []data.OrderID{1})
	m.Type(Typed{Name: "株式会社 信州茶房 ", Proviso: "湯呑み代として"})
	it, _ := m.Item()
	if it.Paper.To.Name != "株式会社 信州茶房" || it.Ask.Proviso != "湯呑み代として" {
		t.Errorf("got %+v", it.Ask)
	}
	m.AskKindOf(data.PaperReturn)
	for typed, want := range map[string]data.Money{"1,080": 1080, "¥2000円": 2000, "": 66_000, "　": 66_000,
		"１０００": 1000, "￥1,000": 1000, "1，000": 1000, "￥１，０００　円": 1000} {
		m.GiveBack(800, typed)
		if it, _ = m.Item(); it.Err != nil || it.Paper.Sum.Due != want {
			t.Errorf("%q gives back %d, want %d: %v", typed, it.Paper.Sum.Due, want, it.Err)
		}
	}
}

func TestWhatIsNoAmountGivesNothingBack(t *testing.T) {
	m, d, _ := room(t)
	m.Ask(data.PaperReturn, []data.OrderID{1})
	for _, typed := range []string{"abc", "千円", "-5", "0", "¥", "1.5", "\xff"} {
		m.GiveBack(800, typed)
		m.Issue()
		if it, _ := m.Item(); data.KeyOf(it.Err) != "fault.document.amount" || len(d.docs) != 3 {
			t.Fatalf("%q: %v, %d documents", typed, it.Err, len(d.docs))
		}
	}
	if m.GiveBack(800, ""); len(m.Items()[0].Ask.Back) != 0 || m.Items()[0].Err != nil {
		t.Errorf("emptied again: %+v", m.Items()[0])
	}
}

func TestWhatCannotBeDrawnIsLookedAtFirst(t *testing.T) {
	m, d, _ := room(t)
	m.Ask(data.PaperReceipt, []data.OrderID{1})
	m.Type(Typed{Name: "\U0001F98A 商店"})
	if it, _ := m.Item(); !it.Blocked() {
		t.Fatalf("got %+v", it.Reports)
	}
	if m.Issue(); len(d.docs) != 3 {
		t.Error("it was issued unseen")
	}
	m.Keep()
	if m.Issue(); len(d.docs) != 4 {
		t.Error("somebody looked, and it was not issued")
	}
}

func TestACorrectionTakesThePlaceAndKeepsTheWords(t *testing.T) {
	m, d, _ := room(t)
	m.Show(1)
	m.Correct()
	it, ok := m.Item()
	if !ok || it.Ask.Corrects != 1 || it.Ask.Name != "髙橋 里奈" || m.Correcting() != "R2026-000012" {
		t.Fatalf("got %+v, correcting %q", it.Ask, m.Correcting())
	}
	m.Issue()
	m.Leave()
	if doc, _, _, _ := m.Document(); doc.Paper.Corrects != "R2026-000012" || d.docs[0].Corrected != "R2026-000013" {
		t.Errorf("shown %+v", doc.Paper)
	}
	m.Show(1)
	if m.Correct(); m.Asking() {
		t.Error("what was corrected can be corrected again")
	}
}

func TestACorrectedReturnGivesBackWhatItGaveBack(t *testing.T) {
	m, d, _ := room(t)
	for whole, want := range map[bool][]data.Refund{true: nil, false: {{Words: "山の湯呑み", RateBP: 1000, Amount: 7_432}}} {
		p := paperOf(data.PaperReturn, "H2026-000001", "髙橋 里奈", 7_432)
		p.Items[0].SKU, p.Words.Whole = "", whole // goods without a SKU look like an amount
		d.docs[0].Paper = p
		m.Show(1)
		m.Correct()
		if it, ok := m.Item(); !ok || !slices.Equal(it.Ask.Back, want) {
			t.Errorf("all of it %v: got %+v", whole, it.Ask.Back)
		}
		m.Leave()
	}
}

func TestWhatIsAskedForIsTakenUpAgainAfterALock(t *testing.T) {
	m, _, _ := room(t)
	m.Ask(data.PaperInvoice, []data.OrderID{1, 2})
	again, _, _ := room(t)
	again.Resume(m.Draft())
	if again.AskKind() != data.PaperInvoice || len(again.Items()) != 2 {
		t.Errorf("got %s, %d", again.AskKind(), len(again.Items()))
	}
	m.Issue()
	if d := m.Draft(); len(d.Orders) != 0 {
		t.Error("what was issued would be asked for again")
	}
}

func TestTheLabelPrinterIsNotTheOneForDocuments(t *testing.T) {
	d, p := desk(t), press(t)
	p.other = true
	m := New(d, p, fakeMemory{}, task.Inline(t.Context()), now, func() {})
	m.Refresh()
	if all, at, err := m.Printers(); err != nil || all[at].Name != "書類のプリンター" || m.Swap() != nil {
		t.Errorf("chosen %d, %v", at, err)
	}
	m.Show(1)
	m.ChoosePrinter(0) // by hand: it says why not
	if can, why := m.CanPrint(); can || why != OtherPaper {
		t.Errorf("can %v, %q", can, why)
	}
	if m.LookForPrinters(); m.prints.chosen != 0 {
		t.Error("another printer was chosen than the person's")
	}
	p.other, p.holds = false, "a4-12"
	if m.LookForPrinters(); m.Swap() == nil || m.Swap().Code != "a4-12" {
		t.Errorf("labels lie in it, and nothing says so: %v", m.Swap())
	}
}

func TestGoodsAreGivenBackByThePieceAndACorrectionKnowsThem(t *testing.T) {
	m, d, _ := room(t)
	m.Ask(data.PaperReturn, []data.OrderID{1})
	it, _ := m.Item()
	if len(it.Goods) != 2 || it.Given(0) != 0 {
		t.Fatalf("%+v", it.Goods)
	}
	m.GiveGoods(2, 1)
	m.GiveGoods(0, 1)
	m.GiveGoods(0, 2)
	it, _ = m.Item()
	if want := []data.GoodsBack{{Line: 0, Quantity: 2}, {Line: 2, Quantity: 1}}; !slices.Equal(it.Ask.Goods, want) || it.Given(0) != 2 {
		t.Errorf("asked for %+v", it.Ask.Goods)
	}
	if m.GiveGoods(2, 0); len(m.Items()[0].Ask.Goods) != 1 {
		t.Errorf("taken back: %+v", m.Items()[0].Ask.Goods)
	}
	m.GiveBack(normalRate, "770")
	m.Issue()
	m.Leave()
	d.docs[len(d.docs)-1].Paper.Items = append(d.docs[len(d.docs)-1].Paper.Items, data.PaperItem{Name: "ご返金", Quantity: 1, Amount: 770, RateBP: 1000})
	m.Show(data.DocumentID(len(d.docs)))
	m.Correct()
	it, _ = m.Item()
	if !slices.Equal(it.Ask.Goods, []data.GoodsBack{{Line: 0, Quantity: 2}}) || len(it.Ask.Back) != 1 || it.Ask.Back[0].Amount != 770 {
		t.Errorf("the correction begins with %+v and %+v", it.Ask.Goods, it.Ask.Back)
	}
}
