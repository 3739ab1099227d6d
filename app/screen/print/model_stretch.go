package print

import (
	"context"
	"slices"

	"nifuda/data"
)

// Stretch is pages after each other that stand the same.
type Stretch struct {
	From, To int // numbers of the first and the last
	State    data.PageState
}

// Stretches are the pages of the run, those that stand the same together.
// Doubtful ones are asked about together: they came out in their order, if they
// did, on one printer.
func (m *Model) Stretches() []Stretch {
	var all []Stretch
	part := 0
	for _, p := range m.run.now.Pages {
		if n := len(all); n > 0 && all[n-1].State == p.State && (p.State != data.PageDoubtful || part == p.Part) {
			all[n-1].To = p.Number
		} else {
			all = append(all, Stretch{p.Number, p.Number, p.State})
		}
		part = p.Part
	}
	return all
}

// Doubt is the first stretch that a person is asked about.
func (m *Model) Doubt() (Stretch, bool) {
	all := m.Stretches()
	i := slices.IndexFunc(all, func(s Stretch) bool { return s.State == data.PageDoubtful })
	if i < 0 {
		return Stretch{}, false
	}
	return all[i], true
}

// Judge says that all pages of a stretch came out, or that none did.
func (m *Model) Judge(s Stretch, came bool) {
	var lost []int
	for n := s.From; n <= s.To && !came; n++ {
		lost = append(lost, n)
	}
	m.judge(s, lost)
}

func (m *Model) judge(s Stretch, lost []int) {
	id := m.run.id
	m.run.count = count{}
	m.act(func(ctx context.Context) error { return m.desk.JudgePages(ctx, id, s.From, s.To, lost) })
}

// count is what a person says of a stretch of which some pages came out.
type count struct {
	of    Stretch // its To is 0 while nothing is counted
	last  int     // number of the last page that came out well; one before the first when none did
	holes map[int]bool
}

// Count begins to say which pages of a stretch came out.
func (m *Model) Count(s Stretch) {
	m.run.count = count{of: s, last: s.To, holes: map[int]bool{}}
	m.ShowPage(s.To)
}

// Counting is the stretch that is counted, the last page of it that came out
// well, and those before that did not, in their order.
func (m *Model) Counting() (s Stretch, last int, holes []int) {
	c := m.run.count
	for n := c.of.From; n <= c.last && c.of.To > 0; n++ {
		if c.holes[n] {
			holes = append(holes, n)
		}
	}
	return c.of, c.last, holes
}

// CountTo says which page is the last that came out well, and shows it. One
// before the first says that none did.
func (m *Model) CountTo(last int) {
	c := &m.run.count
	c.last = min(max(last, c.of.From-1), c.of.To)
	m.ShowPage(max(c.last, c.of.From))
}

// Hole says of the page that is shown that it did not come out, though later
// ones did, or takes that back.
func (m *Model) Hole() {
	if n, can := m.CanHole(); can {
		m.run.count.holes[n] = !m.run.count.holes[n]
		m.changed()
	}
}

// CanHole is the page that is shown, and whether it lies before the last one.
func (m *Model) CanHole() (number int, can bool) {
	c, n := m.run.count, m.run.shown+1
	return n, c.of.To > 0 && n >= c.of.From && n < c.last
}

// NotCounted goes back to the question.
func (m *Model) NotCounted() { m.run.count = count{}; m.changed() }

// Counted notes what was counted.
func (m *Model) Counted() {
	s, last, lost := m.Counting()
	for n := last + 1; n <= s.To; n++ {
		lost = append(lost, n)
	}
	if s.To > 0 {
		m.judge(s, lost)
	}
}

// StretchSize is how many pages the printer of a stretch gets before a person is
// asked.
func (m *Model) StretchSize(s Stretch) int { return m.choice.settings.Stretch(m.deviceOf(s)) }

func (m *Model) deviceOf(s Stretch) string {
	if s.From < 1 || s.From > len(m.run.now.Pages) {
		return ""
	}
	return m.run.now.Plan.Parts[m.run.now.Pages[s.From-1].Part].Printer.Device
}

// SetStretchSize changes that and keeps it.
func (m *Model) SetStretchSize(s Stretch, n int) {
	device, sizes := m.deviceOf(s), map[string]int{}
	for d, other := range m.choice.settings.Stretches {
		sizes[d] = other
	}
	sizes[device] = min(max(n, data.MinStretch), data.MaxStretch)
	m.choice.settings.Stretches = sizes
	m.changed()
	m.slots.stretch.Run(func(ctx context.Context) func() {
		kept, err := m.desk.Settings(ctx)
		if err == nil {
			kept.Stretches = sizes
			err = m.desk.SaveSettings(ctx, kept)
		}
		return func() { m.err = err }
	})
}
