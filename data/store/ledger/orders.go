package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// where is the condition of a tab. The orders table is called o.
func where(tab data.Tab) (string, []any) {
	switch tab {
	case data.TabToShip:
		return "o.state=? AND o.sent=0 AND o.held=0", []any{data.ToShip}
	case data.TabAwaiting:
		return "o.state=? AND o.held=0", []any{data.AwaitingPayment}
	case data.TabProblems:
		return "o.problem=1 AND (o.state=? OR o.state=? AND o.sent=0)", []any{data.AwaitingPayment, data.ToShip}
	case data.TabHeld:
		return "o.held=1 AND (o.state=? OR o.state=? AND o.sent=0)", []any{data.AwaitingPayment, data.ToShip}
	case data.TabShipped:
		return "(o.state=? OR o.state=? AND o.sent=1)", []any{data.Shipped, data.ToShip}
	case data.TabCancelled:
		return "o.state=?", []any{data.Cancelled}
	}
	return "1", nil
}

// shown is an order's state with our own dispatches counted: what we have sent
// is shipped, whether or not the storefront knows yet.
func shown(s data.State, sent bool) data.State {
	if sent && s == data.ToShip {
		return data.Shipped
	}
	return s
}

// unshipped is the condition of a parcel that is still in the house, by the
// storefront's word and by ours. The parcels table is called p.
const unshipped = "p.shipped=0 AND NOT EXISTS (SELECT 1 FROM dispatches d WHERE d.parcel=p.id)"

func arranged(by data.Sort) string {
	if by == data.ByNewest {
		return "o.placed DESC, o.id DESC"
	}
	return "o.wanted='', o.wanted, o.placed, o.id"
}

const rowColumns = `o.id, o.shop, s.name, o.number, o.placed, o.state, o.total, o.cod, o.problem, o.held,
	IFNULL(c.name,''), IFNULL(c.prefecture,''),
	IFNULL(l.name,''), IFNULL(l.quantity,0), (SELECT COUNT(*) FROM lines x WHERE x.order_id=o.id),
	IFNULL(p.wanted,''), IFNULL(p.slot,''),
	(SELECT COUNT(*) FROM parcels x WHERE x.order_id=o.id),
	(SELECT COUNT(*) FROM parcels x WHERE x.order_id=o.id AND x.labelled=0),
	(SELECT COUNT(*) FROM parcels x WHERE x.order_id=o.id AND x.gift<>''),
	EXISTS (SELECT 1 FROM parcels x JOIN released r ON r.parcel=x.id OR r.parcel=x.host WHERE x.order_id=o.id),
	EXISTS (SELECT 1 FROM parcels x WHERE x.order_id=o.id AND (x.host<>0 OR EXISTS (SELECT 1 FROM parcels y WHERE y.host=x.id AND y.host<>0))), o.trouble, o.sent`

const rowTables = ` FROM orders o JOIN shops s ON s.id=o.shop
	LEFT JOIN people c ON c.order_id=o.id AND c.parcel=0
	LEFT JOIN lines l ON l.order_id=o.id AND l.position=0
	LEFT JOIN parcels p ON p.order_id=o.id AND p.position=0`

// Orders gives the rows of a tab, in the order asked for.
func (l *Ledger) Orders(ctx context.Context, q data.OrderQuery) ([]data.OrderRow, error) {
	cond, args := where(q.Tab)
	from := rowTables
	if text := fold(q.Text); text != "" {
		from += " JOIN words w ON w.order_id=o.id"
		cond += " AND instr(w.fold, ?) > 0"
		args = append(args, text)
	}
	query := "SELECT " + rowColumns + from + " WHERE " + cond + " ORDER BY " + arranged(q.Sort)
	if q.Limit > 0 {
		query += " LIMIT ?"
		args = append(args, q.Limit)
	}
	var rows []data.OrderRow
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, query, args, func(scan store.Scanner) error {
			r, err := scanRow(scan)
			rows = append(rows, r)
			return err
		})
	})
	return rows, err
}

func scanRow(scan store.Scanner) (data.OrderRow, error) {
	var r data.OrderRow
	var placed int64
	var lines, unlabelled, gifts int
	var wanted string
	var sent bool
	err := scan(&r.ID, &r.Shop, &r.ShopName, &r.Number, &placed, &r.State, &r.Total, &r.Flags.COD, &r.Flags.Problem, &r.Flags.Held,
		&r.Name, &r.Prefecture, &r.FirstItem, &r.Pieces, &lines, &wanted, &r.Wanted.Slot, &r.Parcels, &unlabelled, &gifts,
		&r.Flags.Bench, &r.Flags.Boxed, &r.Flags.Trouble, &sent)
	r.State = shown(r.State, sent)
	r.PlacedAt = store.FromSeconds(placed)
	r.MoreItems = max(0, lines-1)
	r.Wanted.Date = store.FromDay(wanted)
	r.Flags.Labelled = unlabelled == 0 && r.Parcels > 0
	r.Flags.Gift = gifts > 0
	return r, err
}

// Counts gives the number of orders on each tab.
func (l *Ledger) Counts(ctx context.Context) (data.TabCounts, error) {
	counts := data.TabCounts{}
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, tab := range data.Tabs() {
			cond, args := where(tab)
			var n int
			if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM orders o WHERE "+cond, args...).Scan(&n); err != nil {
				return err
			}
			counts[tab] = n
		}
		return nil
	})
	return counts, err
}

// Order gives one order whole. It fails with NotFound "fault.order.missing".
func (l *Ledger) Order(ctx context.Context, id data.OrderID) (data.Order, error) {
	var o data.Order
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		if o, err = readOrder(ctx, tx, id); err != nil {
			return err
		}
		return nameBoxes(ctx, tx, &o)
	})
	return o, err
}

// nameBoxes writes to each parcel with whom it travels.
func nameBoxes(ctx context.Context, tx *sql.Tx, o *data.Order) error {
	for at := range o.Parcels {
		b, err := boxOf(ctx, tx, *o, at)
		if err != nil {
			return err
		}
		if len(b) > 1 {
			o.Parcels[at].Box = b.number()
		}
	}
	return nil
}

func readOrder(ctx context.Context, tx *sql.Tx, id data.OrderID) (data.Order, error) {
	o := data.Order{ID: id}
	var placed, updated int64
	var problems string
	var sent bool
	err := tx.QueryRowContext(ctx, `SELECT o.shop, o.remote_id, o.number, o.placed, o.updated, o.state, o.currency, o.total,
		o.method, o.paid, o.cod, IFNULL(w.remarks,''), IFNULL(w.problems,'null'),
		o.note, o.trouble, o.sent
		FROM orders o LEFT JOIN words w ON w.order_id=o.id WHERE o.id=?`, id).
		Scan(&o.Shop, &o.Remote.ID, &o.Remote.Number, &placed, &updated, &o.State, &o.Sum.Currency, &o.Sum.Total,
			&o.Payment.Method, &o.Payment.Paid, &o.Payment.COD, &o.Remarks, &problems,
			&o.Note, &o.Trouble, &sent)
	if errors.Is(err, sql.ErrNoRows) {
		return o, &data.Fault{Kind: data.NotFound, Key: "fault.order.missing", Err: err}
	}
	if err != nil {
		return o, err
	}
	o.State = shown(o.State, sent)
	o.Remote.PlacedAt, o.Remote.UpdatedAt = store.FromSeconds(placed), store.FromSeconds(updated)
	if err := json.Unmarshal([]byte(problems), &o.Problems); err != nil {
		return o, err
	}
	if err := readParcels(ctx, tx, &o); err != nil {
		return o, err
	}
	return o, readFigures(ctx, tx, &o)
}

func readParcels(ctx context.Context, tx *sql.Tx, o *data.Order) error {
	err := tx.QueryRowContext(ctx, "SELECT"+contactColumns+"FROM people c WHERE c.order_id=? AND c.parcel=?", o.ID, buyer).
		Scan(contactTargets(&o.Buyer)...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return store.Each(ctx, tx, `SELECT p.id, p.remote_id, p.wanted, p.slot, p.gift, IFNULL(NULLIF(d.carrier,''),p.carrier),
		IFNULL(NULLIF(d.tracking,''),p.tracking), p.shipped OR d.parcel IS NOT NULL, p.labelled, p.own,`+contactColumns+`
		FROM parcels p LEFT JOIN dispatches d ON d.parcel=p.id LEFT JOIN people c ON c.order_id=p.order_id AND c.parcel=p.position
		WHERE p.order_id=? ORDER BY p.position`, []any{o.ID}, func(scan store.Scanner) error {
		var p data.Parcel
		var wanted string
		var labelled int64
		err := scan(append([]any{&p.ID, &p.RemoteID, &wanted, &p.Wanted.Slot, &p.Gift, &p.Carrier, &p.Tracking, &p.Shipped, &labelled, &p.Own},
			contactTargets(&p.To)...)...)
		p.Wanted.Date, p.Labelled = store.FromDay(wanted), store.FromSeconds(labelled)
		o.Parcels = append(o.Parcels, p)
		return err
	})
}

func readFigures(ctx context.Context, tx *sql.Tx, o *data.Order) error {
	byOrder := []any{o.ID}
	err := store.Each(ctx, tx, `SELECT parcel, remote_id, sku, name, option, quantity, unit, total, rate_bp
		FROM lines WHERE order_id=? ORDER BY position`, byOrder, func(scan store.Scanner) error {
		var x data.Line
		err := scan(&x.Parcel, &x.RemoteID, &x.SKU, &x.Name, &x.Option, &x.Quantity, &x.Unit, &x.Total, &x.RateBP)
		o.Lines = append(o.Lines, x)
		return err
	})
	if err != nil {
		return err
	}
	err = store.Each(ctx, tx, "SELECT kind, label, amount, rate_bp FROM charges WHERE order_id=? ORDER BY position", byOrder, func(scan store.Scanner) error {
		var x data.Charge
		err := scan(&x.Kind, &x.Label, &x.Amount, &x.RateBP)
		o.Charges = append(o.Charges, x)
		return err
	})
	if err != nil {
		return err
	}
	return store.Each(ctx, tx, "SELECT rate_bp, gross, tax FROM rates WHERE order_id=? ORDER BY position", byOrder, func(scan store.Scanner) error {
		var x data.RateTotal
		err := scan(&x.RateBP, &x.Gross, &x.Tax)
		o.Sum.Rates = append(o.Sum.Rates, x)
		return err
	})
}

// Hold sets orders aside, or takes them back.
func (l *Ledger) Hold(ctx context.Context, ids []data.OrderID, held bool) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "UPDATE orders SET held=? WHERE id=?", held, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetNote keeps what the owner wrote for whoever packs the order. It fails with
// NotFound "fault.order.missing".
func (l *Ledger) SetNote(ctx context.Context, id data.OrderID, text string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE orders SET note=? WHERE id=?", text, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return &data.Fault{Kind: data.NotFound, Key: "fault.order.missing"}
	})
}

// Reveal gives one order whole and records that somebody looked.
func (l *Ledger) Reveal(ctx context.Context, by string, id data.OrderID) (data.Order, error) {
	var o data.Order
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		var err error
		if o, err = readOrder(ctx, tx, id); err != nil {
			return err
		}
		if err = nameBoxes(ctx, tx, &o); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventReveal, Number: o.Remote.Number,
			Args: map[string]string{"what": "contact"}})
	})
	if err != nil {
		return data.Order{}, err
	}
	return o, nil
}

// Due counts the orders to ship that must leave by the day, and the parcels
// to ship that have no label, and tells when the oldest unpaid order came.
func (l *Ledger) Due(ctx context.Context, by time.Time) (due, unlabelled int, oldest time.Time, err error) {
	toShip, args := where(data.TabToShip)
	awaiting, unpaid := where(data.TabAwaiting)
	var placed int64
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM orders o WHERE o.wanted<>'' AND o.wanted<=? AND "+toShip,
			append([]any{store.Day(by)}, args...)...).Scan(&due)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM parcels p JOIN orders o ON o.id=p.order_id
			WHERE p.labelled=0 AND `+unshipped+` AND `+toShip, args...).Scan(&unlabelled)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT IFNULL(MIN(o.placed),0) FROM orders o WHERE "+awaiting, unpaid...).Scan(&placed)
	})
	return due, unlabelled, store.FromSeconds(placed), err
}

// Warnings lists what a person has to look at, oldest order first.
func (l *Ledger) Warnings(ctx context.Context, limit int) ([]data.Warning, error) {
	cond, args := where(data.TabProblems)
	var all []data.Warning
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT o.id, o.number, IFNULL(c.name,''), IFNULL(w.problems,'null') FROM orders o
			LEFT JOIN people c ON c.order_id=o.id AND c.parcel=0 LEFT JOIN words w ON w.order_id=o.id
			WHERE `+cond+" ORDER BY o.placed LIMIT ?", append(args, limit), func(scan store.Scanner) error {
			var w data.Warning
			var raw string
			if err := scan(&w.Order, &w.Number, &w.Name, &raw); err != nil {
				return err
			}
			var problems []data.Problem
			if err := json.Unmarshal([]byte(raw), &problems); err != nil {
				return err
			}
			if len(problems) > 0 {
				w.Key, w.Detail = problems[0].Key, problems[0].Detail
			}
			all = append(all, w)
			return nil
		})
	})
	return all, err
}
