package office

import (
	"testing"

	"nifuda/data"
)

var roll = data.ListedPrinter{PrinterID: data.PrinterID{Queue: "Roll", Device: "usb://Brother/QL-800"}, Name: "荷造り台"}

func TestOnlyListedPrintersArePrintedOnAndTryingAnotherIsRecorded(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	s.order(t)
	run := data.RunPlan{Parts: []data.RunPart{{Kind: data.RunLabels, Printer: roll.PrinterID, Stock: "a4-12"}}, Batch: data.Batch{Parcels: []data.ParcelID{1}}}
	pages := []data.RunPage{{Number: 1, Hash: []byte{1}, Parcels: run.Parcels}}
	if _, err := s.BeginRun(ctx, run, pages); data.KeyOf(err) != "fault.print.unlisted" {
		t.Errorf("before it is listed: %v", err)
	}
	must(t, s.ListPrinter(ctx, s.proof, roll))
	id, err := s.BeginRun(ctx, run, pages)
	must(t, err)
	for _, other := range []data.PrinterID{{Queue: "Roll", Device: "cups-pdf:/"}, {Queue: "Roll 2", Device: roll.Device}} {
		run.Parts[0].Printer = other
		if _, err := s.BeginRun(ctx, run, pages); data.KeyOf(err) != "fault.print.unlisted" {
			t.Errorf("%+v: %v, want it to be another printer", other, err)
		}
		if err := s.SendPage(ctx, id, 1, other, "job"); data.KeyOf(err) != "fault.print.unlisted" {
			t.Errorf("%+v: a page of a run that was begun: %v, want it to be another printer", other, err)
		}
	}
	all, err := s.Events(ctx, data.EventQuery{Kinds: []data.EventKind{data.EventRefused, data.EventPrinterNew}, Limit: 9})
	if err != nil || len(all) != 6 || all[0].Args["what"] != "printer" || all[4].Args["printer"] != roll.Name {
		t.Errorf("recorded %+v, %v; want the listing and five refusals", all, err)
	}
}

func TestTheListChangesOnlyWithThePassphraseAndTakesNoFiles(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	if err := s.ListPrinter(ctx, Proof{}, roll); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("without a proof: %v", err)
	}
	file := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "PDF", Device: "cups-pdf:/"}, Name: "PDF"}
	if err := s.ListPrinter(ctx, s.proof, file); data.KeyOf(err) != "fault.print.filelike" {
		t.Errorf("a queue that writes files: %v", err)
	}
	must(t, s.FirstPrinter(ctx, roll))
	set, err := s.Settings(ctx)
	must(t, err)
	set.Setup = data.SetupDone
	must(t, s.SaveSettings(ctx, set))
	if err := s.FirstPrinter(ctx, roll); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("after the setup: %v", err)
	}
	if err := s.UnlistPrinter(ctx, Proof{}, roll.PrinterID); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("taken off without a proof: %v", err)
	}
	must(t, s.UnlistPrinter(ctx, s.proof, roll.PrinterID))
	if all, err := s.ListedPrinters(ctx); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v", all, err)
	}
	if terms, err := s.bench.Terms(ctx); err != nil || len(terms.Printers) != 0 {
		t.Errorf("the bench still has %+v, %v", terms.Printers, err)
	}
}

func TestWhatTheOwnerSaysOfAPrinterIsKeptAndReachesThePackers(t *testing.T) {
	s := opened(t)
	ctx := t.Context()
	said := data.Manner{Speaks: data.ZPL, DPI: 203, Darkness: 8, Stock: "label-100x150"}
	if err := s.SetManner(ctx, roll.PrinterID, said); data.KeyOf(err) != "fault.print.unlisted" {
		t.Errorf("a printer that is not on the list: %v", err)
	}
	must(t, s.ListPrinter(ctx, s.proof, roll))
	for _, wrong := range []data.Manner{
		{Speaks: data.ZPL, DPI: 72}, {Speaks: data.TSPL, DPI: 203, Darkness: 16}, {Speaks: data.Brother, DPI: 203}, {Speaks: data.Pages, Darkness: 3}, {Speaks: 9, DPI: 203},
	} {
		if err := s.SetManner(ctx, roll.PrinterID, wrong); data.KeyOf(err) != "fault.printer.manner" {
			t.Errorf("%+v: %v", wrong, err)
		}
		other := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "B", Device: "usb://B"}, Manner: wrong}
		if err := s.ListPrinter(ctx, s.proof, other); data.KeyOf(err) != "fault.printer.manner" {
			t.Errorf("listed with %+v: %v", wrong, err)
		}
	}
	must(t, s.SetManner(ctx, roll.PrinterID, said))
	must(t, s.SetManner(ctx, roll.PrinterID, said)) // once is enough for the log
	all, err := s.ListedPrinters(ctx)
	if err != nil || data.Manners(all, roll.PrinterID) != said {
		t.Errorf("got %+v, %v", all, err)
	}
	if terms, err := s.bench.Terms(ctx); err != nil || data.Manners(terms.Printers, roll.PrinterID) != said {
		t.Errorf("the bench has %+v, %v", terms.Printers, err)
	}
	log, err := s.Events(ctx, data.EventQuery{Kinds: []data.EventKind{data.EventPrinterSet}, Limit: 9})
	if err != nil || len(log) != 1 || log[0].Args["printer"] != roll.Name {
		t.Errorf("recorded %+v, %v", log, err)
	}
	typed := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "socket://192.0.2.7", Device: "socket://192.0.2.7"}, Name: "ラベル", Manner: said}
	must(t, s.ListPrinter(ctx, s.proof, typed))
	if all, err := s.ListedPrinters(ctx); err != nil || data.Manners(all, typed.PrinterID) != said || !typed.Typed() || roll.Typed() {
		t.Errorf("typed: %+v, %v", all, err)
	}
}
