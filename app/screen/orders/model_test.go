package orders

import (
	"slices"
	"testing"

	"nifuda/app/task"
	"nifuda/data"
)

func open(t *testing.T, desk *fakeDesk) *Model {
	t.Helper()
	m := New(desk, task.Inline(t.Context()), clock, func(What) {})
	m.Refresh()
	return m
}

func TestTheListSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		desk *fakeDesk
		want State
	}{
		{"orders are shown", &fakeDesk{rows: evening()}, Ready},
		{"a shelf without orders says so", &fakeDesk{}, Empty},
		{"a desk that cannot answer is told", &fakeDesk{err: errGone}, Failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := open(t, c.desk).State(); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if got := New(&fakeDesk{}, task.Inline(t.Context()), clock, func(What) {}).State(); got != Loading {
		t.Errorf("before the first answer: got %v, want Loading", got)
	}
}

func TestLabelsAreCountedByParcel(t *testing.T) {
	m := open(t, &fakeDesk{rows: evening()})
	m.Check(0) // ships to two people
	m.Check(1)
	if n, labels := m.Chosen(); n != 2 || labels != 3 {
		t.Errorf("got %d orders and %d labels, want 2 and 3", n, labels)
	}
	if got, want := m.IDs(), []data.OrderID{43, 42}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCheckingAllTwiceUnchecksAll(t *testing.T) {
	m := open(t, &fakeDesk{rows: evening()})
	m.CheckAll()
	if n, _ := m.Chosen(); n != len(evening()) {
		t.Errorf("got %d, want all %d", n, len(evening()))
	}
	m.CheckAll()
	if n, _ := m.Chosen(); n != 0 {
		t.Errorf("got %d, want none", n)
	}
}

func TestChecksSurviveASearchButNotAnotherShelf(t *testing.T) {
	desk := &fakeDesk{rows: evening()}
	m := open(t, desk)
	m.Check(0)
	desk.rows = desk.rows[5:]
	m.Search("中村")
	if !m.Checked(43) {
		t.Error("a search dropped a check")
	}
	m.Shelf(data.TabShipped)
	if m.Checked(43) {
		t.Error("another shelf kept a check")
	}
	if got := desk.asked[len(desk.asked)-1]; got.Tab != data.TabShipped || got.Text != "中村" {
		t.Errorf("asked %+v, want the new shelf with the words", got)
	}
}

func TestHoldTakesTheCheckedOrdersBackFromTheHeldShelf(t *testing.T) {
	desk := &fakeDesk{rows: evening()}
	m := open(t, desk)
	m.Check(2)
	m.Hold()
	if !slices.Equal(desk.held, []data.OrderID{41}) || !desk.hold {
		t.Errorf("got %v %v, want 41 put aside", desk.held, desk.hold)
	}
	m.Shelf(data.TabHeld)
	m.Check(2)
	m.Hold()
	if desk.hold {
		t.Error("got put aside, want taken back")
	}
}

func TestBackUndoesOneStepAtATime(t *testing.T) {
	m := open(t, &fakeDesk{rows: evening(), order: giftOrder()})
	m.Search("煎茶")
	m.Check(0)
	m.Show(43)
	var left []bool
	for range 4 {
		left = append(left, m.Back())
	}
	n, _ := m.Chosen()
	if want := []bool{true, true, true, false}; !slices.Equal(left, want) || m.Opened() != 0 || n != 0 || m.Query().Text != "" {
		t.Errorf("got %v, open %d, %d checked, %q", left, m.Opened(), n, m.Query().Text)
	}
}

func TestAnOrderThatIsGoneSaysSo(t *testing.T) {
	desk := &fakeDesk{rows: evening()}
	m := open(t, desk)
	desk.err = errGone
	m.Show(43)
	if _, state, err := m.Open(); state != Failed || err == nil {
		t.Errorf("got %v %v, want Failed with its reason", state, err)
	}
}

func TestWhatIsInProgressIsTakenUpAgain(t *testing.T) {
	m := open(t, &fakeDesk{rows: evening()})
	m.Turn()
	m.Search("煎茶")
	m.Check(0)
	m.Show(42)
	again := New(&fakeDesk{rows: evening()}, task.Inline(t.Context()), clock, func(What) {})
	again.Resume(m.Draft())
	again.Refresh()
	if q := again.Query(); q != m.Query() {
		t.Errorf("asks %+v, want %+v", q, m.Query())
	}
	if n, labels := again.Chosen(); !again.Checked(43) || n != 1 || labels != 2 || again.Opened() != 42 {
		t.Errorf("%d orders and %d labels marked, %d open", n, labels, again.Opened())
	}
	if o, state, _ := again.Open(); state != Ready || o.ID != 42 {
		t.Errorf("the open order is %d, %v", o.ID, state)
	}
}

// packing is a shelf on which some orders lie on the bench already.
func packing() []data.OrderRow {
	rows := evening()
	rows[1].Flags.Bench, rows[4].Flags.Bench = true, true
	return rows
}

func TestOnlyWhatIsNotThereGoesToTheBenchAndCanBeTakenBack(t *testing.T) {
	desk := &fakeDesk{rows: packing()}
	m := open(t, desk)
	for i := range 3 {
		m.Check(i)
	}
	if could, lie := m.Benched(); could != 2 || lie != 1 {
		t.Fatalf("%d could go, %d lie there; want 2 and 1", could, lie)
	}
	m.Release()
	if !slices.Equal(desk.bench.released, []data.OrderID{43, 41}) {
		t.Fatalf("released %v", desk.bench.released)
	}
	if n, _ := m.Chosen(); n != 0 || m.News().Undo == nil {
		t.Fatalf("%d still checked, news %+v", n, m.News())
	}
	m.News().Undo()
	if !slices.Equal(desk.bench.taken, []data.OrderID{43, 41}) || m.News().Key != "orders.takenback" {
		t.Errorf("taken back %v, news %q", desk.bench.taken, m.News().Key)
	}
	m.Check(4)
	m.Check(0)
	m.TakeBack()
	if !slices.Equal(desk.bench.taken, []data.OrderID{39}) {
		t.Errorf("taken back %v, want what lies there alone", desk.bench.taken)
	}
}

func TestWhatCouldNotGoToTheBenchIsSaid(t *testing.T) {
	for _, c := range []struct {
		name string
		most int // parcels the bench takes, and one
		err  error
		key  string
		undo bool
	}{
		{"the second parcel of one stayed", 0, nil, "orders.released.some", true},
		{"one went", 2, nil, "orders.released.some", true},
		{"none went", 1, nil, "orders.released.none", false},
		{"the bench cannot be reached", 0, errGone, "", false},
	} {
		desk := &fakeDesk{rows: evening()}
		m := open(t, desk)
		m.Check(0)
		m.Check(1)
		desk.bench.most, desk.err = c.most, c.err
		m.Release()
		if n := m.News(); n.Key != c.key || (n.Undo != nil) != c.undo || (n.Err != nil) != (c.err != nil) {
			t.Errorf("%s: got %+v", c.name, n)
		}
		if n, _ := m.Chosen(); c.err != nil && n != 2 {
			t.Errorf("%s: %d still checked, want both", c.name, n)
		}
	}
}

func TestACheckedOrderThatWentToTheBenchIsKnownThere(t *testing.T) {
	desk := &fakeDesk{rows: evening()}
	m := open(t, desk)
	m.Check(0)
	desk.rows = evening()
	desk.rows[0].Flags.Bench = true
	m.Refresh()
	if could, lie := m.Benched(); could != 0 || lie != 1 {
		t.Errorf("%d could go, %d lie there", could, lie)
	}
}

func TestABoxIsTakenApartFromEitherOrder(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: data.Order{Parcels: []data.Parcel{{ID: 7, Box: "1001 + 1002"}}}}
	m := open(t, desk)
	m.Apart(desk.order.Parcels[0])
	if n := m.News(); len(desk.bench.apart) != 1 || desk.bench.apart[0] != 7 || n.Key != "orders.apart.done" || n.Holes[1] != "1001 + 1002" {
		t.Errorf("%v, %+v", desk.bench.apart, n)
	}
	m.News().Undo()
	if n := m.News(); !slices.Equal(desk.bench.joined, []data.ParcelID{7, 9}) || n.Key != "orders.joined" || n.Undo == nil {
		t.Errorf("undone: %v, %+v", desk.bench.joined, n)
	}
	desk.err = &data.Fault{Kind: data.Busy, Key: "fault.store.busy"}
	m.Apart(desk.order.Parcels[0])
	if n := m.News(); n.Err == nil {
		t.Errorf("not told: %+v", n)
	}
}
