package process

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sync"
)

// Harden closes the process to core dumps and, where the system can, to
// debuggers of the same user, and keeps values out of crash reports. It is the
// first call of main. What a system cannot do is not an error.
func Harden() {
	debug.SetTraceback("none")
	harden()
}

// replacing is held by the one who replaces the process: of two who want to,
// the second would start another Nifuda where there is no exec.
var replacing sync.Mutex

// Replace puts a fresh Nifuda in this process's place, with the same arguments
// and more after them. What is to be held on is left open for it, and it finds
// that with Handed; nil is nothing. It returns only when that failed; then the
// caller must end the process.
func Replace(hand *Held, more ...string) error {
	replacing.Lock() // and never let go, but after a failure
	defer replacing.Unlock()
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find our own program: %w", err)
	}
	return replace(self, append(slices.Clone(os.Args), more...), os.Environ(), hand)
}
