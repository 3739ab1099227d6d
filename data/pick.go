package data

import (
	"cmp"
	"slices"
	"time"
)

// Pick is what a batch of parcels takes from the shelves.
type Pick struct {
	Batch   string // names the batch on every sheet; may be empty
	At      time.Time
	Parcels []PickParcel // in the order of their slips and labels
}

// PickParcel is one parcel of a batch. It says nothing of the buyer.
type PickParcel struct {
	Seq         int    // place in the batch, from 1: the same on list, slip and label
	Number      string // order number
	Part, Parts int    // this parcel among those of its order, from 1
	Gift        string // noshi or wrapping
	Note        string // what the owner wrote for whoever packs it
	Lines       []PickLine
}

// PickLine is one kind of goods, sets taken apart.
type PickLine struct {
	SKU      string
	Name     string
	Option   string
	Quantity int
}

// PickTotal is one kind of goods over the whole batch.
type PickTotal struct {
	PickLine
	Parcels int // how many parcels it goes into
}

// Total is one row per SKU over the batch, by SKU; goods without one are told
// apart by their names, and stand last. Its pieces are those of all parcels.
func (p Pick) Total() []PickTotal {
	type kind struct{ sku, name, option string }
	at := map[kind]int{}
	var all []PickTotal
	for _, parcel := range p.Parcels {
		here := map[int]bool{}
		for _, l := range parcel.Lines {
			k := kind{sku: l.SKU}
			if l.SKU == "" {
				k = kind{name: l.Name, option: l.Option}
			}
			i, known := at[k]
			if !known {
				i = len(all)
				at[k] = i
				all = append(all, PickTotal{PickLine: PickLine{SKU: l.SKU, Name: l.Name, Option: l.Option}})
			}
			all[i].Quantity += l.Quantity
			if !here[i] {
				all[i].Parcels++
				here[i] = true
			}
		}
	}
	slices.SortStableFunc(all, func(a, b PickTotal) int {
		if (a.SKU == "") != (b.SKU == "") {
			return cmp.Compare(b.SKU, a.SKU) // the empty one last
		}
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Option, b.Option))
	})
	return all
}

// Pieces counts all pieces of the batch.
func (p Pick) Pieces() int {
	n := 0
	for _, parcel := range p.Parcels {
		n += parcel.Pieces()
	}
	return n
}

// Pieces counts the pieces of the parcel.
func (p PickParcel) Pieces() int {
	n := 0
	for _, l := range p.Lines {
		n += l.Quantity
	}
	return n
}

// PickLines are the goods of one parcel of an order as they lie on the shelves:
// a set is taken apart by what the owner wrote of it, the same goods stand
// together.
func (o Order) PickLines(parcel int, goods []Goods) []PickLine {
	known := map[string]Goods{}
	for _, g := range goods {
		known[g.SKU] = g
	}
	var all []PickLine
	put := func(l PickLine) { all = append(all, l) }
	for _, l := range o.Lines {
		if l.Parcel != parcel || l.Quantity < 1 {
			continue
		}
		set := known[l.SKU].Set
		if l.SKU == "" || len(set) == 0 {
			put(PickLine{SKU: l.SKU, Name: l.Name, Option: l.Option, Quantity: l.Quantity})
			continue
		}
		for _, part := range set {
			name := known[part.SKU].Name
			if name == "" {
				name = part.SKU
			}
			put(PickLine{SKU: part.SKU, Name: name, Quantity: part.Quantity * l.Quantity})
		}
	}
	return MergePicks(all)
}

// MergePicks brings goods together: the same goods stand in one line.
func MergePicks(all ...[]PickLine) []PickLine {
	var out []PickLine
	for _, l := range slices.Concat(all...) {
		i := slices.IndexFunc(out, func(x PickLine) bool {
			return x.SKU == l.SKU && (l.SKU != "" || x.Name == l.Name && x.Option == l.Option)
		})
		if i < 0 {
			out = append(out, l)
			continue
		}
		out[i].Quantity += l.Quantity
	}
	return out
}
