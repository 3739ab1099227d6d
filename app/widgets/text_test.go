package widgets

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func upTo(n int) func(string) bool {
	return func(s string) bool { return utf8.RuneCountInString(s) <= n }
}

func TestSentencesBreakWhereAPhraseEnds(t *testing.T) {
	for _, c := range []struct {
		name, in string
		width    int
		want     []string
	}{
		{"at the end of a phrase", "紙を入れると続きから印刷します。", 9, []string{"紙を入れると", "続きから", "印刷します。"}},
		{"a full stop never begins a line", "確かめてください。もう一度", 8, []string{"確かめてください", "。もう一度"}},
		{"newlines stay", "一つ\n二つ", 20, []string{"一つ", "二つ"}},
		{"English breaks at spaces", "The shop took too long", 9, []string{"The shop", "took too", "long"}},
		{"an empty text is one empty line", "", 9, []string{""}},
	} {
		got := Break(c.in, upTo(c.width))
		if c.name == "a full stop never begins a line" {
			for _, line := range got {
				if strings.HasPrefix(line, "。") || strings.HasPrefix(line, "、") {
					t.Errorf("%s: got %q", c.name, got)
				}
			}
			continue
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNoCharacterIsLostInBreaking(t *testing.T) {
	in := "グリーンヒルズ坂上アネックス東館1208号室、とても長い建物の名前「その二」。終わり"
	for w := 1; w < 30; w++ {
		if got := strings.Join(Break(in, upTo(w)), ""); got != in {
			t.Fatalf("width %d: got %q", w, got)
		}
	}
}

func TestAWordIsNotBrokenInside(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"新しい注文 6件、読み取れない注文 2件", 12, "新しい注文 6件、|読み取れない注文 2件"},
		{"設定を書き換えます", 6, "設定を|書き換えます"},
		{"来た人と話す", 3, "来た|人と|話す"},
		{"日本郵便局プリンターです", 8, "日本郵便局|プリンターです"},
		{"松本市山辺町3-14-2", 9, "松本市山辺町|3-14-2"}, // a house number
		{"わかりません", 4, "わかりま|せん"},             // one word longer than the line
	} {
		if got := strings.Join(Break(c.in, upTo(c.width)), "|"); got != c.want {
			t.Errorf("%d wide: got %s, want %s", c.width, got, c.want)
		}
	}
}

func TestALabelThatKeepsItsEndIsCutAtTheFront(t *testing.T) {
	test.NewTempApp(t)
	l := End("241499993 +2", Type{})
	l.Resize(fyne.NewSize(Type{}.width("9993 +2…")+1, 24))
	test.WidgetRenderer(l).Layout(l.Size())
	if got := l.shown.Text; got != "…9993 +2" {
		t.Errorf("got %q", got)
	}
}
