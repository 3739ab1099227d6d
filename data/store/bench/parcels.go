package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// Parcel is what the owner puts on the bench: a release and, for each packer
// who may see it, the phone number sealed to her.
type Parcel struct {
	data.Release
	Phones map[string][]byte // by login
}

// Put lays parcels on the bench, each in the place of an older copy of itself.
func (f *File) Put(ctx context.Context, parcels []Parcel, at time.Time) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		for _, p := range parcels {
			if err := putParcel(ctx, tx, p, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func putParcel(ctx context.Context, tx *sql.Tx, p Parcel, at time.Time) error {
	items, err := json.Marshal(p.Items)
	if err != nil {
		return err
	}
	post, err := writePost(p.Post)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM parcels WHERE id=?", p.ID); err != nil {
		return err
	}
	a := p.To.Address
	_, err = tx.ExecContext(ctx, `INSERT INTO parcels(id, position, number, part, parts, state, moved, name, company, postal,
		prefecture, street, building, country, wanted, slot, gift, carrier, note, items, labels, post, tracking)
		VALUES (?, (SELECT IFNULL(MAX(position),0)+1 FROM parcels), ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'')`,
		p.ID, p.Number, p.Part, p.Parts, data.BenchWaiting, store.Seconds(at), p.To.Name, p.To.Company, a.Postal,
		a.Prefecture, a.Street, a.Building, a.Country, store.Day(p.Wanted.Date), p.Wanted.Slot, p.Gift, p.Carrier, p.Note, string(items), p.Labels, post)
	if err != nil {
		return err
	}
	return putPhones(ctx, tx, p.ID, p.Phones)
}

func putPhones(ctx context.Context, tx *sql.Tx, id data.ParcelID, phones map[string][]byte) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM phones WHERE parcel=?", id); err != nil {
		return err
	}
	for login, sealed := range phones {
		if _, err := tx.ExecContext(ctx, "INSERT INTO phones(parcel, login, sealed) VALUES (?,?,?)", id, login, sealed); err != nil {
			return err
		}
	}
	return nil
}

// SetPhones replaces the sealed phone numbers of every parcel on the bench.
func (f *File) SetPhones(ctx context.Context, phones map[data.ParcelID]map[string][]byte) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM phones"); err != nil {
			return err
		}
		for id, sealed := range phones {
			if err := putPhones(ctx, tx, id, sealed); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetPosts replaces what the customer barcodes of every parcel on the bench need.
// How far a parcel is packed stays.
func (f *File) SetPosts(ctx context.Context, posts map[data.ParcelID]data.PostBars) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		for id, p := range posts {
			post, err := writePost(p)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE parcels SET post=? WHERE id=? AND post<>?", post, id, post); err != nil {
				return err
			}
		}
		return nil
	})
}

// Take takes parcels off the bench beyond recovery: what they said is
// overwritten, in the log too.
func (f *File) Take(ctx context.Context, ids []data.ParcelID) error {
	if len(ids) == 0 {
		return nil
	}
	err := f.db.Write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM parcels WHERE id=?", id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return f.db.Checkpoint(ctx)
}

// Sweep takes off what was shipped or reported before the moment.
func (f *File) Sweep(ctx context.Context, before time.Time) error {
	var ids []data.ParcelID
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT id FROM parcels WHERE state IN (?,?) AND moved < ?",
			[]any{data.BenchShipped, data.BenchProblem, store.Seconds(before)}, func(scan store.Scanner) error {
				var id data.ParcelID
				err := scan(&id)
				ids = append(ids, id)
				return err
			})
	})
	if err != nil {
		return err
	}
	return f.Take(ctx, ids)
}

// most is how many parcels no honest bench holds, and how many bytes none of
// their texts has: a stranger's file is not read without end.
const (
	most        = 20_000
	longestText = 1 << 20
)

// Lying tells how far each parcel on the bench is.
func (f *File) Lying(ctx context.Context) (map[data.ParcelID]data.BenchState, error) {
	all := map[data.ParcelID]data.BenchState{}
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT id, state FROM parcels LIMIT ?", []any{most + 1}, func(scan store.Scanner) error {
			var id data.ParcelID
			var state data.BenchState
			err := scan(&id, &state)
			all[id] = state
			return err
		})
	})
	if err == nil && len(all) > most {
		err = store.Damaged(errors.New("more parcels than any shop has"))
	}
	return all, err
}

// Holds reports whether the bench still says of a parcel what was laid there.
// How far it is packed is not compared.
func (f *File) Holds(ctx context.Context, want data.BenchParcel) (bool, error) {
	var got data.BenchParcel
	var size int
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT length(CAST(number||name||company||postal||prefecture||street||building||country||
			wanted||slot||gift||note||items||post AS BLOB)) FROM parcels WHERE id=?`, want.ID).Scan(&size)
		if err != nil || size > longestText {
			return err
		}
		got, err = readParcel(ctx, tx, want.ID, "")
		return err
	})
	if err != nil || size > longestText {
		return false, err
	}
	return reflect.DeepEqual(laid(got), laid(want)), nil
}

// laid is what the owner decides of a parcel, without what packing changes.
func laid(p data.BenchParcel) data.BenchParcel {
	out := data.BenchParcel{ID: p.ID, Number: p.Number, Part: p.Part, Parts: p.Parts, To: p.To, Gift: p.Gift, Note: p.Note,
		Wanted: data.Wanted{Slot: p.Wanted.Slot}, Tracking: store.Day(p.Wanted.Date)}
	for _, it := range p.Items {
		it.Packed, it.ByHand = 0, 0
		it.Codes = slices.Clone(it.Codes)
		it.Set = slices.Clone(it.Set)
		for i := range it.Set {
			it.Set[i].Scanned = 0
		}
		if len(it.Codes) == 0 {
			it.Codes = nil
		}
		if len(it.Set) == 0 {
			it.Set = nil
		}
		out.Items = append(out.Items, it)
	}
	return out
}

// Rows lists what there is to pack: the earliest wanted first, then in the
// order it was laid there.
func (f *File) Rows(ctx context.Context) ([]data.BenchRow, error) {
	var all []data.BenchRow
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT id, number, part, parts, state, items FROM parcels ORDER BY wanted='', wanted, position", nil, func(scan store.Scanner) error {
			var r data.BenchRow
			var items string
			if err := scan(&r.ID, &r.Number, &r.Part, &r.Parts, &r.State, &items); err != nil {
				return err
			}
			list, err := readItems(items)
			for _, it := range list {
				r.Pieces += it.Quantity
			}
			all = append(all, r)
			return err
		})
	})
	return all, err
}

// readParcel gives one parcel whole. NotFound "fault.bench.gone".
func readParcel(ctx context.Context, tx *sql.Tx, id data.ParcelID, login string) (data.BenchParcel, error) {
	p := data.BenchParcel{ID: id}
	var wanted, items, post string
	a := &p.To.Address
	err := tx.QueryRowContext(ctx, `SELECT number, part, parts, state, name, company, postal, prefecture, street, building,
		country, wanted, slot, gift, carrier, note, items, labels, tracking, post,
		EXISTS (SELECT 1 FROM phones x WHERE x.parcel=parcels.id AND x.login=?) FROM parcels WHERE id=?`, login, id).
		Scan(&p.Number, &p.Part, &p.Parts, &p.State, &p.To.Name, &p.To.Company, &a.Postal, &a.Prefecture, &a.Street, &a.Building,
			&a.Country, &wanted, &p.Wanted.Slot, &p.Gift, &p.Carrier, &p.Note, &items, &p.Labels, &p.Tracking, &post, &p.HasPhone)
	if errors.Is(err, sql.ErrNoRows) {
		return p, &data.Fault{Kind: data.NotFound, Key: "fault.bench.gone", Err: err}
	}
	if err != nil {
		return p, err
	}
	p.Wanted.Date = store.FromDay(wanted)
	if p.Items, err = readItems(items); err == nil && post != "" {
		err = json.Unmarshal([]byte(post), &p.Post)
	}
	return p, err
}

func writePost(p data.PostBars) (string, error) {
	if !p.On {
		return "", nil
	}
	raw, err := json.Marshal(p)
	return string(raw), err
}

func readItems(raw string) ([]data.PackItem, error) {
	var items []data.PackItem
	err := json.Unmarshal([]byte(raw), &items)
	return items, err
}
