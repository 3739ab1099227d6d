package house

import (
	"errors"
	"os"

	"nifuda/data"
)

// chosen opens a file that a person chose, and says how long it is. What is no
// plain file is not opened: a pipe would be waited for. It fails with NotFound
// missing and with Invalid foreign.
func chosen(path, missing, foreign string) (f *os.File, size int64, err error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, 0, &data.Fault{Kind: data.Invalid, Key: foreign}
	}
	if err == nil {
		f, err = os.Open(path)
	}
	if err != nil { // without its path, which may name a customer
		return nil, 0, &data.Fault{Kind: data.NotFound, Key: missing, Err: errors.Unwrap(err)}
	}
	return f, info.Size(), nil
}
