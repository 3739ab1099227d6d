//go:build unix && !darwin

package capslock

import (
	"fmt"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// System asks the X server. on is false when it cannot be asked any more.
func System() (on func() bool, err error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("capslock: reach the X server: %w", err)
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	return func() bool {
		at, err := xproto.QueryPointer(conn, root).Reply()
		return err == nil && at.Mask&xproto.KeyButMaskLock != 0
	}, nil
}
