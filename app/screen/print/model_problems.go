package print

import (
	"nifuda/data"
	"nifuda/labels"
)

// Problem is a label with something a person should look at.
type Problem struct {
	Job     data.LabelJob
	Place   labels.Place // page -1 when it is left out
	Reports []labels.Report
	Blocks  bool // words are missing: nothing is printed before it is settled
	Settled bool // looked at and kept, or left out
}

// Problems lists what to look at, in the order of the labels.
func (m *Model) Problems() []Problem {
	var all []Problem
	at := map[int]int{}
	for _, r := range m.sheet.paper.Reports {
		i, seen := at[r.Job]
		if !seen {
			if r.Job < 0 || r.Job >= len(m.sheet.jobs) {
				continue
			}
			i, at[r.Job] = len(all), len(all)
			job := m.sheet.jobs[r.Job]
			all = append(all, Problem{Job: job, Place: m.sheet.paper.Places[r.Job], Settled: m.settled[job.Parcel]})
		}
		all[i].Reports = append(all[i].Reports, r)
		all[i].Blocks = all[i].Blocks || r.Blocks()
	}
	return all
}

// Skipped lists the labels that were left out.
func (m *Model) Skipped() []data.LabelJob {
	var out []data.LabelJob
	for _, j := range m.jobs {
		if m.choice.skipped[j.Parcel] {
			out = append(out, j)
		}
	}
	return out
}

// Open problems: those that block and are not settled yet.
func (m *Model) blocking() (first Problem, n int) {
	for _, p := range m.Problems() {
		if p.Blocks && !p.Settled {
			if n == 0 {
				first = p
			}
			n++
		}
	}
	return first, n
}

// ToSettle is how many labels wait for a person.
func (m *Model) ToSettle() int { _, n := m.blocking(); return n }

// Keep prints a label as it is.
func (m *Model) Keep(id data.ParcelID) { m.settled[id] = true; m.changed() }

// Skip leaves a label out of this run; its order stays where it is.
func (m *Model) Skip(id data.ParcelID) { m.choice.skipped[id] = true; m.lay() }

// Unskip takes a label back in.
func (m *Model) Unskip(id data.ParcelID) { delete(m.choice.skipped, id); m.lay() }

// SkipFirst and KeepFirst settle the first label that waits.
func (m *Model) SkipFirst() {
	if p, n := m.blocking(); n > 0 {
		m.Skip(p.Job.Parcel)
	}
}

// KeepFirst prints the first label that waits as it is.
func (m *Model) KeepFirst() {
	if p, n := m.blocking(); n > 0 {
		m.Keep(p.Job.Parcel)
	}
}
