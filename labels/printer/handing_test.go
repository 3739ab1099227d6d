package printer

import (
	"testing"
	"time"
)

func TestTheLockWaitsForADocumentThatIsOnItsWay(t *testing.T) {
	var u Handing
	end := u.Begin()
	began := time.Now()
	if u.Settle(20 * time.Millisecond); time.Since(began) < 20*time.Millisecond {
		t.Error("did not wait")
	}
	done := make(chan struct{})
	go func() { u.Settle(time.Minute); close(done) }()
	end()
	<-done
	u.Settle(time.Minute) // nothing on its way
}
