package intake

import (
	"context"
	"errors"
	"slices"
	"testing"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/data/office"
)

// fakeDesk holds one file.
type fakeDesk struct {
	file    data.ImportFile
	trial   data.ImportTrial
	shops   []data.Shop
	refuse  error // by whatever is asked next of the file
	found   []string
	tried   []data.ImportPlan
	taken   []data.ImportPlan
	left    []bool
	stopped func() // called in the middle of an import
}

func (f *fakeDesk) Shops(context.Context) ([]data.Shop, error) { return slices.Clone(f.shops), nil }
func (f *fakeDesk) ProveAgain(pass []byte) (office.Proof, error) {
	if string(pass) != "ひらけごま" {
		return office.Proof{}, &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	return office.Proof{}, nil
}
func (f *fakeDesk) FindOrderFiles(context.Context, string) ([]string, error) { return f.found, nil }
func (f *fakeDesk) ReadOrderFile(_ context.Context, path string) (data.ImportFile, error) {
	f.file.Path = path
	return f.file, f.refuse
}
func (f *fakeDesk) TryOrderFile(_ context.Context, p data.ImportPlan) (data.ImportTrial, error) {
	f.tried = append(f.tried, p)
	return f.trial, f.refuse
}
func (f *fakeDesk) TakeOrderFile(ctx context.Context, _ office.Proof, p data.ImportPlan, progress func(int)) (data.ImportTrial, error) {
	progress(200)
	if f.stopped != nil {
		f.stopped()
	}
	if ctx.Err() != nil {
		return data.ImportTrial{}, &data.Fault{Kind: data.Stopped, Key: "fault.stopped"}
	}
	f.taken = append(f.taken, p)
	return f.trial, f.refuse
}
func (f *fakeDesk) LeaveOrderFile(_ context.Context, _, _ string, remove bool) error {
	if f.refuse == nil {
		f.left = append(f.left, remove)
	}
	return f.refuse
}

func from(columns ...string) data.ImportSource { return data.ImportSource{Columns: columns} }

// sheet is a file whose quantity is not recognised.
func sheet() data.ImportFile {
	return data.ImportFile{Name: "受注_20261120.csv", Sum: "s", Rows: 214,
		Columns: []string{"受注番号", "受注日", "お名前", "ご住所1", "ご住所2", "商品名", "こすう", "担当者", "店舗メモ"},
		Samples: [][]string{{"S-1001", "2026/11/20", "架空 花子", "長野県松本市山辺町", "3-14-2", "湯呑み 灰釉", "2", "山野", ""},
			{"S-1002", "2026/11/20", "架空 次郎", "東京都千代田区千代田", "1-1 見本ビル2階", "急須（藍）", "1", "山野", "急ぎ"},
			{"S-1003", "2026/11/21", "見本 太郎", "北海道札幌市中央区北一条西", "2-1", "湯呑み 灰釉", "10", "山野", ""}},
		Map: data.ImportMap{Fields: map[data.ImportField]data.ImportSource{data.ImportNumber: from("受注番号"), data.ImportPlaced: from("受注日"),
			data.ImportShipName: from("お名前"), data.ImportShipStreet: from("ご住所1", "ご住所2"), data.ImportName: from("商品名")}}}
}

func trial() data.ImportTrial {
	return data.ImportTrial{Orders: 196, Saved: data.PageSaved{New: 180, Changed: 4, Same: 12, Broken: 2}, Notes: []data.ImportNote{
		{Row: 18, Column: "こすう", Key: "import.row.quantity", Fatal: true}, {Row: 57, Column: "受注日", Key: "import.row.date", Fatal: true}, {Row: 80, Key: "import.row.short"}}, More: 7}
}

type asked struct{ q again.Question }

func (a *asked) ask(q again.Question) { a.q = q }

func room(t *testing.T, desk *fakeDesk) (*Model, *asked) {
	t.Helper()
	a := &asked{}
	return New(desk, a.ask, task.Inline(t.Context()), func() {}), a
}

// typed answers the question for the passphrase.
func (a *asked) typed(t *testing.T, pass string) error {
	t.Helper()
	err := a.q.Begin()(t.Context(), []byte(pass))
	if err == nil {
		a.q.Done()
	}
	return err
}

func TestAFileGoesAllTheWay(t *testing.T) {
	desk := &fakeDesk{file: sheet(), trial: trial()}
	m, a := room(t, desk)
	if m.CanRead() {
		t.Error("nothing is named, and can be read")
	}
	m.Type(` "/d/orders.csv" `)
	if m.Read(); m.State() != Mapping || m.Plan().Path != "/d/orders.csv" {
		t.Fatalf("read: %v, %+v", m.State(), m.Plan())
	}
	m.Call("ショップサーブ店")
	if m.CanTry() {
		t.Error("it can be tried without a quantity")
	}
	m.Set(data.ImportQuantity, 0, "こすう")
	m.Try()
	if m.State() != Tried || len(desk.tried) != 1 || !slices.Equal(desk.tried[0].Map.Fields[data.ImportQuantity].Columns, []string{"こすう"}) {
		t.Fatalf("tried: %v, %+v", m.State(), desk.tried)
	}
	m.Take()
	if err := a.typed(t, "まちがい"); err == nil || len(desk.taken) != 0 {
		t.Fatal("taken with a wrong passphrase")
	}
	if err := a.typed(t, "ひらけごま"); err != nil || m.State() != Taken || m.Done() != 200 || desk.taken[0].Name != "ショップサーブ店" {
		t.Fatalf("taken: %v, %v, %+v", err, m.State(), desk.taken)
	}
	if m.Forget() {
		t.Error("the room forgot a file that nobody decided about")
	}
	if m.Leave(true); m.State() != Gone || !slices.Equal(desk.left, []bool{true}) || len(m.File().Samples) != 0 {
		t.Errorf("left: %v, %v", m.State(), desk.left)
	}
}

func TestWhatIsChangedMakesATrialVoid(t *testing.T) {
	desk := &fakeDesk{file: sheet(), trial: trial()}
	for name, change := range map[string]func(*Model){
		"a column": func(m *Model) { m.Set(data.ImportRemarks, 0, "店舗メモ") },
		"a shop":   func(m *Model) { m.Into(0) },
		"paid":     func(m *Model) { m.SetPaid() },
	} {
		m, _ := room(t, desk)
		m.Type("/x.csv")
		m.Read()
		m.Call("店")
		m.Set(data.ImportQuantity, 0, "こすう")
		m.Try()
		if change(m); m.State() != Mapping || m.CanTake() {
			t.Errorf("%s: %v, can take %v", name, m.State(), m.CanTake())
		}
	}
}

func TestWhatGoesWrongIsSaidWhereItCanBeTriedAgain(t *testing.T) {
	desk := &fakeDesk{file: sheet(), trial: trial(), refuse: errors.New("no")}
	m, a := room(t, desk)
	m.Type("/x.csv")
	if m.Read(); m.State() != Choosing || m.Err() == nil {
		t.Errorf("reading: %v, %v", m.State(), m.Err())
	}
	desk.refuse = nil
	m.Read()
	m.Call("店")
	m.Set(data.ImportQuantity, 0, "こすう")
	desk.refuse = errors.New("no")
	if m.Try(); m.State() != Mapping || m.Err() == nil {
		t.Errorf("trying: %v, %v", m.State(), m.Err())
	}
	desk.refuse = nil
	m.Try()
	desk.stopped = m.Stop
	m.Take()
	a.typed(t, "ひらけごま")
	if m.State() != Tried || data.KindOf(m.Err()) != data.Stopped || len(desk.taken) != 0 {
		t.Errorf("stopped: %v, %v", m.State(), m.Err())
	}
	desk.stopped = nil
	m.Take()
	a.typed(t, "ひらけごま")
	desk.refuse = errors.New("no")
	if m.Leave(true); m.State() != Taken || m.Err() == nil {
		t.Errorf("removing: %v, %v", m.State(), m.Err())
	}
	desk.refuse = nil
	if m.Leave(false); m.State() != Kept {
		t.Errorf("leaving: %v", m.State())
	}
}

func TestAShopsOwnColumnsAreRemembered(t *testing.T) {
	kept := sheet().Map
	kept.Fields = map[data.ImportField]data.ImportSource{data.ImportNumber: from("受注番号"), data.ImportPlaced: from("受注日"), data.ImportName: from("商品名"), data.ImportQuantity: from("こすう")}
	f := sheet()
	f.Kept = map[data.ShopID]data.ImportMap{4: kept}
	m, _ := room(t, &fakeDesk{file: f, trial: trial(), shops: []data.Shop{{ID: 1, Brand: data.ColorMe, Name: "本店"}, {ID: 4, Brand: data.CSV, Name: "ショップサーブ店"}}})
	m.Type("/x.csv")
	m.Read()
	if m.Plan().Shop != 4 || !m.CanTry() || len(m.Shops()) != 1 {
		t.Errorf("plan %+v, shops %+v", m.Plan(), m.Shops())
	}
	if m.Into(0); m.CanTry() || len(m.Plan().Map.Fields) != 5 {
		t.Error("a new shop has the columns of another")
	}
}

func TestTheTableShowsWhereAFieldComesFromAndWhatIsUnused(t *testing.T) {
	m, _ := room(t, &fakeDesk{file: sheet()})
	m.Type("/x.csv")
	m.Read()
	var fields []data.ImportField
	for _, r := range m.Rows() {
		fields = append(fields, r.Field)
		if r.Field == data.ImportShipStreet && !slices.Equal(r.Samples, []string{"長野県松本市山辺町 3-14-2", "東京都千代田区千代田 1-1 見本ビル2階", "北海道札幌市中央区北一条西 2-1"}) {
			t.Errorf("samples %q", r.Samples)
		}
	}
	if want := []data.ImportField{data.ImportNumber, data.ImportPlaced, data.ImportName, data.ImportQuantity, data.ImportShipName, data.ImportShipStreet}; !slices.Equal(fields, want) {
		t.Errorf("fields %v", fields)
	}
	if want := []string{"こすう", "担当者", "店舗メモ"}; !slices.Equal(m.Unused(), want) {
		t.Errorf("unused %v", m.Unused())
	}
	m.Set(data.ImportShipStreet, 0, "")
	m.Want(data.ImportRemarks)
	m.Set(data.ImportRemarks, 0, "店舗メモ")
	m.Set(data.ImportRemarks, 1, "担当者")
	if got := m.Plan().Map.Fields; !slices.Equal(got[data.ImportShipStreet].Columns, []string{"ご住所2"}) || !slices.Equal(got[data.ImportRemarks].Columns, []string{"店舗メモ", "担当者"}) {
		t.Errorf("map %+v", got)
	}
	if slices.Contains(m.Others(), data.ImportRemarks) || len(m.File().Map.Fields) != 5 {
		t.Error("what was recognised was changed")
	}
}

func TestTheNewestDownloadIsSuggestedAndWhatIsTypedStays(t *testing.T) {
	for typed, want := range map[string]string{"": "/d/new.csv", "/mine.csv": "/mine.csv"} {
		m, _ := room(t, &fakeDesk{found: []string{"/d/new.csv", "/d/old.csv"}})
		m.Type(typed)
		if m.Look([]string{"/d"}); m.Path() != want {
			t.Errorf("typed %q: %q", typed, m.Path())
		}
	}
}

func TestNothingIsTakenThatWouldChangeNothing(t *testing.T) {
	m, _ := room(t, &fakeDesk{file: sheet(), trial: data.ImportTrial{Orders: 5, Saved: data.PageSaved{Same: 5}}})
	m.Type("/x.csv")
	m.Read()
	m.Call("店")
	m.Set(data.ImportQuantity, 0, "こすう")
	if m.Try(); m.State() != Tried || m.CanTake() {
		t.Errorf("%v, can take %v", m.State(), m.CanTake())
	}
	if !m.Forget() || m.State() != Choosing || m.Path() != "" {
		t.Error("it is not forgotten")
	}
}
