//go:build unix

package process

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// Held is a descriptor that is only held open: the system waits for its end.
// Nothing is read from it or written to it.
type Held struct {
	mu sync.Mutex
	fd int // below 0 once it is let go
}

// Hold takes a descriptor over. It is not handed to any other program.
func Hold(fd int) *Held {
	unix.CloseOnExec(fd)
	return &Held{fd: fd}
}

// Close lets it go.
func (h *Held) Close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fd < 0 {
		return nil
	}
	fd := h.fd
	h.fd = -1
	return unix.Close(fd)
}

// handedEnv tells the fresh process which descriptor was left open for it.
const handedEnv = "NIFUDA_HANDED"

// handOn leaves the descriptor open over the exec, and says which it is and
// which file is behind it. One that is let go by now is not handed on.
func (h *Held) handOn() (claim string, ok bool) {
	if h == nil {
		return "", false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	is, ok := behind(h.fd)
	if !ok {
		return "", false
	}
	if _, err := unix.FcntlInt(uintptr(h.fd), unix.F_SETFD, 0); err != nil {
		return "", false
	}
	return strconv.Itoa(h.fd) + ":" + is, true
}

// Handed is what the process before left open for this one; nil when there is
// nothing. Only the first call finds it. The environment may say anything: what
// it names is taken only if it is the file it claims to be, and it is never
// more than held open and closed.
func Handed() *Held {
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
	return Hold(fd)
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
