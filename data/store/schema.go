package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
)

// hostilePragmas keep a schema that somebody else wrote from running anything.
func hostilePragmas() []string { return []string{"trusted_schema=OFF", "cell_size_check=ON"} }

// checkSchema compares the file's schema with what our migrations make, name
// by name and word by word. A view, a trigger or a column more is Damaged.
func (db *DB) checkSchema(ctx context.Context, files fs.FS) error {
	var done int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil {
		return err
	}
	want, err := canonical(ctx, files, done)
	if err != nil {
		return err
	}
	got, err := schema(ctx, db.writer)
	if err != nil {
		return Damaged(err)
	}
	for name, text := range got {
		if want[name] != text {
			return Damaged(fmt.Errorf("schema: %s is not ours", name))
		}
	}
	if len(got) != len(want) {
		return Damaged(errors.New("schema: something is missing"))
	}
	return nil
}

// canonical is the schema after the first migrations.
func canonical(ctx context.Context, files fs.FS, first int) (map[string]string, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	if first < 1 || first > len(names) {
		return nil, Damaged(fmt.Errorf("schema %d of %d", first, len(names)))
	}
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, name := range names[:first] {
		script, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if _, err := db.ExecContext(ctx, string(script)); err != nil {
			return nil, err
		}
	}
	return schema(ctx, db)
}

func schema(ctx context.Context, db *sql.DB) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT substr(type||' '||name||' on '||tbl_name,1,500), substr(IFNULL(sql,''),1,20000) FROM sqlite_master LIMIT 500")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		all[name] = text
	}
	return all, rows.Err()
}
