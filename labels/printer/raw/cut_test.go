package raw

import (
	"bytes"
	"context"
	"io"
	"net"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// TestACancelInTheMiddleOfAPageEndsItBeforeHangingUp has a printer that stops
// reading in the middle, and reads on after the cancel.
func TestACancelInTheMiddleOfAPageEndsItBeforeHangingUp(t *testing.T) {
	for name, l := range map[string]language{"ZPL": zpl{}, "TSPL": tspl{}, "Brother": brother{}} {
		t.Run(name, func(t *testing.T) {
			here, there := net.Pipe()
			ctx, cancel := context.WithCancel(t.Context())
			heard := make(chan []byte)
			go func() {
				_, _ = io.ReadFull(there, make([]byte, 50))
				cancel()
				time.Sleep(50 * time.Millisecond) // the deadline is in the past by now
				b, _ := io.ReadAll(there)
				heard <- b
			}()
			r := &run{c: New(Config{}), l: l, conn: here, mute: true, tell: func(printer.Progress) {},
				j: Job{Address: "socket://printer", Manner: data.Manner{}, Pages: 1, Draw: func(int) (*raster.Bits, Paper, error) {
					return raster.NewBits(696, 1109), Paper{62, 100}, nil
				}}}
			err := r.page(ctx, 0)
			if data.KeyOf(err) != printer.Halted || !r.at.Sent || r.at.Unsure != 1 {
				t.Errorf("got %+v, %v", r.at, err)
			}
			r.hangUp()
			if got := <-heard; !bytes.HasSuffix(got, l.drop()) {
				t.Errorf("the printer heard %d bytes that do not have it forget the page", len(got))
			}
		})
	}
}
