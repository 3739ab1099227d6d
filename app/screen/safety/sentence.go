package safety

import (
	"strconv"
	"strings"

	"nifuda/app/text"
	"nifuda/data"
)

// teller puts entries into words.
type teller struct {
	w     *text.Words
	names map[string]string // by login
}

func newTeller(w *text.Words, people []data.Person) teller {
	t := teller{w, map[string]string{}}
	for _, p := range people {
		t.names[p.Login] = p.Name
	}
	return t
}

// name is what somebody is called: her name, or her login when the ledger has
// none for it.
func (t teller) name(login string) string {
	if n := t.names[login]; n != "" {
		return n
	}
	return login
}

// who is the subject of a sentence; what nobody did was done by the house.
func (t teller) who(login string) string {
	if login == "" {
		return t.w.Say("event.house")
	}
	return t.w.Say("event.who", "name", t.name(login))
}

// sentence says what an entry means. What is about several orders at once has
// a sentence of its own.
func (t teller) sentence(e data.Event) string {
	key := "event." + string(e.Kind)
	if !t.w.Has(key) {
		key = "event.unknown"
	}
	if e.Number == "" && t.w.Has(key+".many") {
		key += ".many"
	}
	holes := map[string]any{"who": t.who(e.Login), "number": e.Number, "n": 1, "kind": string(e.Kind)}
	for name, v := range e.Args {
		holes[name] = v
	}
	if n, err := strconv.Atoi(e.Args["n"]); err == nil {
		holes["n"] = n
	}
	if what := e.Args["what"]; what != "" {
		holes["what"] = t.known("event.what.", what)
	}
	return t.w.Fill(key, holes)
}

// detail is what stands below the sentence: a reason, a tracking number.
func (t teller) detail(e data.Event) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r := e.Args["reason"]; r != "" {
		add(t.reason(e.Kind, r))
	}
	add(e.Args["words"])
	if c := e.Args["carrier"]; c != "" {
		add(t.known("event.carrier.", c))
	}
	add(e.Args["tracking"])
	if e.Kind == data.EventBenchRules {
		add(e.Args["shop"])
	}
	return strings.Join(parts, t.w.Say("event.and"))
}

// reason is one of ours in words, or what somebody wrote.
func (t teller) reason(k data.EventKind, r string) string {
	switch k {
	case data.EventMistake:
		return t.known("event.mistake.", r)
	case data.EventProblem:
		return t.known("event.problem.", r)
	case data.EventBenchFault:
		return t.known("benchfault.", r)
	case data.EventPrintFault, data.EventPaperFault:
		if strings.HasPrefix(r, "fault.print.") && t.w.Has(r) {
			return t.w.Say(r)
		}
		return t.known("event.printfault.", r)
	case data.EventReprint, data.EventPageAgain:
		return t.known("print.again.", r)
	case data.EventRunDropped:
		return "" // it says only who did it, which the sentence does
	case data.EventPlace, data.EventBackupFault:
		return t.known("", r)
	}
	return r
}

// known is the sentence of a word out of a closed list, or the word itself: an
// entry is never hidden because this program does not know it.
func (t teller) known(prefix, word string) string {
	if t.w.Has(prefix + word) {
		return t.w.Say(prefix + word)
	}
	return word
}

// tone and icon say a group without words. What the owner should look at
// stands out.
func mark(k data.EventKind) (attention bool, icon string) {
	switch groupOf(k) {
	case GroupKeys:
		return k == data.EventWrong || k == data.EventRecovered, "lock"
	case GroupPacking:
		return k == data.EventOverride || k == data.EventProblem, "box"
	case GroupPrints:
		quiet := k == data.EventLabel || k == data.EventPurged || k == data.EventIssued || k == data.EventPaper
		return !quiet, "print"
	case GroupLooks:
		return k == data.EventRefused, "person"
	case GroupPeople:
		return false, "settings"
	case GroupCopies:
		return k != data.EventBackup && k != data.EventImported && k != data.EventImportGone, "document"
	}
	return true, "warn"
}
