package text

import (
	"strings"
	"time"

	"nifuda/data"
)

// Date is a day as people say it: 11月22日（日）, Sun 22 Nov.
func (w *Words) Date(t time.Time) string {
	return w.Say("date.day", "month", w.month(t), "day", t.Day(), "weekday", w.weekday(t))
}

// ShortDate is a day where there is little room: 11/24, 24 Nov.
func (w *Words) ShortDate(t time.Time) string {
	return w.Say("date.short", "month", w.month(t), "day", t.Day())
}

// Clock is a time of day: 19:42.
func (w *Words) Clock(t time.Time) string { return t.Format("15:04") }

// Slot is a time slot: 14–16時. The shop's own words (午前中) stay.
func (w *Words) Slot(s string) string {
	from, to, ok := strings.Cut(s, "-")
	if !ok || !digits(from) || !digits(to) {
		return s
	}
	return w.Say("date.slot", "from", from, "to", to)
}

// Ago is how long ago something was, in the largest whole unit.
func (w *Words) Ago(then, now time.Time) string {
	switch d := now.Sub(then); {
	case d < time.Minute:
		return w.Say("date.now")
	case d < time.Hour:
		return w.Say("date.minutes", "n", int(d/time.Minute))
	case d < 24*time.Hour:
		return w.Say("date.hours", "n", int(d/time.Hour))
	default:
		return w.Say("date.days", "n", int(d/(24*time.Hour)))
	}
}

// When is a moment beside other moments: the clock today, else the day.
func (w *Words) When(t, now time.Time) string {
	y, m, d := now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	switch {
	case !t.Before(midnight):
		return w.Clock(t.In(now.Location()))
	case !t.Before(midnight.AddDate(0, 0, -1)):
		return w.Say("date.yesterday")
	}
	return w.ShortDate(t)
}

// Amount is money with its sign. Yen need no name; other currencies do.
func (w *Words) Amount(m data.Money, currency string) string {
	if currency == "" || currency == "JPY" {
		return m.Yen()
	}
	return m.Plain() + " " + currency
}

// Postal is 〒390-0000 for seven digits, and the words as they are otherwise.
func (w *Words) Postal(code string) string {
	if len(code) == 7 && digits(code) {
		return "〒" + code[:3] + "-" + code[3:]
	}
	return code
}

func (w *Words) weekday(t time.Time) string {
	names := strings.Fields(w.Say("date.weekdays"))
	if len(names) != 7 {
		return ""
	}
	return names[t.Weekday()]
}

func (w *Words) month(t time.Time) string {
	names := strings.Fields(w.Say("date.months"))
	if len(names) != 12 {
		return ""
	}
	return names[t.Month()-1]
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
