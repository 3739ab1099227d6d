package house

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"nifuda/data"
	"nifuda/data/postal"
)

// The owner's table of postal codes lies in the vault's folder under a name of
// its own, so that the one before stays until the ledger names the new one.
const (
	postalStart = "postal-"
	postalEnd   = ".gz"
	mostPostal  = 16 << 20 // in bytes; a packed table has less than one
)

// atlas is the table of postal codes of a session: the owner's, or else the one
// that came with the program.
type atlas struct {
	mu      sync.Mutex
	bundled func() (*postal.Table, error)
	kept    data.PostalKept
	own     *postal.Table // what kept names, once it was read
	fault   string        // why it could not be
	read    []byte        // a file that was read and not taken yet, packed
}

// table gives the table that is used.
func (s *Session) table() (*postal.Table, error) {
	s.atlas.mu.Lock()
	defer s.atlas.mu.Unlock()
	return s.used()
}

// used is table with the lock held. The owner's is read when it is first asked
// for; one that is gone or is another than she took is not used.
func (s *Session) used() (*postal.Table, error) {
	a := s.atlas
	if a.kept.Sum != "" && a.own == nil && a.fault == "" {
		own, err := s.readKept(a.kept)
		if err != nil {
			a.fault = "fault.postal.lost"
		}
		a.own = own
	}
	if a.own != nil {
		return a.own, nil
	}
	return a.bundled()
}

func (s *Session) readKept(k data.PostalKept) (*postal.Table, error) {
	f, err := os.Open(s.postalPath(k.Sum))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	packed, err := io.ReadAll(io.LimitReader(f, mostPostal))
	if err != nil {
		return nil, err
	}
	if sumOf(packed) != k.Sum {
		return nil, errors.New("another table than the one that was taken")
	}
	return postal.Read(packed)
}

func sumOf(packed []byte) string {
	sum := sha256.Sum256(packed)
	return hex.EncodeToString(sum[:])
}

func (s *Session) postalPath(sum string) string {
	return filepath.Join(s.keys.Vault().Dir(), postalStart+sum[:min(16, len(sum))]+postalEnd)
}

// PostalTable says which table of postal codes is used.
func (s *Session) PostalTable(context.Context) (data.PostalTable, error) {
	s.atlas.mu.Lock()
	defer s.atlas.mu.Unlock()
	t, err := s.used()
	if err != nil {
		return data.PostalTable{}, err
	}
	is := data.PostalTable{Own: s.atlas.own != nil, Fault: s.atlas.fault, Towns: t.Towns()}
	if is.Own {
		is.Taken = s.atlas.kept.Taken
	}
	return is, nil
}

// ReadPostal reads Japan Post's table from a file and says what it would change;
// TakePostal takes it. Faults: NotFound "fault.postal.missing", Invalid
// "fault.postal.foreign", "fault.postal.part" and "fault.postal.large".
func (s *Session) ReadPostal(ctx context.Context, path string) (data.PostalNews, error) {
	packed, err := packedFrom(path)
	if err != nil {
		return data.PostalNews{}, err
	}
	fresh, err := postal.Read(packed)
	if err != nil {
		return data.PostalNews{}, foreign(err)
	}
	s.atlas.mu.Lock()
	defer s.atlas.mu.Unlock()
	before, err := s.used()
	if err != nil {
		return data.PostalNews{}, err
	}
	change, err := fresh.Since(before)
	if err != nil {
		return data.PostalNews{}, foreign(err)
	}
	if err := ctx.Err(); err != nil {
		return data.PostalNews{}, &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: err}
	}
	s.atlas.read = packed
	return data.PostalNews{Sum: sumOf(packed), Towns: change.Towns, Before: change.Before, New: written(change.New), Gone: written(change.Gone)}, nil
}

func written(all []postal.Place) []string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = p.Prefecture + p.City + p.Town
	}
	return out
}

func packedFrom(path string) ([]byte, error) {
	f, size, err := chosen(path, "fault.postal.missing", "fault.postal.foreign")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	packed, err := postal.Post(f, size)
	return packed, foreign(err)
}

func foreign(err error) error {
	for _, known := range []struct {
		err error
		key string
	}{{postal.ErrForeign, "fault.postal.foreign"}, {postal.ErrPart, "fault.postal.part"}, {postal.ErrLarge, "fault.postal.large"}} {
		if errors.Is(err, known.err) {
			return &data.Fault{Kind: data.Invalid, Key: known.key, Err: err}
		}
	}
	return data.Disk(err)
}

// TakePostal uses the table that ReadPostal read last, which sum names. Faults:
// Invalid "fault.postal.again" when it is another one, and those of guard.Gate.
func (s *Session) TakePostal(ctx context.Context, sum string) error {
	if err := s.take(ctx, sum); err != nil {
		return err
	}
	return s.office.Settle(ctx) // the bench prints barcodes by it
}

func (s *Session) take(ctx context.Context, sum string) error {
	s.atlas.mu.Lock()
	defer s.atlas.mu.Unlock()
	packed := s.atlas.read
	if packed == nil || sumOf(packed) != sum {
		return &data.Fault{Kind: data.Invalid, Key: "fault.postal.again"}
	}
	own, err := postal.Read(packed)
	if err != nil {
		return err
	}
	if err := s.gate.Replace(s.postalPath(sum), packed); err != nil {
		return err
	}
	kept := data.PostalKept{Sum: sum, Taken: s.now()}
	e := data.Event{Login: s.Login(), Kind: data.EventPostal, Args: map[string]string{"n": strconv.Itoa(own.Towns())}}
	if err := s.ledger.SavePostal(ctx, kept, e); err != nil {
		return err
	}
	s.atlas.kept, s.atlas.own, s.atlas.fault, s.atlas.read = kept, own, "", nil
	return s.dropTables(sum)
}

// DropPostal goes back to the table that came with the program.
func (s *Session) DropPostal(ctx context.Context) error {
	if err := s.drop(ctx); err != nil {
		return err
	}
	return s.office.Settle(ctx)
}

func (s *Session) drop(ctx context.Context) error {
	s.atlas.mu.Lock()
	defer s.atlas.mu.Unlock()
	if err := s.ledger.SavePostal(ctx, data.PostalKept{}, data.Event{Login: s.Login(), Kind: data.EventPostalBack}); err != nil {
		return err
	}
	s.atlas.kept, s.atlas.own, s.atlas.fault, s.atlas.read = data.PostalKept{}, nil, "", nil
	return s.dropTables("")
}

// dropTables removes the tables that the ledger names no more.
func (s *Session) dropTables(but string) error {
	dir := s.keys.Vault().Dir()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return data.Disk(err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if strings.HasPrefix(e.Name(), postalStart) && (but == "" || path != s.postalPath(but)) {
			if err := os.Remove(path); err != nil {
				return data.Disk(err)
			}
		}
	}
	return nil
}

// FindPostal lists the files in a folder that are called as Japan Post's are.
func FindPostal(folder string) []string {
	entries, _ := os.ReadDir(folder) // one that cannot be read has none
	var all []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if e.Type().IsRegular() && strings.Contains(name, "ken_all") && (strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".csv")) {
			all = append(all, filepath.Join(folder, e.Name()))
		}
	}
	return all
}
