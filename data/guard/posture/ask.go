package posture

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"time"
)

// Question is a program of the system that is asked something, in full. There
// are no others: nothing that is found goes into one.
type Question string

// The questions.
const (
	askMount        Question = "may we mount"                     // Linux: polkit, whether mounting needs an administrator
	askGnomeLock    Question = "org.gnome.desktop.screensaver"    // Linux: lock-enabled
	askGnomeIdle    Question = "org.gnome.desktop.session"        // Linux: idle-delay, in seconds
	askCinnamonLock Question = "org.cinnamon.desktop.screensaver" // Linux: lock-enabled
	askCinnamonIdle Question = "org.cinnamon.desktop.session"     // Linux: idle-delay, in seconds
	askMateLock     Question = "org.mate.screensaver"             // Linux: lock-enabled
	askMateIdle     Question = "org.mate.session"                 // Linux: idle-delay, in minutes
	askVault        Question = "fdesetup status"                  // macOS: FileVault
	askSwap         Question = "sysctl vm.swapusage"              // macOS
	askSleep        Question = "pmset -g"                         // macOS: hibernatemode
	askScreenLock   Question = "sysadminctl -screenLock status"   // macOS
)

// Ask asks the system. The code is that with which the program ended; an error
// means that it could not be asked.
type Ask func(ctx context.Context, q Question) (said string, code int, err error)

// patience is how long a question may take.
const patience = 5 * time.Second

// enough is how much of an answer is read, in bytes.
const enough = 64 << 10

var errNoQuestion = errors.New("posture: no such question on this system")

// run starts a program and waits for its answer.
func run(ctx context.Context, name string, args ...string) (string, int, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	said := &bounded{}
	c := exec.CommandContext(ctx, name, args...)
	c.Stdout, c.Stderr = said, said
	c.WaitDelay = time.Second
	err := c.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ctx.Err() == nil && ended.ExitCode() >= 0 {
		return said.String(), ended.ExitCode(), nil
	}
	return said.String(), 0, err
}

// bounded keeps the beginning of what is written to it.
type bounded struct{ bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if room := enough - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Nobody answers no question.
func Nobody(context.Context, Question) (string, int, error) { return "", 0, errNoQuestion }
