package main

import (
	"bytes"
	"testing"
)

func TestEveryNeedleIsFoundInEverySpellingAndAcrossPieces(t *testing.T) {
	needles := append(spelled("mail", "kyaku01@fukurou.example"), spelled("street", "諏訪市梟沢町1-1")...)
	for _, n := range needles {
		for _, at := range []int{0, 1, chunk - 1, chunk - len(n.bytes), chunk, chunk + 7} {
			hay := bytes.Repeat([]byte{0xEE}, chunk+200) // beside zeros the two orders of UTF-16 look alike
			copy(hay[at:], n.bytes)
			found := hits{}
			if _, err := searchRange(bytes.NewReader(hay), 0, int64(len(hay)), magnetOf(needles), found); err != nil {
				t.Fatal(err)
			}
			if found[n.what] != 1 || found.total() != 1 {
				t.Errorf("%s at %d: found %v, want it once", n.what, at, found)
			}
		}
	}
}
