package staff

import (
	"strconv"
	"strings"
	"unicode"

	"nifuda/data"
)

// most is how many of one thing a set can hold: a typing error holds more.
const most = 999

// formOf writes goods as they are typed.
func formOf(x data.Goods) *GoodsForm {
	f := &GoodsForm{Old: x.SKU, SKU: x.SKU, Name: x.Name, Codes: strings.Join(x.Codes, "\n")}
	lines := make([]string, len(x.Set))
	for i, p := range x.Set {
		lines[i] = p.SKU + " ×" + strconv.Itoa(p.Quantity)
	}
	f.Set = strings.Join(lines, "\n")
	return f
}

// bad is what is wrong with a form: the end of a key staff.goods.bad.*, and
// the words it is about.
func bad(what, words string) error {
	return &data.Fault{Kind: data.Invalid, Key: "staff.goods.bad." + what, Args: map[string]any{"what": words}}
}

// read makes goods of what was typed, or names the first thing that is wrong.
// others are the goods there are.
func (f *GoodsForm) read(others []data.Goods) (data.Goods, error) {
	out := data.Goods{SKU: narrow(f.SKU), Name: strings.TrimSpace(f.Name)}
	switch {
	case f.Old != "":
		out.SKU = f.Old
	case out.SKU == "":
		return out, bad("sku", "")
	}
	for _, x := range others {
		if x.SKU == out.SKU && x.SKU != f.Old {
			return out, bad("twice", x.SKU)
		}
	}
	var err error
	if out.Codes, err = f.codes(out.SKU, others); err != nil {
		return out, err
	}
	out.Set, err = f.parts(out.SKU)
	return out, err
}

// codes are the barcodes, each once and on no other goods.
func (f *GoodsForm) codes(sku string, others []data.Goods) ([]string, error) {
	taken := map[string]string{}
	for _, x := range others {
		if x.SKU != sku {
			taken[x.SKU] = x.SKU
			for _, c := range x.Codes {
				taken[c] = x.SKU
			}
		}
	}
	var all []string
	seen := map[string]bool{sku: true}
	for _, line := range lines(f.Codes) {
		c := narrow(line)
		switch {
		case strings.ContainsFunc(c, unreadable):
			return nil, bad("code", line)
		case taken[c] != "":
			return nil, &data.Fault{Kind: data.Invalid, Key: "staff.goods.bad.taken", Args: map[string]any{"what": c, "sku": taken[c]}}
		case !seen[c]:
			seen[c] = true
			all = append(all, c)
		}
	}
	return all, nil
}

// parts are what one set is made of.
func (f *GoodsForm) parts(sku string) ([]data.SetPart, error) {
	var all []data.SetPart
	seen := map[string]bool{}
	for _, line := range lines(f.Set) {
		name, n := narrow(line), 1
		if i := strings.LastIndexAny(name, " ×*"); i >= 0 {
			head, tail := strings.TrimRight(name[:i], " ×*x"), strings.TrimLeft(name[i:], " ×*x")
			count, err := strconv.Atoi(tail)
			if err != nil || count < 1 || count > most {
				return nil, bad("count", line)
			}
			name, n = head, count
		}
		switch {
		case name == "":
			return nil, bad("part", line)
		case name == sku:
			return nil, bad("self", name)
		case seen[name]:
			return nil, bad("parttwice", name)
		}
		seen[name] = true
		all = append(all, data.SetPart{SKU: name, Quantity: n})
	}
	return all, nil
}

// lines are the lines of a text that say something.
func lines(s string) []string {
	var all []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// narrow folds what an input method types wide: １２３, Ａ, and the wide space.
func narrow(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '　':
			return ' '
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s))
}

// unreadable are characters no barcode on goods holds.
func unreadable(r rune) bool { return r > unicode.MaxASCII || !unicode.IsPrint(r) || r == ' ' }
