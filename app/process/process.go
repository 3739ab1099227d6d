package process

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
)

// Harden closes the process to core dumps and, where the system can, to
// debuggers of the same user, and keeps values out of crash reports. It is the
// first call of main. What a system cannot do is not an error.
func Harden() {
	debug.SetTraceback("none")
	harden()
}

// Replace puts a fresh Nifuda in this process's place, with the same arguments
// and more after them. It returns only when that failed; then the caller must
// end the process.
func Replace(more ...string) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find our own program: %w", err)
	}
	return replace(self, append(slices.Clone(os.Args), more...), os.Environ())
}
