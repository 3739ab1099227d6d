package text

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"nifuda/assets"
	"nifuda/data"
)

// The languages of the screens.
const (
	Japanese = "ja"
	English  = "en"
)

// Languages lists what the screens can speak, the shop's first.
func Languages() []string { return []string{Japanese, English} }

// sentence is one entry of a catalogue. One is empty where a language does not
// tell one thing from several.
type sentence struct{ One, Other string }

func (s *sentence) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &s.Other)
	}
	type plain sentence
	return json.Unmarshal(b, (*plain)(s))
}

// Words is what the screens say, in the language chosen now.
type Words struct {
	lang  string
	books map[string]map[string]sentence
}

// Load reads the catalogues inside the program.
func Load(lang string) (*Words, error) {
	w := &Words{lang: Japanese, books: map[string]map[string]sentence{}}
	for _, l := range Languages() {
		book := map[string]sentence{}
		if err := json.Unmarshal(assets.Translation(l), &book); err != nil {
			return nil, fmt.Errorf("read the words of %s: %w", l, err)
		}
		w.books[l] = book
	}
	w.Use(lang)
	return w, nil
}

// Use changes the language; one we do not speak changes nothing.
func (w *Words) Use(lang string) {
	if _, ok := w.books[lang]; ok {
		w.lang = lang
	}
}

// Lang is the language chosen now.
func (w *Words) Lang() string { return w.lang }

// Keys lists a language's keys in order.
func (w *Words) Keys(lang string) []string { return slices.Sorted(maps.Keys(w.books[lang])) }

// Has reports whether there is a sentence for a key.
func (w *Words) Has(key string) bool {
	_, ok := w.books[w.lang][key]
	return ok
}

// Say is the sentence for a key with its holes filled: names and values in
// turn, as in Say("orders.count", "n", 5). The hole n chooses singular or
// plural. A key without a sentence is returned as it is.
func (w *Words) Say(key string, holes ...any) string {
	args := make(map[string]any, len(holes)/2)
	for i := 0; i+1 < len(holes); i += 2 {
		if name, ok := holes[i].(string); ok {
			args[name] = holes[i+1]
		}
	}
	return w.Fill(key, args)
}

// Fill is Say with the holes in a map.
func (w *Words) Fill(key string, args map[string]any) string {
	s, ok := w.books[w.lang][key]
	if !ok {
		return key
	}
	form := s.Other
	if n, counted := whole(args["n"]); counted && n == 1 && s.One != "" {
		form = s.One
	}
	if len(args) == 0 || !strings.Contains(form, "{") {
		return form
	}
	pairs := make([]string, 0, 2*len(args))
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", w.value(v))
	}
	return strings.NewReplacer(pairs...).Replace(form)
}

func (w *Words) value(v any) string {
	if n, ok := whole(v); ok {
		return data.Money(n).Plain()
	}
	return fmt.Sprint(v)
}

// whole reads a whole number; one that was kept as JSON comes back as a
// float64.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case data.Money:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	}
	return 0, false
}

// Changes says what a sync brought, without what is zero.
func (w *Words) Changes(p data.PageSaved) string {
	var parts []string
	for _, c := range []struct {
		key string
		n   int
	}{{"changes.new", p.New}, {"changes.changed", p.Changed}, {"changes.broken", p.Broken}} {
		if c.n > 0 {
			parts = append(parts, w.Say(c.key, "n", c.n))
		}
	}
	if len(parts) == 0 {
		return w.Say("changes.none")
	}
	return strings.Join(parts, w.Say("changes.and"))
}

// News is the sentence for one thing that happened.
func (w *Words) News(n data.News) string {
	if reason, ok := n.Args["reason"].(string); ok { // itself a key
		args := maps.Clone(n.Args)
		args["reason"] = w.Say(reason)
		return w.Fill(n.Key, args)
	}
	if _, synced := n.Args["changed"]; !synced {
		return w.Fill(n.Key, n.Args)
	}
	count := func(name string) int { v, _ := whole(n.Args[name]); return int(v) }
	args := maps.Clone(n.Args)
	args["what"] = w.Changes(data.PageSaved{New: count("n"), Changed: count("changed"), Broken: count("broken")})
	return w.Fill(n.Key, args)
}

// Fault is the sentence for an error: what happened, what is safe, what to do.
// One without a sentence of its own gets an honest general one.
func (w *Words) Fault(err error) string {
	f, ok := errors.AsType[*data.Fault](err)
	if !ok || !w.Has(f.Key) {
		return w.Say("fault.internal")
	}
	return w.Fill(f.Key, f.Args)
}

// Trouble is the sentence for a stored fault key, with the same fallback.
func (w *Words) Trouble(key string) string {
	if !w.Has(key) {
		return w.Say("fault.internal")
	}
	return w.Say(key)
}
