package text

import (
	"nifuda/data"
	"nifuda/labels/stock"
)

// Stock is how a stock is called in a list: paper, labels on it, their size,
// and a maker's number that tells it from its like.
func (w *Words) Stock(s stock.Stock) string {
	size := data.MM(s.Label.Width) + "×" + data.MM(s.Label.Height)
	switch {
	case s.Name != "":
		return s.Name
	case s.Split > 0:
		return w.Say("stock.letterpack", "n", s.PerPage())
	case s.Kind == stock.Roll && len(s.Products) == 0:
		return w.Say("stock.roll", "size", size)
	case s.Kind == stock.Roll:
		return w.Say("stock.roll.of", "size", size, "product", s.Products[0])
	}
	return w.Say("stock.sheet", "paper", paper(s), "n", s.PerPage(), "product", s.Products[0])
}

// StockSize is Stock without a maker's number, for a list that shows the
// numbers below.
func (w *Words) StockSize(s stock.Stock) string {
	if s.Name != "" || s.Split > 0 || s.Kind == stock.Roll && len(s.Products) == 0 {
		return w.Stock(s)
	}
	size := data.MM(s.Label.Width) + "×" + data.MM(s.Label.Height)
	if s.Kind == stock.Roll {
		return w.Say("stock.roll", "size", size)
	}
	return w.Say("stock.short", "paper", paper(s), "n", s.PerPage(), "size", size)
}

// paper is the size of a sheet by its usual name.
func paper(s stock.Stock) string {
	if s.Width > 215 {
		return "Letter"
	}
	return "A4"
}
