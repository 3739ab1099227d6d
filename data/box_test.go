package data

import "testing"

func TestAScanOfAnyOrderFindsItsBox(t *testing.T) {
	box := BoxNumber("1001", "A-02")
	for code, want := range map[string]bool{"1001": true, "ａ－０２\r\n": true, box: true, "100": false, "": false, "+": false, "1002": false} {
		if got := Numbered(box, code); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
	if !Numbered("B+3", "B+3") || Numbered("B+3", "3") {
		t.Error("a plus within a number is no box")
	}
}
