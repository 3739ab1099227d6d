//go:build unix

package process

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

func replace(self string, args, env []string, hand *Held) error {
	keepNothingOpen()
	if claim, ok := hand.handOn(); ok {
		env = append(env, handedEnv+"="+claim)
	}
	if err := unix.Exec(self, args, env); err != nil {
		return fmt.Errorf("replace the process: %w", err)
	}
	return nil
}

// keepNothingOpen marks every descriptor but the standard ones to be closed by
// the exec: libraries in C do not always do so.
func keepNothingOpen() {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		for fd := 3; fd < 1024; fd++ {
			unix.CloseOnExec(fd)
		}
		return
	}
	for _, e := range entries {
		if fd, err := strconv.Atoi(e.Name()); err == nil && fd > 2 {
			unix.CloseOnExec(fd)
		}
	}
}
