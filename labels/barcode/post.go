package barcode

import (
	"errors"
	"strings"
)

// Bar is one bar of Japan Post's customer barcode (カスタマバーコード).
type Bar byte

// The four kinds of bar, of which Up and Down reach over the middle to one side.
const (
	Long   Bar = 'F'
	Up     Bar = 'A'
	Down   Bar = 'D'
	Timing Bar = 'T'
)

// PostBars is how many bars every customer barcode has.
const PostBars = 67

// The dimensions of a customer barcode at a points, of the official manual's
// page 12: each times a/10, in mm.
const (
	PostLong   = 3.6
	PostSemi   = 2.4
	PostTiming = 1.2
	PostPitch  = 1.2
	PostBar    = 0.6
	PostQuiet  = 2.0  // mm, blank on all four sides, whatever a is
	PostLeast  = 8.0  // a, in points
	PostMost   = 11.5 // a, in points
)

// PostWidth is how wide a customer barcode at a points is without its quiet
// zones, in mm.
func PostWidth(a float64) float64 { return ((PostBars-1)*PostPitch + PostBar) * a / 10 }

// PostSize is the largest a, in points and not over usual, whose bars and quiet
// zones fit into so many mm. It is false where none is allowed: such bars are
// left off and not shrunk.
func PostSize(mm, usual float64) (float64, bool) {
	a := (mm - 2*PostQuiet) / PostWidth(1)
	return min(a, usual, PostMost), a >= PostLeast
}

// The codes of a customer barcode: 0 to 9, the hyphen and eight control codes.
// A code's number is also its value in the check.
const (
	hyphen   = 10
	control4 = 14 // fills up
	codes    = 19
	places   = 13 // of 住所表示番号
)

var postCodes = [codes]string{
	"FTT", "FFT", "FDA", "DFA", "FAD", "FTF", "DAF", "AFD", "ADF", "TFF", "TFT",
	"DAT", "DTA", "ADT", "TDA", "ATD", "TAD", "TTF", "FFF",
}

// Post is the customer barcode of a postal code of seven digits and the digits,
// letters and hyphens that PostNumber took from an address. What is longer than
// 13 codes is cut, as the manual says: of a letter at the end its first half
// may stay.
func Post(postal, number string) ([]Bar, error) {
	all, err := postSymbols(postal, number)
	if err != nil {
		return nil, err
	}
	out := []Bar{Long, Down}
	for _, c := range all {
		out = append(out, []Bar(postCodes[c])...)
	}
	return append(out, Down, Long), nil
}

// postSymbols are the 20 codes and their check.
func postSymbols(postal, number string) ([]int, error) {
	if len(postal) != 7 || strings.Trim(postal, "0123456789") != "" {
		return nil, errors.New("barcode: no postal code of seven digits")
	}
	var all []int
	for _, r := range postal {
		all = append(all, int(r-'0'))
	}
	var tail []int
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			tail = append(tail, int(r-'0'))
		case r == '-':
			tail = append(tail, hyphen)
		case r >= 'A' && r <= 'Z':
			tail = append(tail, hyphen+1+int(r-'A')/10, int(r-'A')%10)
		default:
			return nil, errors.New("barcode: a character that customer barcodes do not have")
		}
	}
	for len(tail) < places {
		tail = append(tail, control4)
	}
	all = append(all, tail[:places]...)
	sum := 0
	for _, c := range all {
		sum += c
	}
	return append(all, (codes-sum%codes)%codes), nil
}
