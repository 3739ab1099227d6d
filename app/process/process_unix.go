//go:build unix

package process

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// handedEnv tells the fresh process which descriptor was left open for it.
const handedEnv = "NIFUDA_HANDED"

func replace(self string, args, env []string, hand *os.File) error {
	keepNothingOpen()
	if claim, ok := handOn(hand); ok {
		env = append(env, handedEnv+"="+claim)
	}
	err := unix.Exec(self, args, env)
	runtime.KeepAlive(hand) // a file that is forgotten is closed
	return fmt.Errorf("replace the process: %w", err)
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

// handOn leaves one file open over the exec, and says which: its descriptor,
// and the file behind it. One that is closed by now is not handed on.
func handOn(hand *os.File) (claim string, ok bool) {
	if hand == nil {
		return "", false
	}
	raw, err := hand.SyscallConn()
	if err != nil {
		return "", false
	}
	_ = raw.Control(func(at uintptr) {
		var is string
		if is, ok = behind(int(at)); !ok {
			return
		}
		if _, err := unix.FcntlInt(at, unix.F_SETFD, 0); err != nil {
			ok = false
			return
		}
		claim = strconv.Itoa(int(at)) + ":" + is
	})
	return claim, ok
}

// Handed is the file that the process before left open for this one; nil when
// there is none. Only the first call finds it. The environment may say
// anything: what it names is taken only if it is the file it claims to be, and
// it is never more than held open and closed.
func Handed() *os.File {
	claim := os.Getenv(handedEnv)
	if os.Unsetenv(handedEnv) != nil || claim == "" {
		return nil
	}
	number, claimed, _ := strings.Cut(claim, ":")
	fd, err := strconv.Atoi(number)
	if err != nil || fd <= 2 {
		return nil
	}
	if is, ok := behind(fd); !ok || is != claimed {
		return nil
	}
	unix.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), "handed on")
}

// behind names the file behind a descriptor, as long as any process has it
// open.
func behind(fd int) (string, bool) {
	var s unix.Stat_t
	if err := unix.Fstat(fd, &s); err != nil {
		return "", false
	}
	return fmt.Sprintf("%d:%d:%o", s.Dev, s.Ino, s.Mode&unix.S_IFMT), true
}
