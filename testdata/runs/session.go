package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/app/run"
	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/press"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
	"nifuda/labels/printer/raw"
	"nifuda/labels/stock"
)

// who does all that is done here.
const who = "owner"

// patience is how long a printer may be out of reach before a page is given up.
const patience = 3 * time.Second

// session is one life of the application: it opens the ledger, goes on with the
// run that is open or begins one, and says on its standard output where it
// stands. What it needs a person for it reads from its standard input.
type session struct {
	ledger *ledger.Ledger
	works  *print.Works
	on     data.PrinterID
	stock  stock.Stock
	pen    *labels.Pen
	asked  *bufio.Scanner

	stretch int // pages for a printer that never answers, before the person is asked
}

// book is the ledger with somebody at it.
type book struct{ *ledger.Ledger }

func (b book) SendPage(ctx context.Context, id data.PrintRunID, page int, _ data.PrinterID, job string) error {
	return b.Ledger.SendPage(ctx, id, page, job)
}

func live(ctx context.Context, where place, in io.Reader) error {
	l, err := ledger.Open(ctx, where.ledger())
	if err != nil {
		return err
	}
	defer l.Close()
	pen, err := labels.NewPen()
	if err != nil {
		return err
	}
	spooler, err := ipp.New(ipp.Config{Server: where.CUPS, User: "alice", Patience: patience})
	if err != nil {
		return err
	}
	hands := press.New(press.Config{Fonts: pen.Fonts(), IPP: spooler, Raw: raw.New(raw.Config{Silence: where.Silence, Patience: patience})})
	s := session{ledger: l, pen: pen, on: where.Printer.PrinterID, asked: bufio.NewScanner(in), stretch: where.Stretch}
	s.works = print.NewPress(pen, hands, func(context.Context) ([]data.ListedPrinter, error) { return []data.ListedPrinter{where.Printer}, nil })
	if s.stock, err = stock.Find(where.Stock); err != nil {
		return err
	}
	go func() { _, _ = hands.Sweep(ctx, nil) }() // as the locked process does
	return s.through(ctx)
}

// through takes the run to its end.
func (s session) through(ctx context.Context) error {
	id, err := s.take(ctx)
	if err != nil {
		return err
	}
	for {
		if err := s.judge(ctx, id); err != nil {
			return err
		}
		drawn, _, err := s.draw(ctx, id)
		if err != nil {
			return err
		}
		at := 0
		d := run.Driver{Book: book{s.ledger}, Press: s.works, Random: rand.Reader, Stretch: func(data.PrinterID) int { return s.stretch }}
		_, err = d.Go(ctx, id, drawn, func(p run.Progress) {
			if p.Page != at {
				at = p.Page
				fmt.Println("page", at)
			}
			if strings.HasPrefix(p.Key, "fault.") {
				fmt.Println("waiting", p.Key)
			}
		})
		switch key := data.KeyOf(err); {
		case err == nil:
			again, err := s.again(ctx, id)
			if err != nil || !again {
				return err
			}
		case key == "fault.run.under": // a printer is still at it
			time.Sleep(200 * time.Millisecond)
		case key == "fault.run.doubtful":
		case key == "fault.internal" || key == "fault.run.changed" || key == "fault.run.moved":
			return err
		default:
			fmt.Println("stopped", key)
			s.answer()
		}
	}
}

// answer is what the person says.
func (s session) answer() string {
	if !s.asked.Scan() {
		os.Exit(3) // nobody is there any more
	}
	return s.asked.Text()
}

// take goes on with the open run, or begins one with every label.
func (s session) take(ctx context.Context) (data.PrintRunID, error) {
	open, err := s.ledger.OpenRuns(ctx)
	if err != nil || len(open) > 0 {
		if err == nil {
			return open[0].ID, nil
		}
		return 0, err
	}
	rows, err := s.ledger.Orders(ctx, data.OrderQuery{Tab: data.TabAll, Sort: data.ByNewest})
	if err != nil {
		return 0, err
	}
	var ids []data.OrderID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	jobs, err := s.ledger.Labels(ctx, ids, data.Sender{})
	if err != nil {
		return 0, err
	}
	plan := data.RunPlan{Batch: data.Batch{At: time.Now().Truncate(time.Second)},
		Parts: []data.RunPart{{Kind: data.RunLabels, Printer: s.on, Stock: s.stock.Code}}}
	for _, j := range jobs {
		plan.Parcels = append(plan.Parcels, j.Parcel)
	}
	_, pages, err := s.compose(ctx, plan)
	if err != nil {
		return 0, err
	}
	return s.ledger.BeginRun(ctx, plan, pages, who)
}

func (s session) compose(ctx context.Context, plan data.RunPlan) (drawn []run.Drawn, pages []data.RunPage, err error) {
	jobs, err := s.ledger.BatchLabels(ctx, plan.Batch, sender())
	if err != nil {
		return nil, nil, err
	}
	sheets, err := s.pen.Sheets(jobs, s.stock, 0, data.Offset{})
	if err != nil {
		return nil, nil, err
	}
	for i, p := range sheets.Pages {
		sum := page.Digest([]page.Page{p})
		drawn = append(drawn, run.Drawn{Page: p, Media: s.stock.Media, Hash: sum[:]})
		pages = append(pages, data.RunPage{Number: i + 1, Hash: sum[:]})
	}
	for j, at := range sheets.Places {
		pages[at.Page].Parcels = append(pages[at.Page].Parcels, jobs[j].Parcel)
	}
	return drawn, pages, nil
}

func (s session) draw(ctx context.Context, id data.PrintRunID) ([]run.Drawn, data.Run, error) {
	r, err := s.ledger.Run(ctx, id)
	if err != nil {
		return nil, r, err
	}
	drawn, _, err := s.compose(ctx, r.Plan)
	return drawn, r, err
}

// judge asks for the pages of which nobody can tell, those after each other
// together; the answer is the numbers of those that did not come out.
func (s session) judge(ctx context.Context, id data.PrintRunID) error {
	r, err := s.ledger.Run(ctx, id)
	if err != nil {
		return err
	}
	if err := run.Settle(ctx, book{s.ledger}, s.works, r); err != nil && data.KeyOf(err) != printer.NoServer {
		return err
	}
	if r, err = s.ledger.Run(ctx, id); err != nil {
		return err
	}
	for all := r.Doubtful(); len(all) > 0; {
		n := 1
		for n < len(all) && all[n].Number == all[n-1].Number+1 {
			n++
		}
		from, to := all[0].Number, all[n-1].Number
		fmt.Println("doubt", from, to)
		var lost []int
		for _, word := range strings.Fields(s.answer()) {
			number, err := strconv.Atoi(word)
			if err != nil {
				return err
			}
			lost = append(lost, number)
		}
		if err := s.ledger.JudgePages(ctx, id, from, to, lost, who); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// again asks whether a page of a run that is through is wanted once more.
func (s session) again(ctx context.Context, id data.PrintRunID) (bool, error) {
	r, err := s.ledger.Run(ctx, id)
	if err != nil {
		return false, err
	}
	if r.Ended.IsZero() || len(r.Missing()) > 0 || slices.ContainsFunc(r.Pages, func(p data.RunPage) bool { return p.State != data.PagePrinted }) {
		return false, errors.New("a run that is not through was closed")
	}
	fmt.Println("closed", len(r.Pages))
	var number int
	if n, _ := fmt.Sscan(s.answer(), &number); n == 0 {
		return false, nil
	}
	return true, s.ledger.AgainPage(ctx, id, number, "faint", who)
}
