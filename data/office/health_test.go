package office

import (
	"strings"
	"testing"
)

func TestTheLedgerTellsItsEngine(t *testing.T) {
	desk := opened(t)
	e, err := desk.Engine(t.Context())
	if err != nil || !strings.HasPrefix(e.Cipher, "4.") || !strings.HasPrefix(e.SQLite, "3.") {
		t.Errorf("got %+v, %v", e, err)
	}
}
