package wire

import (
	"fmt"
	"log/slog"
	"time"
)

// Entry is the log of one attempt. It is made of labels chosen by the adapter
// and of numbers, so nothing about a customer and no key can stand in it.
type Entry struct {
	Label   string // of the request, such as "colorme.sales"
	Attempt int    // 1-based
	Status  int    // HTTP status; 0 when there was no answer
	Bytes   int    // of the answer, unpacked
	Took    time.Duration
	Fault   string // translation key of how it failed; empty when it did not
}

// String is the one shape of a log line: colorme.sales try=1 status=200 bytes=1234 ms=56
func (e Entry) String() string {
	s := fmt.Sprintf("%s try=%d status=%d bytes=%d ms=%d", e.Label, e.Attempt, e.Status, e.Bytes, e.Took.Milliseconds())
	if e.Fault != "" {
		s += " fault=" + e.Fault
	}
	return s
}

// LogValue is the same for structured logs.
func (e Entry) LogValue() slog.Value { return slog.StringValue(e.String()) }
