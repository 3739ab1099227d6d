package text

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/assets"
	"nifuda/data"
)

func words(t *testing.T, lang string) *Words {
	t.Helper()
	w, err := Load(lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	w := words(t, Japanese)
	ja, en := w.Keys(Japanese), w.Keys(English)
	for _, k := range ja {
		if !slices.Contains(en, k) {
			t.Errorf("%s is not in English", k)
		}
	}
	for _, k := range en {
		if !slices.Contains(ja, k) {
			t.Errorf("%s is not in Japanese", k)
		}
	}
	hole := regexp.MustCompile(`\{[a-z]+\}`)
	for _, k := range ja {
		a := hole.FindAllString(w.books[Japanese][k].Other, -1)
		b := hole.FindAllString(w.books[English][k].Other, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: holes %v in Japanese, %v in English", k, a, b)
		}
	}
}

// families are keys put together at run time: from a prefix in the code and a
// name out of a closed list, or out of the ledger.
var families = []string{"fault.", "problem.", "news.", "tab.", "orders.empty.", "charge.", "brand.", "connect.key.", "language.",
	"stock.", "print.again.", "slip.part.", "setup.step.", "setup.head.", "setup.why.", "setup.strength.", "label.field.", "label.report.", "print.state.", "trouble.", "bench.told.",
	"staff.page.", "event.", "benchfault.", "odd.", "log.group.", "doctor.field.", "paper.kind.", "safety.can", "safety.page.", "health.", "staff.goods.bad.", "import.field.", "import.layout."}

func TestEveryKeyInTheCodeHasASentenceAndEverySentenceIsUsed(t *testing.T) {
	w := words(t, Japanese)
	used := literals(t)
	key := regexp.MustCompile(`^(app|again|bench|close|cancel|save|later|back|next|start|changes|date|rail|role|foot|help|chip|tab|orders|charge|fault|problem|news|print|stock|slip|label|unlock|brand|connect|language|setup|today|shops|settings|size|look|sender|no|staff|safety|health|event|odd|log|consent|documents|document|paper|phrase|newphrase|handover|restore|doctor|post|import)(\.[a-z0-9]+)+$`)
	for _, u := range used {
		if key.MatchString(u) && !w.Has(u) && !foreign(u) {
			t.Errorf("the code says %q, the catalogue does not", u)
		}
	}
	for _, k := range w.Keys(Japanese) {
		family := slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(k, f) })
		if !family && !slices.Contains(used, k) {
			t.Errorf("%s is in the catalogue and nowhere in the code", k)
		}
	}
}

// foreign are literals that look like keys and are names of preferences.
func foreign(s string) bool {
	return slices.Contains([]string{"print.device", "print.stock", "print.start", "unlock.shop", "unlock.last", "text.size", "bench.db", "bench.db.mark"}, s)
}

// literals collects the strings of all our code but the tests.
func literals(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, root := range []string{"..", "../../data", "../../labels"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil {
						all = append(all, s)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestAFaultBecomesASentence(t *testing.T) {
	w := words(t, Japanese)
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"a known fault says its own", &data.Fault{Key: "fault.print.empty"}, "紙がありません"},
		{"holes are filled", &data.Fault{Key: "fault.vault.wait", Args: map[string]any{"seconds": 8}}, "8秒"},
		{"a wrapped one is found", fmt.Errorf("sync: %w", &data.Fault{Key: "fault.shop.key"}), "キー"},
		{"an unknown key is owned up to", &data.Fault{Key: "fault.of.tomorrow"}, "思わぬこと"},
		{"an error without a fault too", errors.New("boom"), "思わぬこと"},
	} {
		if got := w.Fault(c.err); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want it to hold %q", c.name, got, c.want)
		}
	}
}

func TestCountsAndTimesReadAsPeopleSayThem(t *testing.T) {
	ja, en := words(t, Japanese), words(t, English)
	sunday := time.Date(2026, 11, 22, 19, 42, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{ja.Date(sunday), "11月22日（日）"},
		{en.Date(sunday), "Sun 22 Nov"},
		{ja.Slot("14-16"), "14–16時"},
		{ja.Slot("午前中"), "午前中"},
		{ja.When(sunday, sunday.Add(time.Hour)), "19:42"},
		{ja.When(sunday, sunday.Add(20*time.Hour)), "昨日"},
		{ja.Ago(sunday, sunday.Add(12*time.Minute)), "12分前"},
		{en.Say("orders.chosen", "n", 1), "1 order chosen"},
		{en.Say("orders.chosen", "n", 1200), "1,200 orders chosen"},
		{ja.Say("orders.chosen", "n", 4), "4件を選択"},
		{ja.News(data.News{Key: "news.synced", Args: map[string]any{"shop": "本店", "n": 5.0, "changed": 0.0, "broken": 1.0}}), "本店：新しい注文 5件、読み取れない注文 1件"},
		{en.News(data.News{Key: "news.synced", Args: map[string]any{"shop": "Tea", "n": 1.0, "changed": 2.0, "broken": 0.0}}), "Tea: 1 new order, 2 changed"},
		{ja.Changes(data.PageSaved{Same: 3}), "変わりはありません"},
		{ja.News(data.News{Key: "news.printed", Args: map[string]any{"n": 12.0}}), "ラベルを12枚印刷しました"},
		{ja.Postal("3900000"), "〒390-0000"},
		{ja.Postal("unknown"), "unknown"},
		{ja.Amount(7432, "JPY"), "¥7,432"},
		{ja.Amount(7432, "USD"), "7,432 USD"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTheLanguageCanChangeWhileTheProgramRuns(t *testing.T) {
	w := words(t, Japanese)
	w.Use(English)
	if got := w.Say("rail.today"); got != "Today" {
		t.Errorf("got %q", got)
	}
	w.Use("tlh")
	if got := w.Lang(); got != English {
		t.Errorf("an unknown language: got %q, want no change", got)
	}
}

func TestNoSentenceStandsTwice(t *testing.T) {
	for _, lang := range Languages() {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^ ?"([^"]+)":`).FindAllSubmatch(assets.Translation(lang), -1) {
			if key := string(m[1]); seen[key] {
				t.Errorf("%s: %s stands twice", lang, key)
			}
			seen[string(m[1])] = true
		}
		if want := len(words(t, lang).Keys(lang)); len(seen) != want {
			t.Errorf("%s: %d keys at the margin, %d in all: one space stands before each", lang, len(seen), want)
		}
	}
}
