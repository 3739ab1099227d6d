package house

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/guard"
	"nifuda/data/office"
	"nifuda/data/shop/csvin"
	"nifuda/data/store/ledger"
)

// FindOrderFiles lists the files in a folder that may be order files, the newest
// first.
func FindOrderFiles(folder string) []string {
	entries, _ := os.ReadDir(folder) // one that cannot be read has none
	type file struct {
		path string
		at   int64
	}
	var all []file
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		info, err := e.Info()
		if err == nil && e.Type().IsRegular() && strings.HasSuffix(name, ".csv") && !strings.Contains(name, "ken_all") {
			all = append(all, file{filepath.Join(folder, e.Name()), info.ModTime().UnixNano()})
		}
	}
	slices.SortStableFunc(all, func(a, b file) int {
		switch {
		case a.at > b.at:
			return -1
		case a.at < b.at:
			return 1
		}
		return 0
	})
	paths := make([]string, len(all))
	for i, f := range all {
		paths[i] = f.path
	}
	return paths
}

// shownRows is how many rows of a file are shown beside its columns.
const shownRows = 3

// ReadOrderFile looks an order file over: its columns, its first rows, and what
// they mean as far as that is known. Nothing is kept. Faults: NotFound
// "fault.import.missing", and those of csvin.Open.
func (s *Session) ReadOrderFile(ctx context.Context, path string) (data.ImportFile, error) {
	sheet, sum, err := openOrders(path)
	if err != nil {
		return data.ImportFile{}, err
	}
	kept, err := s.ledger.ImportMaps(ctx)
	if err != nil {
		return data.ImportFile{}, err
	}
	columns := sheet.Columns()
	for id, m := range kept {
		kept[id] = m.On(columns)
	}
	return data.ImportFile{Path: path, Name: filepath.Base(path), Sum: sum, Rows: sheet.Rows(), Columns: columns,
		Samples: sheet.Samples(shownRows), Map: csvin.Recognise(columns), Kept: kept}, nil
}

func openOrders(path string) (*csvin.Sheet, string, error) {
	f, size, err := chosen(path, "fault.import.missing", csvin.KeyForeign)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	if size > csvin.MostFile {
		return nil, "", &data.Fault{Kind: data.Invalid, Key: csvin.KeyLarge}
	}
	raw, err := io.ReadAll(io.LimitReader(f, csvin.MostFile+1))
	if err != nil {
		return nil, "", data.Disk(err)
	}
	sheet, err := csvin.Open(raw)
	return sheet, sumOf(raw), err
}

// planned opens the file of a plan, which must be the one that was looked at.
func planned(p data.ImportPlan) (*csvin.Sheet, error) {
	sheet, sum, err := openOrders(p.Path)
	if err == nil && sum != p.Sum {
		err = &data.Fault{Kind: data.Invalid, Key: "fault.import.changed"}
	}
	return sheet, err
}

// atOnce is how many orders are compared with the ledger in one go.
const atOnce = 200

// TryOrderFile says what an import would do; nothing is kept. Faults: those of
// ReadOrderFile, and Invalid "fault.import.changed" and "fault.import.map".
func (s *Session) TryOrderFile(ctx context.Context, p data.ImportPlan) (data.ImportTrial, error) {
	trial := data.ImportTrial{Shop: p.Shop}
	sheet, err := planned(p)
	if err != nil {
		return trial, err
	}
	known, err := s.given(ctx)
	if err != nil {
		return trial, err
	}
	lost, err := s.lost(ctx, p.Shop, sheet.Columns())
	if err != nil {
		return trial, err
	}
	trial.Note(lost)
	var some []data.Order
	compare := func() error {
		saved, err := s.ledger.Compare(ctx, p.Shop, some)
		trial.Saved, some = trial.Saved.Add(saved), some[:0]
		return err
	}
	err = sheet.Orders(ctx, p.Map, func(r csvin.Read) error {
		known.mark(&r, p.Map)
		trial.Note(r.Notes)
		if r.Flaw != "" {
			trial.Saved.Broken++
			return nil
		}
		trial.Orders++
		if some = append(some, r.Order); len(some) < atOnce {
			return nil
		}
		return compare()
	})
	if err == nil {
		err = compare()
	}
	return trial, err
}

// TakeOrderFile imports an order file: everything that can be read of it, or
// nothing. progress is told how many orders were kept so far. Faults: Denied
// "fault.office.again", Invalid "fault.shop.name", NotFound
// "fault.shop.missing", and those of TryOrderFile.
func (s *Session) TakeOrderFile(ctx context.Context, again office.Proof, p data.ImportPlan, progress func(done int)) (data.ImportTrial, error) {
	if err := s.office.Accept(again); err != nil {
		return data.ImportTrial{}, err
	}
	if p.Name = strings.TrimSpace(p.Name); p.Shop == 0 && p.Name == "" {
		return data.ImportTrial{}, &data.Fault{Kind: data.Invalid, Key: "fault.shop.name"}
	}
	sheet, err := planned(p)
	if err != nil {
		return data.ImportTrial{}, err
	}
	known, err := s.given(ctx)
	if err != nil {
		return data.ImportTrial{}, err
	}
	var trial data.ImportTrial
	in := ledger.Import{By: s.Login(), File: filepath.Base(p.Path), Shop: p.Shop, Name: p.Name, Map: p.Map}
	trial.Shop, trial.Saved, err = s.ledger.Import(ctx, in, func(keep func(data.Order) error, aside func(data.Broken) error) error {
		trial.Orders, trial.Notes, trial.More = 0, nil, 0
		return sheet.Orders(ctx, p.Map, func(r csvin.Read) error {
			known.mark(&r, p.Map)
			trial.Note(r.Notes)
			switch {
			case r.Flaw != "" && r.Order.Remote.ID != "":
				return aside(data.Broken{RemoteID: r.Order.Remote.ID, Reason: r.Flaw})
			case r.Flaw != "":
				return nil
			}
			if trial.Orders++; trial.Orders%atOnce == 0 {
				progress(trial.Orders)
			}
			return keep(r.Order)
		})
	})
	if err != nil {
		if ctx.Err() != nil {
			err = &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: err}
		}
		return data.ImportTrial{}, err
	}
	if _, err := s.office.ReleaseReady(ctx); err != nil {
		return trial, err
	}
	return trial, s.ledger.Checkpoint(ctx)
}

// LeaveOrderFile ends an import: the file, which holds addresses, is removed, or
// is left by the owner's choice. Either is recorded. Faults are those of
// guard.Discard.
func (s *Session) LeaveOrderFile(ctx context.Context, path, sum string, remove bool) error {
	kind := data.EventImportKept
	if remove {
		kind = data.EventImportGone
		if err := guard.Discard(path, sum); err != nil {
			return err
		}
	}
	return s.ledger.Record(ctx, data.Event{Login: s.Login(), Kind: kind, Args: map[string]string{"words": filepath.Base(path)}}.Tidy())
}

// lost names the columns that the shop's last file had and this one lacks: what
// stood in them would be taken to be empty.
func (s *Session) lost(ctx context.Context, id data.ShopID, columns []string) (notes []data.ImportNote, err error) {
	kept, err := s.ledger.ImportMaps(ctx)
	if err != nil {
		return nil, err
	}
	m := kept[id]
	for _, f := range data.ImportFields() {
		for _, c := range m.Fields[f].Columns {
			if !slices.Contains(columns, c) {
				notes = append(notes, data.ImportNote{Row: 1, Column: c, Key: "import.row.lost"})
			}
		}
	}
	return notes, nil
}
