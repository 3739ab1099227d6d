package tax

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"nifuda/data"
)

// rowsOf are the rows of a table of worked cases, by the names of its columns.
func rowsOf(t *testing.T, file string, want int) []map[string]string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	heads := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, l := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(l, "\t") {
			row[heads[i]] = cell
		}
		rows = append(rows, row)
	}
	if len(rows) != want {
		t.Fatalf("%s: got %d rows, want %d", file, len(rows), want)
	}
	return rows
}

var roundings = map[string]data.Rounding{"floor": data.RoundDown, "half-up": data.RoundHalf, "ceil": data.RoundUp}

type caseLine struct {
	Quantity string `json:"qty"`
	Unit     string `json:"unit"`
	Rate     int    `json:"rate"`
}

// amount of a line, exactly: a quantity may be 0.5.
func (l caseLine) amount(t *testing.T) Exact {
	t.Helper()
	unit, err := strconv.ParseInt(l.Unit, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	before, after, _ := strings.Cut(l.Quantity, ".")
	num, err := strconv.ParseInt(before+after, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	den := int64(1)
	for range after {
		den *= 10
	}
	e, err := Times(data.Money(unit), num, den)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func written(all []data.TaxTotal) string {
	var out []string
	for _, t := range all {
		out = append(out, fmt.Sprintf("%d%%: base %d tax %d incl %d", t.RateBP/100, t.Base, t.Tax, t.Gross))
	}
	return strings.Join(out, "; ")
}

func taxOf(all []data.TaxTotal) (sum data.Money) {
	for _, t := range all {
		sum += t.Tax
	}
	return sum
}

func TestEveryWorkedInvoiceComesOutToTheYen(t *testing.T) {
	bites := 0
	for _, row := range rowsOf(t, "testdata/cases.tsv", 13) {
		t.Run(row["id"], func(t *testing.T) {
			var lines []caseLine
			if err := json.Unmarshal([]byte(row["lines"]), &lines); err != nil {
				t.Fatal(err)
			}
			how, r := Included, roundings[row["rounding"]]
			if row["price_mode(ex=税抜 in=税込)"] == "ex" {
				how = Excluded
			}
			var items []Item
			var forbidden data.Money
			for _, l := range lines {
				it := Item{l.Rate * 100, l.amount(t)}
				items = append(items, it)
				one, err := how(r, []Item{it})
				if err != nil {
					t.Fatal(err)
				}
				forbidden += taxOf(one)
			}
			got, err := how(r, items)
			if err != nil {
				t.Fatal(err)
			}
			if written(got) != row["per_rate"] {
				t.Errorf("got %s, want %s", written(got), row["per_rate"])
			}
			total, err := Sum(got)
			if err != nil || fmt.Sprint(total) != row["grand_total"] || fmt.Sprint(taxOf(got)) != row["tax_total"] {
				t.Errorf("got total %d tax %d (%v), want %s and %s", total, taxOf(got), err, row["grand_total"], row["tax_total"])
			}
			if fmt.Sprint(forbidden) != row["forbidden_per_line_tax"] {
				t.Errorf("line by line: got %d, want %s", forbidden, row["forbidden_per_line_tax"])
			}
			if differs := forbidden != taxOf(got); differs != (row["differs"] == "yes") {
				t.Errorf("rounding line by line differs: %v, want %s", differs, row["differs"])
			} else if differs {
				bites++
			}
		})
	}
	if bites == 0 {
		t.Error("no case tells the forbidden rounding from the right one")
	}
}

func TestEveryWorkedDiscountIsSharedToTheYen(t *testing.T) {
	for _, row := range rowsOf(t, "testdata/discounts.tsv", 4) {
		t.Run(row["id"], func(t *testing.T) {
			var by map[string]data.Money
			if err := json.Unmarshal([]byte(row["incl_by_rate"]), &by); err != nil {
				t.Fatal(err)
			}
			off, err := strconv.ParseInt(row["discount"], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			o := data.Order{Charges: []data.Charge{{Kind: data.Coupon, Amount: data.Money(-off)}}}
			for rate, m := range by {
				bp, err := strconv.Atoi(rate)
				if err != nil {
					t.Fatal(err)
				}
				o.Lines = append(o.Lines, data.Line{RateBP: bp * 100, Total: m})
			}
			got, err := Order(o, data.TaxTerms{Rounding: roundings[row["rounding"]]}, today)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, r := range got.Rates {
				said = append(said, fmt.Sprintf("%d%%: discount %d -> %d tax %d", r.RateBP/100, by[strconv.Itoa(r.RateBP/100)]-r.Gross, r.Gross, r.Tax))
			}
			if want := row["integer_share_style(largest remainder)"]; strings.Join(said, "; ") != want {
				t.Errorf("got %s, want %s", strings.Join(said, "; "), want)
			}
			if total := by["10"] + by["8"] - data.Money(off); got.Total != total || got.Due != total {
				t.Errorf("got %d due %d, want %d", got.Total, got.Due, total)
			}
		})
	}
}
