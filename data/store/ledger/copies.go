package ledger

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"nifuda/data"
)

// BeginCopy records a printing of an issued document before any byte goes out,
// and says whether it is a further one, which is 再発行. A printing counts from
// here on, until EndCopy says that it failed: after a crash nobody knows. It
// fails with NotFound "fault.document.missing".
func (l *Ledger) BeginCopy(ctx context.Context, by string, id data.DocumentID, printer data.PrinterID) (copied data.CopyID, again bool, err error) {
	err = l.db.Write(ctx, func(tx *sql.Tx) error {
		number, ordered, before, err := copiesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, "INSERT INTO document_copies(document, at, login, printer) VALUES (?,?,?,?)", id, l.now().Unix(), by, printer.Device)
		if err != nil {
			return err
		}
		row, err := res.LastInsertId()
		if err != nil {
			return err
		}
		copied, again = data.CopyID(row), before > 0
		e := data.Event{Login: by, Kind: data.EventPaper, Number: ordered, Args: map[string]string{"document": number}}
		if again {
			e.Kind, e.Args["n"] = data.EventReissued, strconv.Itoa(before+1)
		}
		return l.record(ctx, tx, e)
	})
	return copied, again, err
}

func copiesOf(ctx context.Context, tx *sql.Tx, id data.DocumentID) (number, ordered string, n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT d.number, d.ordered, "+copied+" FROM documents d WHERE d.id=?", id).Scan(&number, &ordered, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = &data.Fault{Kind: data.NotFound, Key: "fault.document.missing"}
	}
	return number, ordered, n, err
}

// EndCopy records how a printing ended. Of one that was handed to the printing
// system something may have come out: it goes on counting.
func (l *Ledger) EndCopy(ctx context.Context, id data.CopyID, out data.PrintOutcome) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		outcome := "done"
		switch {
		case !out.Done && out.Sent:
			outcome = "unsure"
		case !out.Done:
			outcome = "failed"
		}
		var document data.DocumentID
		var by string
		if err := tx.QueryRowContext(ctx, "SELECT document, login FROM document_copies WHERE id=?", id).Scan(&document, &by); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE document_copies SET outcome=? WHERE id=?", outcome, id); err != nil || out.Done {
			return err
		}
		number, ordered, _, err := copiesOf(ctx, tx, document)
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventPaperFault, Number: ordered,
			Args: map[string]string{"document": number, "reason": out.Reason}})
	})
}
