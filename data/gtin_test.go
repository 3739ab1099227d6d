package data

import "testing"

func TestAGTINHasTheRightLengthAndCheckDigit(t *testing.T) {
	for code, want := range map[string]bool{
		"4901234567894": true, "49123456": true, "036000291452": true, "14901234567891": true,
		"4901234567895": false, "490123456789": false, "49123457": false, "0000000000000": false,
		"": false, "TEA-100": false, "490123456789X": false, "４９１２３４５６": false,
	} {
		if got := GTIN(code); got != want {
			t.Errorf("%q: got %t", code, got)
		}
	}
}
