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
	paper := "A4"
	if s.Width > 215 {
		paper = "Letter"
	}
	return w.Say("stock.sheet", "paper", paper, "n", s.PerPage(), "size", size, "product", s.Products[0])
}
