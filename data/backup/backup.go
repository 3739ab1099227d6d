package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"nifuda/data"
)

// The members of the file, in this order.
const (
	headName   = "backup.json"
	keysName   = "keys.json"
	ledgerName = "ledger.db"
)

// format is the only one there is.
const format = 1

// seal is what stands after the tar's end, before the digest in hex.
const seal = "nifuda backup sha256 "

// Limits of what is read: a backup is read before anything in it is trusted.
const (
	maxHead = 4 << 10
	maxKeys = 1 << 20
	// MaxLedger is the largest ledger that is taken, in bytes. SQLite's own
	// limit is higher; no small shop comes near this.
	MaxLedger = 64 << 30
)

// Head says whose backup it is and of when.
type Head struct {
	Format int       `json:"format"`
	Vault  string    `json:"vault"`
	At     time.Time `json:"at"`
}

// Write writes a backup: the key file's bytes and size bytes of an encrypted
// ledger.
func Write(w io.Writer, vault string, at time.Time, keys []byte, ledger io.Reader, size int64) error {
	sum := sha256.New()
	t := tar.NewWriter(io.MultiWriter(w, sum))
	head, err := json.Marshal(Head{format, vault, at.UTC()})
	if err != nil {
		return err
	}
	for _, m := range []struct {
		name string
		size int64
		r    io.Reader
	}{{headName, int64(len(head)), bytes.NewReader(head)}, {keysName, int64(len(keys)), bytes.NewReader(keys)}, {ledgerName, size, ledger}} {
		if err := t.WriteHeader(&tar.Header{Name: m.name, Mode: 0o600, Size: m.size, ModTime: at, Format: tar.FormatPAX}); err != nil {
			return fmt.Errorf("write the backup's %s: %w", m.name, err)
		}
		if _, err := io.CopyN(t, m.r, m.size); err != nil {
			return fmt.Errorf("write the backup's %s: %w", m.name, err)
		}
	}
	if err := t.Close(); err != nil {
		return fmt.Errorf("end the backup: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s%s\n", seal, hex.EncodeToString(sum.Sum(nil)))
	return err
}

// tail is how many bytes stand after the tar's end.
const tail = len(seal) + 2*sha256.Size + 1

// Archive is a backup whose every byte is the one that was written.
type Archive struct {
	Head   Head
	Keys   []byte
	ledger *io.SectionReader
}

// Ledger reads the encrypted ledger, from its start.
func (a *Archive) Ledger() io.Reader {
	return io.NewSectionReader(a.ledger, 0, a.ledger.Size())
}

// Read checks the digest over a backup of so many bytes, then takes it apart.
// It fails with Damaged "fault.backup.damaged" when a byte is not the one that
// was written, with Invalid "fault.backup.foreign" for what is no backup, and
// with Invalid "fault.backup.newer" for one of a later version.
func Read(r io.ReaderAt, size int64) (*Archive, error) {
	body, err := sealed(r, size)
	if err != nil {
		return nil, err
	}
	a := &Archive{}
	for i, want := range []string{headName, keysName, ledgerName} {
		at, member, err := next(body, want)
		if err != nil {
			return nil, foreign(err)
		}
		switch i {
		case 0:
			err = a.head(at)
		case 1:
			a.Keys, err = whole(at, maxKeys)
		default:
			a.ledger = at
		}
		if err != nil {
			return nil, err
		}
		body = member
	}
	return a, nil
}

func (a *Archive) head(at *io.SectionReader) error {
	raw, err := whole(at, maxHead)
	if err == nil {
		err = json.Unmarshal(raw, &a.Head)
	}
	if err != nil {
		return foreign(err)
	}
	if a.Head.Format > format {
		return &data.Fault{Kind: data.Invalid, Key: "fault.backup.newer"}
	}
	if a.Head.Format < 1 || a.Head.Vault == "" {
		return foreign(errors.New("no vault in it"))
	}
	return nil
}

// next finds the member that stands first, which must have the name, and what
// follows it.
func next(body *io.SectionReader, want string) (member, rest *io.SectionReader, err error) {
	count := &counter{r: io.NewSectionReader(body, 0, body.Size())}
	t := tar.NewReader(count)
	h, err := t.Next()
	if err != nil {
		return nil, nil, err
	}
	if h.Name != want || h.Typeflag != tar.TypeReg || h.Size < 0 || h.Size > MaxLedger || h.Size > body.Size()-count.n {
		return nil, nil, fmt.Errorf("%s of %d bytes where %s should be", h.Name, h.Size, want)
	}
	padded := count.n + (h.Size+511)/512*512
	return io.NewSectionReader(body, count.n, h.Size), io.NewSectionReader(body, padded, body.Size()-padded), nil
}

// counter knows how far it was read: a tar reader stops right before a member.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func whole(at *io.SectionReader, limit int64) ([]byte, error) {
	if at.Size() > limit {
		return nil, foreign(fmt.Errorf("%d bytes where %d would be many", at.Size(), limit))
	}
	return io.ReadAll(at)
}

// sealed compares the digest and gives what it is over.
func sealed(r io.ReaderAt, size int64) (*io.SectionReader, error) {
	if size <= int64(tail) {
		return nil, foreign(fmt.Errorf("%d bytes", size))
	}
	end := make([]byte, tail)
	if _, err := r.ReadAt(end, size-int64(tail)); err != nil && !errors.Is(err, io.EOF) {
		return nil, data.Disk(err)
	}
	body := io.NewSectionReader(r, 0, size-int64(tail))
	if !bytes.HasPrefix(end, []byte(seal)) && !ours(body) {
		return nil, foreign(errors.New("no seal"))
	}
	sum, err := digest(body)
	if err != nil {
		return nil, data.Disk(err)
	}
	if want := seal + hex.EncodeToString(sum.Sum(nil)) + "\n"; string(end) != want {
		return nil, &data.Fault{Kind: data.Damaged, Key: "fault.backup.damaged", Err: errors.New("the digest does not match")}
	}
	return body, nil
}

// ours reports whether a file without its seal begins like a backup: then it is
// one that was cut or damaged.
func ours(body *io.SectionReader) bool {
	head := make([]byte, 512+len(headName))
	n, _ := body.ReadAt(head, 0)
	return bytes.Contains(head[:n], []byte(headName))
}

func digest(body *io.SectionReader) (hash.Hash, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, io.NewSectionReader(body, 0, body.Size()))
	return sum, err
}

func foreign(err error) error {
	if data.KeyOf(err) != "fault.internal" {
		return err
	}
	return &data.Fault{Kind: data.Invalid, Key: "fault.backup.foreign", Err: err}
}
