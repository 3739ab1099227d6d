package shop

import "strings"

// Collects reports whether the words for a way of payment name cash on delivery
// (代金引換), where a storefront has no field for it.
func Collects(method string) bool {
	name := strings.ToLower(Line(method))
	return strings.Contains(name, "代引") || strings.Contains(name, "代金引換") || strings.Contains(name, "代金引き換え") || strings.Contains(name, "cash on delivery") ||
		strings.Contains(name, "cash-on-delivery") || name == "cod" || strings.HasPrefix(name, "cod-") || strings.HasSuffix(name, "-cod")
}

// Trusts reports whether the words name a way of payment where goods leave
// before they are paid (後払い).
func Trusts(method string) bool {
	name := Line(method)
	for _, words := range []string{"後払", "あと払", "atobarai"} {
		if strings.Contains(name, words) {
			return true
		}
	}
	return false
}
