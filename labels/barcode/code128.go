package barcode

import (
	"errors"
	"fmt"
)

// QuietModules is the blank margin a Code 128 needs on either side, in modules
// (ISO/IEC 15417).
const QuietModules = 10

// MaxChars is how many characters a Code 128 of ours carries. Longer ones are
// wider than any label.
const MaxChars = 80

// ErrEmpty says that there is nothing to encode.
var ErrEmpty = errors.New("barcode: nothing to encode")

// The code sets of Code 128 and the symbols that begin or change to one.
const (
	setA = iota
	setB
	setC
	sets
)

const stop = 106

var (
	startOf  = [sets]uint8{103, 104, 105}
	changeTo = [sets]uint8{101, 100, 99}
)

// Code128 encodes ASCII as the widths of bars and spaces in modules, beginning
// and ending with a bar, with start, check and stop symbols and without quiet
// zones. It uses the fewest symbols there can be. Characters outside ASCII,
// such as Japanese, are an error.
func Code128(text string) ([]uint8, error) {
	if text == "" {
		return nil, ErrEmpty
	}
	if len(text) > MaxChars {
		return nil, fmt.Errorf("barcode: %d characters are more than %d", len(text), MaxChars)
	}
	for i := range len(text) {
		if text[i] > 127 {
			return nil, errors.New("barcode: a character that Code 128 does not have")
		}
	}
	symbols := encode(text)
	widths := make([]uint8, 0, 6*len(symbols)+1)
	for _, s := range symbols {
		for _, w := range patterns[s] {
			widths = append(widths, uint8(w-'0'))
		}
	}
	return widths, nil
}

// step is the cheapest way to have encoded the rest of a text in a given set.
type step struct {
	cost int
	next int // the set in which the next character or pair is encoded
}

// encode chooses the code sets from the end of the text to its beginning, so
// that each choice knows what the rest will cost.
func encode(text string) []uint8 {
	const far = 1 << 20
	plan := make([][sets]step, len(text)+2)
	for i := len(text) - 1; i >= 0; i-- {
		var stay [sets]int
		for s := range sets {
			stay[s] = far
			if _, n := symbol(s, text[i:]); n > 0 {
				stay[s] = 1 + plan[i+n][s].cost
			}
		}
		for s := range sets {
			best := step{stay[s], s}
			for _, other := range [sets]int{setB, setA, setC} { // B where A would do as well
				if c := 1 + stay[other]; c < best.cost {
					best = step{c, other}
				}
			}
			plan[i][s] = best
		}
	}
	return follow(text, plan)
}

// follow writes the symbols that a plan chose.
func follow(text string, plan [][sets]step) []uint8 {
	set := setB
	for s := range sets {
		// A start symbol costs the same for each set, a change costs one more.
		if plan[0][s].cost < plan[0][set].cost {
			set = s
		}
	}
	set = plan[0][set].next
	out := []uint8{startOf[set]}
	for i := 0; i < len(text); {
		if next := plan[i][set].next; next != set {
			out = append(out, changeTo[next])
			set = next
		}
		v, n := symbol(set, text[i:])
		out = append(out, v)
		i += n
	}
	return append(out, check(out), stop)
}

// symbol is the first symbol of a text in a set and how many characters it
// carries, 0 when the set does not have it.
func symbol(set int, text string) (value uint8, n int) {
	c := text[0]
	switch {
	case set == setA && c < 32:
		return c + 64, 1
	case set == setA && c < 96, set == setB && c >= 32:
		return c - 32, 1
	case set == setC && len(text) > 1 && isDigit(c) && isDigit(text[1]):
		return (c-'0')*10 + text[1] - '0', 2
	}
	return 0, 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// check is the weighted sum of the symbols modulo 103.
func check(symbols []uint8) uint8 {
	sum := int(symbols[0])
	for i, s := range symbols[1:] {
		sum += (i + 1) * int(s)
	}
	return uint8(sum % 103)
}

// patterns are the widths of bar, space, bar, space, bar, space of each symbol
// (ISO/IEC 15417, table 1); the stop symbol has a last bar more.
var patterns = [...]string{
	"212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
	"221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
	"221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
	"212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
	"231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
	"231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
	"314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
	"112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
	"111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
	"214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
	"114131", "311141", "411131", "211412", "211214", "211232", "2331112",
}
