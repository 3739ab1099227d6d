package print

import (
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/stock"
)

// extras are what may be printed with the labels, in the order they come out.
var extras = []data.RunKind{data.RunPicks, data.RunSlips, data.RunForms}

// Also reports whether lists or slips are printed too, and on which printer; -1
// for none.
func (m *Model) Also(k data.RunKind) (on bool, printer int) {
	a := m.choice.also[k]
	return a.on, a.printer
}

// SetAlso has lists or slips printed too, or not.
func (m *Model) SetAlso(k data.RunKind, on bool) {
	a := m.choice.also[k]
	a.on = on
	m.setAlso(k, a)
}

// ChooseAlso takes the printer for lists or slips.
func (m *Model) ChooseAlso(k data.RunKind, printer int) {
	a := m.choice.also[k]
	a.printer = printer
	m.setAlso(k, a)
}

func (m *Model) setAlso(k data.RunKind, a also) {
	m.choice.also[k] = a
	m.memory.RememberAlso(k, m.device(a.printer), a.on)
	m.sheet.page = 0
	m.lay()
}

// Labels reports whether labels are printed; SetLabels changes that.
func (m *Model) WithLabels() bool { return !m.choice.nolabels }

// SetLabels has labels printed, or lists and slips alone.
func (m *Model) SetLabels(on bool) {
	m.choice.nolabels = !on
	m.sheet.page = 0
	m.lay()
}

// Forms are the owner's forms for carriers' slips, and the index of the chosen
// one.
func (m *Model) Forms() (all []data.SlipForm, chosen int) { return m.choice.forms, m.choice.form }

// ChooseForm takes another form.
func (m *Model) ChooseForm(i int) {
	m.choice.form, m.sheet.page = i, 0
	m.lay()
}

func (m *Model) device(printer int) string {
	if printer >= 0 && printer < len(m.choice.printers) {
		return m.choice.printers[printer].Device
	}
	return ""
}

// chosenAlso are the devices of the printers that are chosen, before the list of
// printers changes; findAlso finds them in the new one. Where none was chosen
// yet it is the one that was used last, or that of the labels.
func (m *Model) chosenAlso() map[data.RunKind]string {
	all := map[data.RunKind]string{}
	for _, k := range extras {
		all[k] = m.device(m.choice.also[k].printer)
		if all[k] == "" {
			all[k], _ = m.memory.Also(k)
		}
	}
	return all
}

func (m *Model) findAlso(chosen map[data.RunKind]string) {
	for _, k := range extras {
		a := m.choice.also[k]
		if a.printer = find(m.choice.printers, chosen[k]); chosen[k] == "" {
			a.printer = m.choice.printer
		}
		m.choice.also[k] = a
	}
}

// planned is what the choices ask for.
func (m *Model) planned(jobs []data.LabelJob) data.RunPlan {
	var parcels []data.ParcelID
	for _, j := range jobs {
		parcels = append(parcels, j.Parcel)
	}
	plan := data.RunPlan{Batch: m.desk.NewBatch(parcels)}
	at := func(i int) data.PrinterID {
		if i >= 0 && i < len(m.choice.printers) {
			return m.choice.printers[i].PrinterID
		}
		return data.PrinterID{}
	}
	for _, k := range extras {
		a, paper := m.choice.also[k], stock.PlainA4().Code
		if k == data.RunForms {
			if len(m.choice.forms) == 0 {
				continue
			}
			paper = m.choice.forms[m.choice.form].ID.Code()
		}
		if a.on {
			plan.Parts = append(plan.Parts, data.RunPart{Kind: k, Printer: at(a.printer), Stock: paper})
		}
	}
	if !m.choice.nolabels {
		plan.Parts = append(plan.Parts, data.RunPart{Kind: data.RunLabels, Printer: at(m.choice.printer), Stock: m.choice.stock.Code, Start: m.choice.start})
	}
	return plan
}

// unready is why a part cannot be printed, empty when all can.
func (m *Model) unready() string {
	for _, part := range m.sheet.plan.Parts {
		i := find(m.choice.printers, part.Printer.Device)
		switch {
		case i < 0 || part.Printer.Device == "":
			return "print.noprinter"
		case m.choice.printers[i].Fault != nil:
			return data.KeyOf(m.choice.printers[i].Fault)
		case !m.choice.printers[i].Listed:
			return "print.unlisted"
		}
	}
	return ""
}

// Blemishes are what slips and lists lack of the words they were made of.
func (m *Model) Blemishes() []labels.Report {
	var all []labels.Report
	for _, f := range m.sheet.sheafs {
		for _, r := range f.reports {
			if r.Blocks() {
				all = append(all, r)
			}
		}
	}
	return all
}

// Kind is what the page shows that is looked at, and its place among those of
// its kind, from 1, of as many.
func (m *Model) Kind() (kind data.RunKind, at, of int) {
	if r, ok := m.Left(); ok {
		part := r.Pages[m.run.shown].Part
		for i, p := range r.Pages {
			if p.Part == part {
				of++
				if i <= m.run.shown {
					at++
				}
			}
		}
		return r.Plan.Parts[part].Kind, at, of
	}
	n := m.sheet.page
	for _, f := range m.sheet.sheafs {
		if n < len(f.pages) {
			return f.part.Kind, n + 1, len(f.pages)
		}
		n -= len(f.pages)
	}
	return data.RunLabels, 0, 0
}
