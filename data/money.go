package data

import "strconv"

// Money is an amount in the minor unit of its order's currency. The yen has no
// minor unit, so for a JPY order one is one yen. All amounts that a buyer pays
// include tax unless a field says otherwise.
type Money int64

// Yen writes the amount with its sign and thousands separators: ¥7,432, -¥500.
func (m Money) Yen() string { return m.with("¥") }

// Plain writes the amount with thousands separators and no currency: 7,432.
func (m Money) Plain() string { return m.with("") }

func (m Money) with(sign string) string {
	digits := strconv.FormatUint(magnitude(int64(m)), 10)
	grouped := make([]byte, 0, len(digits)+len(digits)/3+4)
	if m < 0 {
		grouped = append(grouped, '-')
	}
	grouped = append(grouped, sign...)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			grouped = append(grouped, ',')
		}
		grouped = append(grouped, digits[i])
	}
	return string(grouped)
}

// magnitude is |n| without overflowing at the smallest int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}
