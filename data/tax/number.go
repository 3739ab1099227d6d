package tax

import (
	"strings"

	"nifuda/data"
)

// Number brings a 登録番号 into its form, T and 13 digits, however it was typed:
// full width, lower case, with spaces and hyphens. Nothing at all stays empty.
// It fails with Invalid "fault.tax.number" when it is none.
func Number(typed string) (string, error) {
	var b strings.Builder
	for _, r := range typed {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if strings.ContainsRune(" \t　-‐‑–—―−ー", r) {
			continue
		}
		b.WriteRune(r)
	}
	n := strings.ToUpper(b.String())
	if n == "" {
		return "", nil
	}
	if len(n) != 14 || n[0] != 'T' || strings.Trim(n[1:], "0123456789") != "" {
		return "", &data.Fault{Kind: data.Invalid, Key: "fault.tax.number"}
	}
	return n, nil
}

// IsCorporate reports whether the digits of a 登録番号 are a 法人番号 by their
// check digit (財務省令). Those of sole proprietors do not follow it: that they
// do not match is a hint for a company, and never an error.
func IsCorporate(number string) bool {
	digits := strings.TrimPrefix(number, "T")
	if len(digits) != 13 || strings.Trim(digits, "0123456789") != "" {
		return false
	}
	sum := 0
	for i := 1; i <= 12; i++ {
		d := int(digits[13-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d
	}
	return int(digits[0]-'0') == 9-sum%9
}
