package data

import "strings"

// GTIN reports whether the code is a GTIN-8, -12, -13 or -14 (JAN, EAN, UPC,
// ITF) with the right check digit: one that stands on goods as a barcode. The
// rule is that of the GS1 General Specifications, 7.9.
func GTIN(code string) bool {
	switch len(code) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	if strings.Trim(code, "0") == "" {
		return false
	}
	sum := 0
	for i, r := range code {
		if r < '0' || r > '9' {
			return false
		}
		weight := 1
		if (len(code)-i)%2 == 0 {
			weight = 3
		}
		sum += weight * int(r-'0')
	}
	return sum%10 == 0
}
