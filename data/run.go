package data

import "time"

// RunKind is what a part of a print run puts on paper.
type RunKind int

// The parts of a print run, in the order they come out.
const (
	RunPicks  RunKind = iota + 1 // what to fetch from the shelves
	RunSlips                     // one packing slip for each parcel
	RunLabels                    // one address label for each parcel
	RunForms                     // one of a carrier's pre-numbered slips for each parcel
)

// Batch is parcels that are printed together, in the order of the stacks: list,
// slips and labels have the same order and the same numbers, from 1.
type Batch struct {
	Parcels []ParcelID
	At      time.Time // when it was put together, to the second: it stands on paper
}

// RunPlan is a print run as the owner asked for it.
type RunPlan struct {
	Batch
	Parts []RunPart // in the order they come out
}

// RunPart is what goes to one printer on one kind of paper.
type RunPart struct {
	Kind    RunKind
	Printer PrinterID
	Stock   string // stock code, such as "a4-12"; of carrier's slips that of their form
	Start   int    // label of the first sheet that is used first, counted from 0
}

// RunPage is one sheet, or one label of a roll.
type RunPage struct {
	Number  int    // over the whole run, from 1
	Part    int    // index into the plan's parts
	Hash    []byte // SHA-256 of its drawing before it is moved to suit a printer
	State   PageState
	Job     string     // name of the print job it went with last; empty before
	Times   int        // how often it was handed to a printer
	Parcels []ParcelID // whose labels are on it
}

// PageState is how far a page has come.
type PageState int

// The states of a page.
const (
	PageWaiting  PageState = iota + 1 // nothing of it is with a printer
	PageSent                          // handed over
	PagePrinted                       // it came out
	PageDoubtful                      // handed over, and nobody can tell: a person has to look
)

// Run is a print run and where it stands.
type Run struct {
	ID    PrintRunID
	Login string // who began it
	Plan  RunPlan
	Pages []RunPage
	Ended time.Time // zero while pages are left to print
}

// Next is the index of the first page that did not come out yet, and how many
// did. It is len(Pages) when all did.
func (r Run) Next() (first, printed int) {
	first = len(r.Pages)
	for i, p := range r.Pages {
		if p.State == PagePrinted {
			printed++
		} else if first == len(r.Pages) {
			first = i
		}
	}
	return first, printed
}

// Doubtful are the pages a person has to look for before the run goes on.
func (r Run) Doubtful() []RunPage {
	var all []RunPage
	for _, p := range r.Pages {
		if p.State == PageDoubtful {
			all = append(all, p)
		}
	}
	return all
}

// Missing are the parcels whose labels no printed page holds. A run that has
// such parcels is not through.
func (r Run) Missing() []ParcelID {
	if !r.Plan.Has(RunLabels) {
		return nil
	}
	out := map[ParcelID]bool{}
	for _, p := range r.Pages {
		if p.State == PagePrinted {
			for _, id := range p.Parcels {
				out[id] = true
			}
		}
	}
	var missing []ParcelID
	for _, id := range r.Plan.Parcels {
		if !out[id] {
			missing = append(missing, id)
		}
	}
	return missing
}

// Has reports whether a run prints something of a kind.
func (p RunPlan) Has(k RunKind) bool {
	for _, part := range p.Parts {
		if part.Kind == k {
			return true
		}
	}
	return false
}
