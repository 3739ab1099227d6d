package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nifuda/data"
)

const (
	ledgerName   = "ledger.db"
	asideName    = "aside"    // folder of the vaults that were there before one was put back
	half         = ".new"     // ends the name of a vault that is being laid there
	restoredName = "restored" // stands in a vault that was put back, until somebody has signed in
)

// Install puts a vault back from its key file and its encrypted ledger. A vault
// that is there already is moved aside, never removed: what a damaged one still
// holds may be wanted. Its bench comes along when it is the same vault's. It
// fails with Damaged "fault.backup.damaged" for a key file that is not ours.
func Install(root string, keys []byte, ledger io.Reader, now time.Time) error {
	k, err := decode(keys)
	if err != nil {
		return &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged", Err: err}
	}
	name := strings.ToLower(k.Vault)
	if name != filepath.Base(name) || strings.HasPrefix(name, ".") {
		return &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged", Err: errors.New("a vault's id that is no name")}
	}
	fresh := filepath.Join(root, asideName, name+half) // where nobody looks for a vault
	if err := lay(fresh, keys, ledger); err != nil {
		return diskFault(errors.Join(err, os.RemoveAll(fresh)))
	}
	old, err := find(root)
	if err != nil {
		return err
	}
	here := filepath.Join(root, name)
	if _, err := os.Lstat(here); err == nil && !slices.Contains(old, here) {
		old = append(old, here) // it has lost its key file
	}
	if slices.Contains(old, here) {
		if err := bringBench(here, fresh); err != nil {
			return diskFault(err)
		}
	}
	back, err := setAside(root, old, now)
	if err == nil {
		err = os.Rename(fresh, here)
	}
	if err != nil {
		return diskFault(errors.Join(err, back()))
	}
	return diskFault(syncDir(root))
}

// finishInstall puts a vault in its place that was whole but not there yet: the
// one before it had been moved aside when the power went.
func finishInstall(root string) error {
	whole, err := filepath.Glob(filepath.Join(root, asideName, "*"+half, keysName))
	if err != nil || len(whole) != 1 {
		return err
	}
	fresh := filepath.Dir(whole[0])
	here := filepath.Join(root, strings.TrimSuffix(filepath.Base(fresh), half))
	return errors.Join(os.Rename(fresh, here), syncDir(root))
}

// lay writes the folder of a vault anew. keys.json comes last: without it the
// folder is none.
func lay(dir string, keys []byte, ledger io.Reader) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := spool(filepath.Join(dir, ledgerName), ledger); err != nil {
		return fmt.Errorf("put the ledger back: %w", err)
	}
	if err := writeSynced(filepath.Join(dir, restoredName), nil); err != nil {
		return err
	}
	return replaceFile(dir, keysName, "", keys)
}

func spool(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// bringBench copies what packers did since: the ledger that comes back may
// still take it over. A bench that cannot be read stays behind, with the damaged
// vault; that the drive is full is told.
func bringBench(from, to string) error {
	names := []string{"bench.db", "bench.db-wal", "bench.db.mark"}
	for _, name := range names {
		f, err := os.Open(filepath.Join(from, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = errors.Join(spool(filepath.Join(to, name), f), f.Close())
		}
		if err == nil {
			continue
		}
		if data.KindOf(data.Disk(err)) == data.Full {
			return err
		}
		for _, half := range names {
			if err := os.Remove(filepath.Join(to, half)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	}
	return nil
}

// setAside moves folders away and gives the way back.
func setAside(root string, dirs []string, now time.Time) (back func() error, err error) {
	moved := map[string]string{}
	back = func() (err error) {
		for from, to := range moved {
			err = errors.Join(err, os.Rename(to, from))
		}
		return err
	}
	for _, dir := range dirs {
		to := filepath.Join(root, asideName, filepath.Base(dir)+"-"+now.UTC().Format(asideTime))
		if err := os.Rename(dir, to); err != nil {
			return back, err
		}
		moved[dir] = to
	}
	return back, nil
}

// KeyFile gives the bytes of keys.json, for a backup.
func (v *Vault) KeyFile() ([]byte, error) {
	raw, err := readBounded(filepath.Join(v.dir, keysName), maxKeysSize)
	return raw, diskFault(err)
}

// Restored reports whether the vault was put back from a backup and nobody has
// signed in since; Settled ends that.
func (v *Vault) Restored() bool {
	_, err := os.Stat(filepath.Join(v.dir, restoredName))
	return err == nil
}

// Settled notes that somebody signed in after the vault was put back.
func (v *Vault) Settled() error {
	err := os.Remove(filepath.Join(v.dir, restoredName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return diskFault(err)
}

// DropAside removes what was moved aside of a vault before a moment: what could
// be taken from it has been, and it holds customers too. One that was never put
// in place goes too. What another business left there stays. It gives how many
// went.
func DropAside(vault string, before time.Time) (n int, err error) {
	dir := filepath.Join(filepath.Dir(vault), asideName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, e := range entries {
		name, at, _ := strings.Cut(e.Name(), "-")
		if strings.TrimSuffix(name, half) != filepath.Base(vault) {
			continue
		}
		moved, parsed := time.Parse(asideTime, at)
		if !strings.HasSuffix(e.Name(), half) && (parsed != nil || !moved.Before(before)) {
			continue
		}
		if gone := os.RemoveAll(filepath.Join(dir, e.Name())); gone != nil {
			err = errors.Join(err, gone)
			continue
		}
		n++
	}
	return n, diskFault(err)
}

// asideTime is how the moment stands in the name of a vault that was moved
// aside, in UTC.
const asideTime = "20060102T150405.000"
