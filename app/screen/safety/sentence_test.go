package safety

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// kinds are the kinds the vocabulary has, read from it.
func kinds(t *testing.T) []data.EventKind {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../../../data/event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []data.EventKind
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Event") {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, data.EventKind(s))
			}
		}
		return true
	})
	if len(all) < 25 {
		t.Fatalf("found only %d kinds", len(all))
	}
	return all
}

func TestEveryKindHasItsSentenceInEveryLanguage(t *testing.T) {
	full := map[string]string{"n": "2", "version": "3", "reason": "altered", "carrier": "ups", "tracking": "1Z", "words": "棚にない", "what": "phone", "name": "森 健太", "shop": "本店", "printer": "Zebra", "document": "R2026-000012", "changed": "1", "broken": "0"}
	for _, lang := range text.Languages() {
		w := stage.Words(t, lang)
		tell := newTeller(w, []data.Person{{Login: "b", Name: "小川 美咲"}})
		for _, k := range kinds(t) {
			for _, number := range []string{"1043", ""} {
				e := data.Event{Login: "b", Kind: k, Number: number, Args: full}
				got := tell.sentence(e)
				aboutOne := number == "" && !w.Has("event."+string(k)+".many") // never without its order
				if strings.ContainsAny(got, "{}") || strings.HasPrefix(got, "event.") || strings.Contains(got, string(k)+"）") || !aboutOne && strings.Contains(got, "注文の") {
					t.Errorf("%s, %s, number %q: %q", lang, k, number, got)
				}
				if d := tell.detail(e); strings.ContainsAny(d, "{}") {
					t.Errorf("%s, %s: %q", lang, k, d)
				}
			}
		}
	}
}

func TestEveryKindIsFoundInExactlyOneGroup(t *testing.T) {
	var grouped []data.EventKind
	for _, g := range Groups() {
		grouped = append(grouped, g.Kinds()...)
	}
	want := kinds(t)
	slices.Sort(want)
	slices.Sort(grouped)
	if !slices.Equal(grouped, want) {
		t.Errorf("got %v, want %v", grouped, want)
	}
}

func TestAnEntryReadsAsPeopleSayIt(t *testing.T) {
	people := []data.Person{{Login: "b", Name: "小川 美咲"}}
	arg := func(k, v string) map[string]string { return map[string]string{k: v} }
	for _, c := range []struct {
		lang string
		e    data.Event
		want string
		why  string
	}{
		{text.Japanese, data.Event{Login: "b", Kind: data.EventWrong, Args: arg("n", "4")}, "小川 美咲さんの合言葉が4回違いました", ""},
		{text.English, data.Event{Login: "b", Kind: data.EventWrong, Args: arg("n", "1")}, "小川 美咲’s passphrase was wrong once", ""},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventLabel, Number: "1043"}, "小川 美咲さんが注文1043のラベルを1枚印刷しました", ""},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventLabel, Args: arg("n", "12")}, "小川 美咲さんがラベルを12枚印刷しました", ""},
		{text.Japanese, data.Event{Login: "gone", Kind: data.EventSignIn}, "goneさんがサインインしました", ""},
		{text.Japanese, data.Event{Kind: data.EventBenchFault, Args: arg("reason", "cut")}, "荷造り台が、残したときのままではありません", "終わりの記録が切り取られています"},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventReprint, Number: "1", Args: arg("reason", "曲がった")}, "小川 美咲さんが注文1のラベルを1枚再印刷しました", "曲がった"},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventProblem, Number: "1", Args: map[string]string{"reason": "other", "words": "箱がない"}}, "小川 美咲さんが注文1の困りごとを知らせました", "ほかの困りごとです　箱がない"},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventPrintFault, Number: "1", Args: arg("reason", "fault.print.empty")}, "小川 美咲さんが印刷した注文1のラベルが、最後まで出ませんでした", "プリンターに紙がありません。ここまでの分は刷れています。紙を入れると続きから印刷します。"},
		{text.Japanese, data.Event{Login: "b", Kind: "of.tomorrow"}, "小川 美咲さんの記録（of.tomorrow）", ""},
		{text.Japanese, data.Event{Login: "b", Kind: data.EventRefused, Args: arg("what", "of.tomorrow")}, "小川 美咲さんの操作を断りました（of.tomorrow）", ""},
	} {
		tell := newTeller(stage.Words(t, c.lang), people)
		if got := tell.sentence(c.e); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if got := tell.detail(c.e); got != c.why {
			t.Errorf("%s: got %q, want %q", c.e.Kind, got, c.why)
		}
	}
}

// A packer's entries are hers to forge until they are absorbed: what is in them
// fills holes and is never read as a sentence with holes of its own.
func TestWhatAPackerWroteIsNotReadAsASentence(t *testing.T) {
	tell := newTeller(stage.Words(t, text.Japanese), nil)
	e := data.Event{Login: "b", Kind: data.EventReprint, Number: "{who}", Args: map[string]string{"reason": "fault.vault.passphrase"}}
	if got := tell.detail(e); got != "fault.vault.passphrase" {
		t.Errorf("got %q", got)
	}
	if got := tell.sentence(e); !strings.Contains(got, "{who}") {
		t.Errorf("got %q", got)
	}
}
