package page

import (
	"iter"
	"math"
)

// Dashes are the unbroken pieces of a rule.
func (r Rule) Dashes() []Rule {
	length := math.Hypot(r.X2-r.X1, r.Y2-r.Y1)
	if r.Dash <= 0 || length <= r.Dash {
		r.Dash = 0
		return []Rule{r}
	}
	dx, dy := (r.X2-r.X1)/length, (r.Y2-r.Y1)/length
	var out []Rule
	for at := 0.0; at < length; at += 2 * r.Dash {
		to := min(at+r.Dash, length)
		out = append(out, Rule{
			X1: r.X1 + at*dx, Y1: r.Y1 + at*dy,
			X2: r.X1 + to*dx, Y2: r.Y1 + to*dy,
			Width: r.Width,
		})
	}
	return out
}

// Edges are the four lines of a box that is not filled, corners included.
func (b Box) Edges() []Rule {
	l := b.Line / 2
	right, bottom := b.X+b.W, b.Y+b.H
	return []Rule{
		{X1: b.X - l, Y1: b.Y, X2: right + l, Y2: b.Y, Width: b.Line},
		{X1: b.X - l, Y1: bottom, X2: right + l, Y2: bottom, Width: b.Line},
		{X1: b.X, Y1: b.Y, X2: b.X, Y2: bottom, Width: b.Line},
		{X1: right, Y1: b.Y, X2: right, Y2: bottom, Width: b.Line},
	}
}

// Run is dark squares side by side.
type Run struct{ Row, Column, Length int }

// Runs are the dark squares of a code, those that touch in a row together.
func (m Modules) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for row := range m.Size {
			for col := 0; col < m.Size; col++ {
				start := col
				for col < m.Size && m.Dark[row*m.Size+col] {
					col++
				}
				if col > start && !yield(Run{row, start, col - start}) {
					return
				}
			}
		}
	}
}
