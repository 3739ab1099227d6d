package office

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nifuda/data"
)

func TestWhatIsOdd(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local)
	at := func(hour, minute int) time.Time { return time.Date(2026, 11, 22, hour, minute, 0, 0, time.Local) }
	did := func(n int, e data.Event) []data.Event {
		if e.At.IsZero() {
			e.At = noon
		}
		if e.Login == "" {
			e.Login = "mei"
		}
		all := make([]data.Event, n)
		for i := range all {
			all[i] = e
		}
		return all
	}
	n := func(n string) map[string]string { return map[string]string{"n": n} }
	for _, c := range []struct {
		name   string
		events []data.Event
		want   string
	}{
		{"nothing", nil, ""},
		{"ten reveals", did(10, data.Event{Kind: data.EventReveal}), ""},
		{"eleven reveals", did(11, data.Event{Kind: data.EventReveal}), "22 odd.reveals mei 11"},
		{"eleven reveals of an owner", did(11, data.Event{Kind: data.EventReveal, Login: "chihiro"}), "22 odd.reveals chihiro 11"},
		{"eleven reveals of two people", append(did(6, data.Event{Kind: data.EventReveal}), did(5, data.Event{Kind: data.EventReveal, Login: "kana"})...), ""},
		{"eleven reveals over two days", append(did(6, data.Event{Kind: data.EventReveal}),
			did(5, data.Event{Kind: data.EventReveal, At: noon.AddDate(0, 0, -1)})...), ""},
		{"two wrong passphrases", did(1, data.Event{Kind: data.EventWrong, Args: n("2")}), ""},
		{"three wrong passphrases in two goes", append(did(1, data.Event{Kind: data.EventWrong, Args: n("2")}), did(1, data.Event{Kind: data.EventWrong, Args: n("1")})...),
			"22 odd.wrong mei 3"},
		{"a count that is none", did(3, data.Event{Kind: data.EventWrong, Args: n("-5")}), "22 odd.wrong mei 3"},
		{"two reprints", did(2, data.Event{Kind: data.EventReprint}), ""},
		{"three reprints", did(3, data.Event{Kind: data.EventReprint}), "22 odd.reprints mei 3"},
		{"three reprints in one run", did(1, data.Event{Kind: data.EventReprint, Args: n("3")}), "22 odd.reprints mei 3"},
		{"labels at noon", did(40, data.Event{Kind: data.EventLabel}), ""},
		{"a label before six", did(1, data.Event{Kind: data.EventLabel, At: at(5, 59)}), "22 odd.hours mei 1"},
		{"a label at six", did(1, data.Event{Kind: data.EventLabel, At: at(6, 0)}), ""},
		{"a label before ten at night", did(1, data.Event{Kind: data.EventLabel, At: at(21, 59)}), ""},
		{"a run of labels at ten at night", did(1, data.Event{Kind: data.EventLabel, At: at(22, 0), Args: n("12")}), "22 odd.hours mei 12"},
		{"a label outside of her hours", did(1, data.Event{Kind: data.EventLabel, Login: "kana", At: at(8, 59)}), "22 odd.hours kana 1"},
		{"a label within her hours", did(1, data.Event{Kind: data.EventLabel, Login: "kana", At: at(9, 0)}), ""},
		{"a label at night of one who works at night", did(1, data.Event{Kind: data.EventLabel, Login: "yoru", At: at(1, 0)}), ""},
		{"packing at night", did(9, data.Event{Kind: data.EventPacked, At: at(3, 0)}), ""},
		{"one fault of the bench", did(1, data.Event{Kind: data.EventBenchFault}), "22 odd.bench mei 1"},
		{"a stick at the bench", did(1, data.Event{Kind: data.EventArrival}), "22 odd.arrival mei 1"},
		{"a stick at the owner's desk", did(1, data.Event{Kind: data.EventArrival, Login: "chihiro"}), ""},
		{"an old stick above what is new", append(did(1, data.Event{Kind: data.EventBenchFault}),
			did(2, data.Event{Kind: data.EventArrival, At: noon.AddDate(0, 0, -5)})...), "17 odd.arrival mei 2, 22 odd.bench mei 1"},
		{"the newest day first", append(did(1, data.Event{Kind: data.EventBenchFault, At: noon.AddDate(0, 0, -1)}),
			did(3, data.Event{Kind: data.EventReprint, At: at(23, 0)})...), "22 odd.hours mei 3, 22 odd.reprints mei 3, 21 odd.bench mei 1"},
	} {
		hours := map[string]data.Permits{"kana": {From: 9 * 60, To: 17 * 60}, "yoru": {From: 22 * 60, To: 2 * 60}, "mei": {}}
		var got []string
		for _, o := range odd(c.events, hours, map[string]bool{"chihiro": true}) {
			got = append(got, fmt.Sprint(o.Day.Day(), " ", o.Key, " ", o.Login, " ", o.Count))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
