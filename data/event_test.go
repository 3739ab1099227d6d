package data

import (
	"strings"
	"testing"
)

func TestTextThatCanBeRecordedAnywhere(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "1043", "1043"},
		{"a line break stays", "一行\n二行", "一行\n二行"},
		{"a tab and an escape go", "1\t2\x1b[2J", "12[2J"},
		{"what runs backwards goes", "ab\u202ecd", "abcd"},
		{"what is no text goes", "a\xffb", "ab"},
	} {
		if got := TidyText(c.in, 64); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := TidyText("あいう", 8); got != "あい" {
		t.Errorf("cut inside a character: %q", got)
	}
	if got := TidyText("あいう", 9); got != "あいう" {
		t.Errorf("what fits is cut: %q", got)
	}
	e := Event{Number: strings.Repeat("9", 200), Args: map[string]string{"words": strings.Repeat("あ", 900)}}.Tidy()
	if len(e.Number) > LongestNumber || len(e.Args["words"]) > LongestWord || Event.Tidy(Event{}).Args != nil {
		t.Errorf("%d and %d bytes", len(e.Number), len(e.Args["words"]))
	}
}
