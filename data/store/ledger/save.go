package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/store"
)

// SavePage keeps one page of a storefront's orders and where the next page
// begins, in one transaction. Orders are matched by (shop, remote id); what we
// know and the storefront does not (held, labels printed) stays. A label that
// was printed before its ship-to changed counts as not printed.
func (l *Ledger) SavePage(ctx context.Context, shop data.ShopID, page []data.Order, broken []data.Broken, next []byte) (data.PageSaved, error) {
	var saved data.PageSaved
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		saved = data.PageSaved{} // the function may run for a second time after a failure
		for _, o := range page {
			o.Shop = shop
			if err := l.saveOrder(ctx, tx, o, &saved); err != nil {
				return fmt.Errorf("save order: %w", err)
			}
		}
		for _, b := range broken {
			res, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO broken(shop, remote_id, reason, seen) VALUES (?,?,?,?)",
				shop, b.RemoteID, b.Reason, l.now().Unix())
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			saved.Broken += int(n)
		}
		_, err := tx.ExecContext(ctx, "UPDATE shops SET cursor=? WHERE id=?", next, shop)
		return err
	})
	if err != nil {
		return data.PageSaved{}, err
	}
	return saved, nil
}

// digest is the same for two orders exactly when the storefront says the same.
func digest(o data.Order) ([]byte, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	return sum[:], nil
}

func (l *Ledger) saveOrder(ctx context.Context, tx *sql.Tx, o data.Order, saved *data.PageSaved) error {
	sum, err := digest(o)
	if err != nil {
		return err
	}
	var before []byte
	boxes := func() error { return nil }
	err = tx.QueryRowContext(ctx, "SELECT id, digest FROM orders WHERE shop=? AND remote_id=?", o.Shop, o.Remote.ID).Scan(&o.ID, &before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		saved.New++
		err = insertOrder(ctx, tx, &o, sum)
	case err != nil:
		return err
	case bytes.Equal(before, sum):
		saved.Same++
		return nil
	default:
		saved.Changed++
		if boxes, err = l.watchBoxes(ctx, tx, o.ID); err == nil {
			err = updateOrder(ctx, tx, o, sum)
		}
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM broken WHERE shop=? AND remote_id=?", o.Shop, o.Remote.ID); err != nil {
		return err
	}
	o.Parcels = slices.Clone(o.Parcels) // the page stays as the storefront gave it
	lost, err := saveParcels(ctx, tx, o)
	if err != nil {
		return err
	}
	if lost {
		if err := addNews(ctx, tx, l.now(), "news.mendlost", map[string]any{"number": o.Remote.Number}); err != nil {
			return err
		}
	}
	if err := countSent(ctx, tx, o.ID); err != nil {
		return err
	}
	if err := savePeople(ctx, tx, o); err != nil {
		return err
	}
	return errors.Join(saveFigures(ctx, tx, o), boxes())
}

func insertOrder(ctx context.Context, tx *sql.Tx, o *data.Order, sum []byte) error {
	res, err := tx.ExecContext(ctx, `INSERT INTO orders(number, placed, updated, state, currency, total,
		method, paid, cod, problem, wanted, digest, shop, remote_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		append(orderColumns(*o, sum), o.Shop, o.Remote.ID)...)
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	o.ID = data.OrderID(id)
	return err
}

func updateOrder(ctx context.Context, tx *sql.Tx, o data.Order, sum []byte) error {
	_, err := tx.ExecContext(ctx, `UPDATE orders SET number=?, placed=?, updated=?, state=?, currency=?, total=?,
		method=?, paid=?, cod=?, problem=?, wanted=?, digest=? WHERE id=?`, append(orderColumns(o, sum), o.ID)...)
	return err
}

func orderColumns(o data.Order, sum []byte) []any {
	return []any{o.Remote.Number, store.Seconds(o.Remote.PlacedAt), store.Seconds(o.Remote.UpdatedAt), o.State, o.Sum.Currency, o.Sum.Total,
		o.Payment.Method, o.Payment.Paid, o.Payment.COD, len(o.Problems) > 0, earliest(o.Parcels), sum}
}

// earliest is the first requested date of the parcels that still have to leave.
func earliest(parcels []data.Parcel) string {
	best := ""
	for _, p := range parcels {
		if d := store.Day(p.Wanted.Date); d != "" && !p.Shipped && (best == "" || d < best) {
			best = d
		}
	}
	return best
}

// countSent notes whether every parcel of an order has left, by the
// storefront's word or by ours.
func countSent(ctx context.Context, tx *sql.Tx, id data.OrderID) error {
	_, err := tx.ExecContext(ctx, `UPDATE orders SET sent=EXISTS (SELECT 1 FROM parcels p WHERE p.order_id=orders.id)
		AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.order_id=orders.id AND `+unshipped+`) WHERE id=?`, id)
	return err
}

// nextParcel is an id that no parcel has or had while anything still speaks of
// it: a parcel that a storefront took away may be on the bench yet.
func nextParcel(ctx context.Context, tx *sql.Tx) (int64, error) {
	var last int64
	err := tx.QueryRowContext(ctx, `SELECT MAX(IFNULL((SELECT MAX(id) FROM parcels),0), IFNULL((SELECT MAX(parcel) FROM released),0),
		IFNULL((SELECT MAX(parcel) FROM dispatches),0), IFNULL((SELECT MAX(parcel) FROM run_parcels),0),
		IFNULL((SELECT MAX(host) FROM parcels WHERE host<>0),0))`).Scan(&last)
	return last + 1, err
}

// saveParcels keeps the ids and printed labels of parcels that stay, and changes
// those of the order to what was mended here. It reports whether something that
// was mended does not hold any more.
func saveParcels(ctx context.Context, tx *sql.Tx, o data.Order) (lost bool, err error) {
	known, err := knownParcels(ctx, tx, o.ID)
	if err != nil {
		return false, err
	}
	next, err := nextParcel(ctx, tx)
	if err != nil {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM parcels WHERE order_id=?", o.ID); err != nil {
		return false, err
	}
	for i := range o.Parcels {
		p := &o.Parcels[i]
		k := known.match(p.RemoteID, i)
		if k == nil {
			k = &knownParcel{id: next, mended: []byte{}, joined: []byte{}}
			next++
		} else {
			gone, err := k.heard(p, o.Buyer.Name)
			if err != nil {
				return false, err
			}
			lost = lost || gone
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO parcels(id, order_id, position, remote_id, wanted, slot, gift,
			carrier, tracking, shipped, labelled, mended, own, host, joined) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
			k.id, o.ID, i, p.RemoteID, store.Day(p.Wanted.Date), p.Wanted.Slot, p.Gift, p.Carrier, p.Tracking, p.Shipped,
			k.labelled, k.mended, p.Own, k.host, k.joined)
		if err != nil {
			return false, err
		}
	}
	return lost || len(o.Parcels) > 0 && slices.ContainsFunc(known, func(k knownParcel) bool { return !k.taken && len(k.mended) > 0 }), nil
}

type knownParcel struct {
	id, labelled int64
	position     int
	remote, slot string
	mended       []byte // shipTo of what the storefront said; empty when it is as it said
	host         int64  // in whose box it goes
	joined       []byte
	to           data.Contact
	taken        bool
}

type knownList []knownParcel

func knownParcels(ctx context.Context, tx *sql.Tx, id data.OrderID) (knownList, error) {
	var all knownList
	err := store.Each(ctx, tx, `SELECT p.id, p.labelled, p.position, p.remote_id, p.slot, p.mended, p.host, p.joined,`+contactColumns+`
		FROM parcels p LEFT JOIN people c ON c.order_id=p.order_id AND c.parcel=p.position
		WHERE p.order_id=? ORDER BY p.position`, []any{id}, func(scan store.Scanner) error {
		var k knownParcel
		err := scan(append([]any{&k.id, &k.labelled, &k.position, &k.remote, &k.slot, &k.mended, &k.host, &k.joined}, contactTargets(&k.to)...)...)
		all = append(all, k)
		return err
	})
	return all, err
}

// match finds the parcel a storefront means: by its own id, or by place where
// it has none. A parcel is matched once.
func (known knownList) match(remote string, position int) *knownParcel {
	for i := range known {
		k := &known[i]
		if !k.taken && k.remote == remote && (remote != "" || k.position == position) {
			k.taken = true
			return k
		}
	}
	return nil
}

const contactColumns = ` IFNULL(c.name,''), IFNULL(c.kana,''), IFNULL(c.company,''), IFNULL(c.postal,''),
	IFNULL(c.prefecture,''), IFNULL(c.street,''), IFNULL(c.building,''), IFNULL(c.country,''),
	IFNULL(c.phone,''), IFNULL(c.email,'') `

func contactTargets(c *data.Contact) []any {
	a := &c.Address
	return []any{&c.Name, &c.Kana, &c.Company, &a.Postal, &a.Prefecture, &a.Street, &a.Building, &a.Country, &c.Phone, &c.Email}
}

const buyer = -1 // in people.parcel

func savePeople(ctx context.Context, tx *sql.Tx, o data.Order) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM people WHERE order_id=?", o.ID); err != nil {
		return err
	}
	fold := []string{fold(o.Remote.Number)}
	add := func(parcel int, c data.Contact) error {
		a := c.Address
		_, err := tx.ExecContext(ctx, `INSERT INTO people(order_id, parcel, name, kana, company, postal, prefecture,
			street, building, country, phone, email) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
			o.ID, parcel, c.Name, c.Kana, c.Company, a.Postal, a.Prefecture, a.Street, a.Building, a.Country, c.Phone, c.Email)
		fold = append(fold, foldContact(c)...)
		return err
	}
	if err := add(buyer, o.Buyer); err != nil {
		return err
	}
	for i, p := range o.Parcels {
		if err := add(i, p.To); err != nil {
			return err
		}
	}
	problems, err := json.Marshal(o.Problems)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO words(order_id, remarks, problems, fold) VALUES (?,?,?,?)
		ON CONFLICT(order_id) DO UPDATE SET remarks=excluded.remarks, problems=excluded.problems, fold=excluded.fold`,
		o.ID, o.Remarks, string(problems), strings.Join(fold, "\n"))
	return err
}

func foldContact(c data.Contact) []string {
	return []string{fold(c.Name), fold(c.Kana), fold(c.Company), fold(c.Phone)}
}

// saveFigures writes what stays for the tax office.
func saveFigures(ctx context.Context, tx *sql.Tx, o data.Order) error {
	for _, table := range []string{"lines", "charges", "rates"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE order_id=?", o.ID); err != nil {
			return err
		}
	}
	for i, x := range o.Lines {
		_, err := tx.ExecContext(ctx, `INSERT INTO lines(order_id, position, parcel, remote_id, sku, name, option,
			quantity, unit, total, rate_bp) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
			o.ID, i, x.Parcel, x.RemoteID, x.SKU, x.Name, x.Option, x.Quantity, x.Unit, x.Total, x.RateBP)
		if err != nil {
			return err
		}
	}
	for i, x := range o.Charges {
		_, err := tx.ExecContext(ctx, "INSERT INTO charges(order_id, position, kind, label, amount, rate_bp) VALUES (?,?,?,?,?,?)",
			o.ID, i, x.Kind, x.Label, x.Amount, x.RateBP)
		if err != nil {
			return err
		}
	}
	for i, x := range o.Sum.Rates {
		_, err := tx.ExecContext(ctx, "INSERT INTO rates(order_id, position, rate_bp, gross, tax) VALUES (?,?,?,?,?)",
			o.ID, i, x.RateBP, x.Gross, x.Tax)
		if err != nil {
			return err
		}
	}
	return nil
}
