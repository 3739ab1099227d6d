package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// Sale is what a document is made of: an order as it is now, and what the
// ledger knows beside it.
type Sale struct {
	Order    data.Order
	Left     time.Time  // when its last parcel left by our own record; zero while one is here
	Returned data.Money // what earlier documents gave back
	// RateBack is what they gave back at each rate, tax included, by basis
	// points.
	RateBack map[int]data.Money
	// LineBack is how many pieces they gave back, by line of the order from 0.
	LineBack map[int]int
}

// Sale gives the order a document is asked of. It fails with NotFound
// "fault.order.missing".
func (l *Ledger) Sale(ctx context.Context, ask data.DocumentAsk) (Sale, error) {
	var s Sale
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		s, err = readSale(ctx, tx, ask)
		return err
	})
	return s, err
}

func readSale(ctx context.Context, tx *sql.Tx, ask data.DocumentAsk) (Sale, error) {
	o, err := readOrder(ctx, tx, ask.Order)
	if err != nil {
		return Sale{}, err
	}
	s := Sale{Order: o}
	var here int
	var left int64
	err = tx.QueryRowContext(ctx, `SELECT COUNT(*)-COUNT(d.parcel), IFNULL(MAX(d.at),0) FROM parcels p
		LEFT JOIN dispatches d ON d.parcel=p.id WHERE p.order_id=?`, ask.Order).Scan(&here, &left)
	if err != nil {
		return s, err
	}
	if here == 0 {
		s.Left = store.FromSeconds(left)
	}
	return s, readReturned(ctx, tx, ask, &s)
}

// readReturned adds up the returns of the order that stand, but for the one
// that is corrected.
func readReturned(ctx context.Context, tx *sql.Tx, ask data.DocumentAsk, s *Sale) error {
	s.RateBack, s.LineBack = map[int]data.Money{}, map[int]int{}
	return store.Each(ctx, tx, "SELECT d.due, d.paper FROM documents d WHERE d.order_id=? AND d.kind=? AND d.id<>? AND "+standing,
		[]any{ask.Order, data.PaperReturn, ask.Corrects}, func(scan store.Scanner) error {
			var due data.Money
			var paper []byte
			if err := scan(&due, &paper); err != nil {
				return err
			}
			var p data.Paper
			if err := json.Unmarshal(paper, &p); err != nil {
				return store.Damaged(err)
			}
			s.Returned += due
			for _, r := range p.Sum.Rates {
				s.RateBack[r.RateBP] += r.Gross
			}
			for _, it := range p.Items {
				if it.Line > 0 {
					s.LineBack[it.Line-1] += it.Quantity
				}
			}
			return nil
		})
}

// standing is the condition of a document whose place no other has taken. The
// documents table is called d.
const standing = "NOT EXISTS (SELECT 1 FROM documents c WHERE c.corrects=d.id)"

// Issue gives a document the next number of its series and year and freezes it.
// fill makes its paper, draw says the SHA-256 of its drawing; when either
// fails, nothing was issued and no number is lost. Faults: NotFound
// "fault.order.missing", "fault.document.missing"; Denied
// "fault.document.again" {number} for a second one of an order, and
// "fault.document.corrected" {number} for one whose place is taken.
func (l *Ledger) Issue(ctx context.Context, by string, ask data.DocumentAsk,
	fill func(Sale) (data.Paper, error), draw func(data.Paper) ([]byte, error)) (data.Document, error) {
	var d data.Document
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		sale, err := readSale(ctx, tx, ask)
		if err != nil {
			return err
		}
		old, err := mayIssue(ctx, tx, ask)
		if err != nil {
			return err
		}
		p, err := fill(sale)
		if err != nil {
			return err
		}
		p.Corrects = old
		d = data.Document{Order: ask.Order, Parcel: ask.Parcel, Paper: p, At: l.now(), Login: by}
		serial, err := number(ctx, tx, &d)
		if err != nil {
			return err
		}
		if d.Paper, err = frozen(d.Paper); err != nil {
			return err
		}
		if d.Digest, err = draw(d.Paper); err != nil {
			return err
		}
		if err := keepDocument(ctx, tx, &d, serial, ask.Corrects); err != nil {
			return err
		}
		e := data.Event{Login: by, Kind: data.EventIssued, Number: p.Order.Number, Args: map[string]string{"document": d.Paper.Number}}
		if old != "" {
			e.Kind, e.Args["words"] = data.EventCorrected, old
		}
		return l.record(ctx, tx, e)
	})
	if err != nil {
		return data.Document{}, err
	}
	return d, nil
}

// mayIssue gives the number of the document that is corrected, empty when none
// is.
func mayIssue(ctx context.Context, tx *sql.Tx, ask data.DocumentAsk) (old string, err error) {
	if ask.Corrects != 0 {
		err := tx.QueryRowContext(ctx, "SELECT number FROM documents WHERE id=? AND order_id=? AND parcel=? AND kind=?",
			ask.Corrects, ask.Order, ask.Parcel, ask.Kind).Scan(&old)
		if errors.Is(err, sql.ErrNoRows) {
			return "", &data.Fault{Kind: data.NotFound, Key: "fault.document.missing"}
		}
		if err != nil {
			return "", err
		}
		var taken string
		err = tx.QueryRowContext(ctx, "SELECT number FROM documents WHERE corrects=?", ask.Corrects).Scan(&taken)
		if err == nil {
			return "", &data.Fault{Kind: data.Denied, Key: "fault.document.corrected", Args: map[string]any{"number": taken}}
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return "", err
		}
	}
	if ask.Kind == data.PaperReturn { // an order may be given back in parts
		return old, nil
	}
	var other string
	err = tx.QueryRowContext(ctx, "SELECT d.number FROM documents d WHERE d.order_id=? AND d.parcel=? AND d.kind=? AND d.id<>? AND "+standing,
		ask.Order, ask.Parcel, ask.Kind, ask.Corrects).Scan(&other)
	if errors.Is(err, sql.ErrNoRows) {
		return old, nil
	}
	if err != nil {
		return "", err
	}
	return "", &data.Fault{Kind: data.Denied, Key: "fault.document.again", Args: map[string]any{"number": other}}
}

// number gives a document the next of its kind's series in the year:
// R2026-000123.
func number(ctx context.Context, tx *sql.Tx, d *data.Document) (serial int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT IFNULL(MAX(serial),0)+1 FROM documents WHERE series=? AND year=?",
		d.Paper.Kind.Series(), d.At.Year()).Scan(&serial)
	d.Paper.Issued = d.At.Truncate(time.Second)
	d.Paper.Number = fmt.Sprintf("%s%d-%06d", d.Paper.Kind.Series(), d.At.Year(), serial)
	return serial, err
}

// frozen is the paper as it will be read back: what is drawn is what is kept.
func frozen(p data.Paper) (data.Paper, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return p, fmt.Errorf("freeze a document: %w", err)
	}
	var out data.Paper
	return out, json.Unmarshal(raw, &out)
}

func keepDocument(ctx context.Context, tx *sql.Tx, d *data.Document, serial int64, corrects data.DocumentID) error {
	figures, people := d.Paper.Apart()
	paper, err := json.Marshal(figures)
	if err != nil {
		return err
	}
	var taken any
	if corrects != 0 {
		taken = corrects
	}
	p := d.Paper
	res, err := tx.ExecContext(ctx, `INSERT INTO documents(series, year, serial, number, kind, order_id, parcel, ordered, at, login, due,
		corrects, digest, paper) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, p.Kind.Series(), d.At.Year(), serial, p.Number, p.Kind,
		d.Order, d.Parcel, p.Order.Number, d.At.Unix(), d.Login, p.Sum.Due, taken, d.Digest, string(paper))
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	d.ID = data.DocumentID(id)
	raw, err := json.Marshal(people)
	if err != nil {
		return err
	}
	words := fold(p.Number) + "\n" + fold(p.Order.Number) + "\n" + fold(p.To.Name) + "\n" + fold(p.To.Company)
	_, err = tx.ExecContext(ctx, "INSERT INTO document_people(document, people, name, fold) VALUES (?,?,?,?)", id, string(raw), named(p.To), words)
	return err
}

func named(to data.Recipient) string {
	if to.Name != "" {
		return to.Name
	}
	return to.Company
}

// copied counts the printings of a document that came out, or may have.
const copied = "(SELECT COUNT(*) FROM document_copies x WHERE x.document=d.id AND x.outcome<>'failed')"

// Document gives one issued document. It fails with NotFound
// "fault.document.missing".
func (l *Ledger) Document(ctx context.Context, id data.DocumentID) (data.Document, error) {
	d := data.Document{ID: id}
	var at int64
	var paper, people []byte
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT d.order_id, d.parcel, d.at, d.login, d.digest, d.paper, IFNULL(c.number,''), `+copied+`, w.people
			FROM documents d LEFT JOIN documents c ON c.corrects=d.id LEFT JOIN document_people w ON w.document=d.id WHERE d.id=?`, id).
			Scan(&d.Order, &d.Parcel, &at, &d.Login, &d.Digest, &paper, &d.Corrected, &d.Copies, &people)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return d, &data.Fault{Kind: data.NotFound, Key: "fault.document.missing"}
	}
	if err != nil {
		return d, err
	}
	d.At = store.FromSeconds(at)
	if err := json.Unmarshal(paper, &d.Paper); err != nil {
		return d, store.Damaged(err)
	}
	if d.Erased = people == nil; d.Erased {
		return d, nil
	}
	var who data.PaperPeople
	if err := json.Unmarshal(people, &who); err != nil {
		return d, store.Damaged(err)
	}
	d.Paper = d.Paper.With(who)
	return d, nil
}

// Documents lists issued documents, the newest first.
func (l *Ledger) Documents(ctx context.Context, q data.DocumentQuery) ([]data.DocumentRow, error) {
	query := `SELECT d.id, d.kind, d.number, d.at, d.ordered, IFNULL(w.name,''), d.due, IFNULL(o.number,''), IFNULL(c.number,''), ` + copied + `
		FROM documents d LEFT JOIN document_people w ON w.document=d.id
		LEFT JOIN documents o ON o.id=d.corrects LEFT JOIN documents c ON c.corrects=d.id WHERE 1`
	var args []any
	and := func(cond string, arg any) {
		query += " AND " + cond
		args = append(args, arg)
	}
	if q.Kind != "" {
		and("d.kind=?", q.Kind)
	}
	if !q.From.IsZero() {
		and("d.at>=?", q.From.Unix())
	}
	if !q.To.IsZero() {
		and("d.at<?", q.To.Unix())
	}
	if text := fold(q.Text); text != "" {
		and("instr(IFNULL(w.fold, lower(replace(d.number,'-',''))), ?)>0", text)
	}
	query += " ORDER BY d.at DESC, d.id DESC"
	if q.Limit > 0 {
		query += " LIMIT " + strconv.Itoa(q.Limit)
	}
	var rows []data.DocumentRow
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, query, args, func(scan store.Scanner) error {
			var r data.DocumentRow
			var at int64
			err := scan(&r.ID, &r.Kind, &r.Number, &at, &r.Order, &r.Name, &r.Due, &r.Corrects, &r.Corrected, &r.Copies)
			r.Issued = store.FromSeconds(at)
			rows = append(rows, r)
			return err
		})
	})
	return rows, err
}
