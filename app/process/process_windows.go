package process

import (
	"fmt"
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

// harden turns off the crash dialog and its dump.
func harden() {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX)
}

// replace starts the fresh process and ends this one: Windows has no exec.
func replace(self string, args, env []string, _ *Held) error {
	cmd := exec.Command(self, args[1:]...)
	cmd.Env = env
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the fresh process: %w", err)
	}
	os.Exit(0)
	return nil
}

// Held is nothing here: Windows waits for an answer to a message instead.
type Held struct{}

// Close lets nothing go.
func (*Held) Close() error { return nil }

// Handed is what the process before left open: nothing.
func Handed() *Held { return nil }
