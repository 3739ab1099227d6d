package house_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/postal"
	"nifuda/data/vault"
)

var prefectures = strings.Fields(`北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県
	石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県
	香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県`)

// country is a small country in Japan Post's columns: 47 prefectures of towns
// with these names.
func country(towns ...string) []byte {
	var b bytes.Buffer
	for i, p := range prefectures {
		for j, town := range towns {
			fmt.Fprintf(&b, "%02d201,\"%03d  \",\"%03d%04d\",\"ｹﾝ\",\"ｼ\",\"ﾏﾁ\",\"%s\",\"松本市\",\"%s\",0,0,0,0,0,0\r\n", i+1, i, i, j, p, town)
		}
	}
	return b.Bytes()
}

// bundled is the table that the program comes with, in these tests.
func bundled() (*postal.Table, error) {
	raw := country("山辺町", "栄元町")
	packed, err := postal.Post(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	return postal.Read(packed)
}

func zipOf(t *testing.T, raw []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("utf_ken_all.csv")
	if err == nil {
		_, err = w.Write(raw)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// atlases is a house with the bundled table, and its owner's session.
func atlases(t *testing.T) (*house.House, *house.Session, string) {
	t.Helper()
	root := t.TempDir()
	h := postalHouse(root)
	s := founded(t, h)
	return h, s, root
}

func named(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "utf_ken_all.zip")
	write(t, path, content)
	return path
}

func inUse(t *testing.T, s *house.Session) data.PostalTable {
	t.Helper()
	is, err := s.PostalTable(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func TestANewerTableIsUsedFromThenOnAndAfterTheNextSignIn(t *testing.T) {
	h, s, root := atlases(t)
	login := s.Login()
	if is := inUse(t, s); is.Own || is.Towns != 94 {
		t.Fatalf("before: %+v", is)
	}
	news, err := s.ReadPostal(t.Context(), named(t, zipOf(t, country("山辺町", "栄元町（１～３丁目）", "荷札町"))))
	if err != nil || news.Towns != 141 || news.Before != 94 || len(news.New) != 47 || len(news.Gone) != 0 || !slices.Contains(news.New, "長野県松本市荷札町") {
		t.Fatalf("%+v, %v", news, err)
	}
	if is := inUse(t, s); is.Own || is.Towns != 94 {
		t.Errorf("a file that was only read is used: %+v", is)
	}
	if err := s.TakePostal(t.Context(), "another"); data.KeyOf(err) != "fault.postal.again" {
		t.Errorf("another file than the one that was shown: %v", err)
	}
	if err := s.TakePostal(t.Context(), news.Sum); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	s = back(t, h, login)
	if is := inUse(t, s); !is.Own || is.Towns != 141 || is.Taken.IsZero() || is.Fault != "" {
		t.Errorf("after the next sign-in: %+v", is)
	}
	events, err := s.Office().Events(t.Context(), data.EventQuery{Kinds: []data.EventKind{data.EventPostal}, Limit: 9})
	if err != nil || len(events) != 1 || events[0].Args["n"] != "141" {
		t.Errorf("recorded: %+v, %v", events, err)
	}
	if err := s.DropPostal(t.Context()); err != nil {
		t.Fatal(err)
	}
	if is := inUse(t, s); is.Own || is.Towns != 94 {
		t.Errorf("after going back: %+v", is)
	}
	if left, err := filepath.Glob(filepath.Join(root, "*", "postal-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestAFileThatIsNoTableReplacesNothing(t *testing.T) {
	_, s, _ := atlases(t)
	good, err := s.ReadPostal(t.Context(), named(t, country("山辺町", "栄元町", "荷札町")))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TakePostal(t.Context(), good.Sum); err != nil {
		t.Fatal(err)
	}
	whole := country("山辺町", "栄元町", "荷札町")
	for name, c := range map[string]struct{ path, key string }{
		"a file that is gone":   {filepath.Join(t.TempDir(), "ken_all.csv"), "fault.postal.missing"},
		"a folder":              {t.TempDir(), "fault.postal.foreign"},
		"an order list":         {named(t, []byte("注文番号,氏名\r\n")), "fault.postal.foreign"},
		"half a file":           {named(t, whole[:len(whole)/2]), "fault.postal.part"},
		"half a zip":            {named(t, zipOf(t, whole)[:400]), "fault.postal.part"},
		"most of its towns":     {named(t, country("山辺町")), "fault.postal.part"},
		"a zip that swells":     {named(t, zipOf(t, make([]byte, postal.MostFile+1))), "fault.postal.large"},
		"a file without an end": {sparse(t, postal.MostFile+1), "fault.postal.large"},
	} {
		if _, err := s.ReadPostal(t.Context(), c.path); data.KeyOf(err) != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
		if is := inUse(t, s); !is.Own || is.Towns != 141 {
			t.Errorf("%s: now %+v is used", name, is)
		}
	}
}

func sparse(t *testing.T, size int64) string {
	t.Helper()
	path := named(t, nil)
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestATableThatWasChangedOnTheDriveIsNotUsed: the program's own is, and the
// settings say so.
func TestATableThatWasChangedOnTheDriveIsNotUsed(t *testing.T) {
	other := country("山辺町", "栄元町", "偽町")
	packed, err := postal.Post(bytes.NewReader(other), int64(len(other)))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(path string) error{
		"another table": func(path string) error { return os.WriteFile(path, packed, 0o600) },
		"cut":           func(path string) error { return os.Truncate(path, 100) },
		"gone":          os.Remove,
	} {
		h, s, root := atlases(t)
		login := s.Login()
		news, err := s.ReadPostal(t.Context(), named(t, country("山辺町", "栄元町", "荷札町")))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.TakePostal(t.Context(), news.Sum); err != nil {
			t.Fatal(err)
		}
		closed(t, s)
		all, err := filepath.Glob(filepath.Join(root, "*", "postal-*"))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		if err := change(all[0]); err != nil {
			t.Fatal(err)
		}
		s = back(t, h, login)
		if is := inUse(t, s); is.Own || is.Towns != 94 || is.Fault != "fault.postal.lost" {
			t.Errorf("%s: %+v", name, is)
		}
	}
}

func TestFilesOfJapanPostAreFoundByTheirNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"utf_ken_all.zip", "KEN_ALL.CSV", "orders.csv", "ken_all.txt"} {
		write(t, filepath.Join(dir, name), nil)
	}
	if got := house.FindPostal(dir); len(got) != 2 {
		t.Errorf("got %q", got)
	}
}

// postalHouse is a house whose program comes with the bundled table.
func postalHouse(root string) *house.House {
	return house.New(house.Config{Root: root, Now: now, KDF: vault.Floor, Adapters: house.Adapters{data.Demo: shopOf(3)},
		Codes: sync.OnceValues(bundled)})
}
