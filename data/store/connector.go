package store

import (
	"context"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"

	sqlite3 "github.com/mutecomm/go-sqlcipher/v4"
)

// KeySize is the length of a file key: 32 bytes of AES key, 16 of salt.
const KeySize = 48

// connector opens connections to one encrypted file.
type connector struct {
	path    string
	key     func() []byte // lends the 48 bytes for the length of one call
	pragmas []string      // set after the key, in order
}

// Driver is the SQLite driver below; database/sql asks for it.
func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

// Connect keys a new connection before anything reads page 1. The DSN with the
// key lives as long as this call. The path is plain, not a URI: SQLite would
// keep a URI, key and all, for the life of the connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	key := c.key()
	if len(key) != KeySize {
		return nil, fmt.Errorf("file key of %d bytes", len(key))
	}
	if strings.ContainsRune(c.path, '?') {
		return nil, fmt.Errorf("a path with a question mark cannot be opened")
	}
	conn, err := (&sqlite3.SQLiteDriver{}).Open(c.path + "?_pragma_key=x'" + hex.EncodeToString(key) + "'")
	if err != nil {
		return nil, err
	}
	for _, p := range c.pragmas {
		if err := pragma(ctx, conn, p); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

func pragma(ctx context.Context, conn driver.Conn, p string) error {
	if _, err := conn.(driver.ExecerContext).ExecContext(ctx, "PRAGMA "+p, nil); err != nil {
		return fmt.Errorf("pragma %s: %w", p, err)
	}
	return nil
}

// everyConnection keeps plaintext out of temporary files and freed pages.
func everyConnection(own ...string) []string {
	return append([]string{
		"busy_timeout=5000", "temp_store=MEMORY", "foreign_keys=ON", "secure_delete=ON",
		"mmap_size=0", "cache_size=-65536",
	}, own...)
}

func writerPragmas() []string {
	return everyConnection("journal_mode=WAL", "synchronous=FULL")
}

// readerPragmas leave checkpoints to the writer: SQLite before 3.51.3 can lose
// frames when two connections start one at the same moment.
func readerPragmas() []string {
	return everyConnection("wal_autocheckpoint=0", "query_only=ON")
}
