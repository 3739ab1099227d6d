package data

import "strings"

// Tracking is a carrier's number of one parcel, as carriers' own pages take it:
// no hyphens, no spaces, no start and stop letters of the bar code.
type Tracking struct {
	Number  string
	Carrier string // "japanpost", "ups", "usps" where the form alone says so, else empty
}

// ReadTracking reads a tracking number that was scanned or typed. Invalid
// "fault.tracking.digits" when no carrier has numbers of this form, Invalid
// "fault.tracking.check" when its check digit is wrong.
//
// The twelve digits of Yamato, Sagawa and Japan Post follow one rule, so they
// name no carrier.
func ReadTracking(raw string) (Tracking, error) {
	number := strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(TidyScan(raw)))
	number = withoutStartStop(number)
	for _, f := range trackingForms() {
		core, ok := f.core(number)
		if !ok {
			continue
		}
		if !f.check(core) {
			return Tracking{}, &Fault{Kind: Invalid, Key: "fault.tracking.check"}
		}
		return Tracking{Number: core, Carrier: f.carrier(core)}, nil
	}
	return Tracking{}, &Fault{Kind: Invalid, Key: "fault.tracking.digits"}
}

// withoutStartStop takes off what NW-7 (Codabar, JIS X 0506) has around its
// digits: a letter A to D at each end. Which letter differs by carrier. An S10
// number may begin and end with such letters too; it has others beside them.
func withoutStartStop(s string) string {
	if n := len(s); n > 2 && strings.Contains("ABCD", s[:1]) && strings.Contains("ABCD", s[n-1:]) && onlyDigits(s[1:n-1]) {
		return s[1 : n-1]
	}
	return s
}

// trackingForm is one form of number: what of the scan is the number, and
// whether its check digit is right.
type trackingForm struct {
	core    func(string) (string, bool)
	check   func(string) bool
	carrier func(string) string
}

func trackingForms() []trackingForm {
	return []trackingForm{
		// 宅急便, 飛脚宅配便, ゆうパック: 11 digits and their remainder by 7.
		{digitsOf(12), sevenRight, named("")},
		// 書留, 特定記録 and others of Japan Post: 10 digits and their remainder
		// by 7. Smaller carriers use eleven digits too, so it names none.
		{digitsOf(11), sevenRight, named("")},
		// International mail, UPU standard S10.
		{s10, s10Right, s10Carrier},
		// UPS: 1Z, six characters of the sender, two of the service, seven of
		// the parcel, a check digit.
		{ups, upsRight, named("ups")},
		// USPS Intelligent Mail package barcode, Publication 199.
		{imPackage, gs1Right, named("usps")},
	}
}

func named(carrier string) func(string) string { return func(string) string { return carrier } }

func digitsOf(n int) func(string) (string, bool) {
	return func(s string) (string, bool) { return s, len(s) == n && onlyDigits(s) }
}

// sevenRight checks the last digit: all digits before it as one number, modulo
// 7 (7DR). It is never 7, 8 or 9.
func sevenRight(s string) bool {
	var n uint64
	last := len(s) - 1
	for _, r := range s[:last] {
		n = n*10 + uint64(r-'0')
	}
	return n%7 == uint64(s[last]-'0')
}

// s10 is two letters, eight digits, a check digit and the country: EN123456785JP.
func s10(s string) (string, bool) {
	return s, len(s) == 13 && onlyLetters(s[:2]) && onlyDigits(s[2:11]) && onlyLetters(s[11:])
}

// s10Right checks the ninth digit by the weights of UPU S10, section 5.
func s10Right(s string) bool {
	sum := 0
	for i, weight := range [8]int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += weight * int(s[2+i]-'0')
	}
	check := 11 - sum%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	return check == int(s[10]-'0')
}

func s10Carrier(s string) string {
	if s[11:] == "JP" {
		return "japanpost"
	}
	return ""
}

func ups(s string) (string, bool) {
	if len(s) != 18 || !strings.HasPrefix(s, "1Z") || !onlyDigits(s[17:]) {
		return "", false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
			return "", false
		}
	}
	return s, true
}

// upsRight sums what follows 1Z, every second one doubled, a letter standing
// for (ASCII - 63) modulo 10; the check digit fills up to a ten.
func upsRight(s string) bool {
	sum := 0
	for i, r := range s[2:17] {
		value := int(r - '0')
		if r >= 'A' {
			value = int(r-63) % 10
		}
		sum += value * (1 + i%2)
	}
	return (10-sum%10)%10 == int(s[17]-'0')
}

// imPackage is 22 digits from 91 to 95, or 20 from 70 to 79; before the former
// a scan may have 420 and the ZIP code of five or nine digits, which are not
// part of the number.
func imPackage(s string) (string, bool) {
	if !onlyDigits(s) {
		return "", false
	}
	if n := len(s); strings.HasPrefix(s, "420") && (n == 3+5+22 || n == 3+9+22) {
		s = s[n-22:]
	}
	long := len(s) == 22 && s[0] == '9' && s[1] >= '1' && s[1] <= '5'
	return s, long || len(s) == 20 && s[0] == '7'
}

// gs1Right checks the last digit: weights 3 and 1 in turn from the right,
// filled up to a ten (GS1 General Specifications, 7.9).
func gs1Right(s string) bool {
	sum, last := 0, len(s)-1
	for i := range last {
		weight := 3
		if i%2 == 1 {
			weight = 1
		}
		sum += weight * int(s[last-1-i]-'0')
	}
	return (10-sum%10)%10 == int(s[last]-'0')
}

func onlyDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func onlyLetters(s string) bool {
	return s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
