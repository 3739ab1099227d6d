package barcode

import (
	"errors"
	"fmt"
	"strings"
)

// NW7Narrow is how many units a narrow bar or space of NW7 has. A wide one has
// five: the ratio of 2.5 is read where 2.0 is not (measured with zbar at 203
// dpi).
const (
	NW7Narrow = 2
	nw7Wide   = 5
)

// nw7 are the characters of NW-7 (Codabar, JIS X 0506): four bars with the
// spaces between them, 1 is a wide one.
var nw7 = map[byte]string{
	'0': "0000011", '1': "0000110", '2': "0001001", '3': "1100000", '4': "0010010",
	'5': "1000010", '6': "0100001", '7': "0100100", '8': "0110000", '9': "1001000",
	'-': "0001100", '$': "0011000", ':': "1000101", '/': "1010001", '.': "1010100", '+': "0010101",
	'A': "0011010", 'B': "0101001", 'C': "0001011", 'D': "0001110",
}

// NW7 encodes digits and - $ : / . + as the widths of bars and spaces in units,
// NW7Narrow of which are a narrow bar, beginning and ending with a bar and
// without quiet zones. Start and stop are each a letter from A to D: carriers
// have their own. There is no check character in it; those of tracking numbers
// are part of the number.
func NW7(text string, start, stop byte) ([]uint8, error) {
	if text == "" {
		return nil, ErrEmpty
	}
	if len(text) > MaxChars {
		return nil, fmt.Errorf("barcode: %d characters are more than %d", len(text), MaxChars)
	}
	if !strings.Contains("ABCD", string(start)) || !strings.Contains("ABCD", string(stop)) {
		return nil, errors.New("barcode: NW-7 starts and stops with a letter from A to D")
	}
	widths := make([]uint8, 0, 8*(len(text)+2))
	for i, c := range []byte(string(start) + text + string(stop)) {
		symbol, ok := nw7[c]
		if !ok || i > 0 && i <= len(text) && c >= 'A' {
			return nil, errors.New("barcode: a character that NW-7 does not have")
		}
		if i > 0 {
			widths = append(widths, NW7Narrow) // the space between two characters
		}
		for _, w := range symbol {
			if w == '1' {
				widths = append(widths, nw7Wide)
			} else {
				widths = append(widths, NW7Narrow)
			}
		}
	}
	return widths, nil
}
