package office

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"nifuda/data"
)

// What is odd within a day of one person.
const (
	oddReveals  = 11 // phone numbers and e-mails looked at
	oddWrong    = 3  // wrong passphrases
	oddReprints = 3  // labels printed again
)

// usualHours are those of whoever has none: nobody prints labels at night.
func usualHours() data.Permits { return data.Permits{From: 6 * 60, To: 22 * 60} }

// arrival is what a packer plugged in. It stands above everything else, however
// old it is.
const arrival = "odd.arrival"

// odd counts events by person and day, and keeps what the owner should look
// at: the newest day first. hours has the permits of everybody; owners were
// told at once of what was plugged in while they were there.
func odd(events []data.Event, hours map[string]data.Permits, owners map[string]bool) []data.Oddity {
	counts := map[data.Oddity]int{}
	note := func(key string, e data.Event, n int) {
		counts[data.Oddity{Key: key, Login: e.Login, Day: midnight(e.At)}] += n
	}
	for _, e := range events {
		switch e.Kind {
		case data.EventReveal:
			note("odd.reveals", e, 1)
		case data.EventWrong:
			note("odd.wrong", e, times(e))
		case data.EventReprint:
			note("odd.reprints", e, times(e))
		case data.EventBenchFault:
			note("odd.bench", e, 1)
		case data.EventArrival:
			if e.Login != "" && !owners[e.Login] {
				note(arrival, e, 1)
			}
		}
		if (e.Kind == data.EventLabel || e.Kind == data.EventReprint) && !within(hours[e.Login], e.At) {
			note("odd.hours", e, times(e))
		}
	}
	least := map[string]int{"odd.reveals": oddReveals, "odd.wrong": oddWrong, "odd.reprints": oddReprints}
	var all []data.Oddity
	for o, n := range counts {
		if n >= max(1, least[o.Key]) {
			o.Count = n
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b data.Oddity) int {
		return cmp.Or(below(a)-below(b), b.Day.Compare(a.Day), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Login, b.Login))
	})
	return all
}

// below is the shelf of an oddity: 0 is on top.
func below(o data.Oddity) int {
	if o.Key == arrival {
		return 0
	}
	return 1
}

// within reports whether the moment is in somebody's hours, or in the usual
// ones when she has none.
func within(p data.Permits, at time.Time) bool {
	if p.From == p.To {
		p = usualHours()
	}
	return p.Open(at)
}

// times is how often an entry says that it happened; once when it does not.
func times(e data.Event) int {
	n, err := strconv.Atoi(e.Args["n"])
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1_000_000) // packers' entries are what they say, and they sum
}
