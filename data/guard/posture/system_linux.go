package posture

import (
	"context"
	"os"
	"strconv"

	"nifuda/data/guard"
)

// This is the computer the program runs on.
func This() Computer {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return Linux{Root: "/", Disks: guard.Linux{Mounts: guard.Mounts, Sys: "/sys"}, Home: home, Desktop: os.Getenv("XDG_CURRENT_DESKTOP"), Ask: ask}
}

// ask puts the questions of a Linux.
func ask(ctx context.Context, q Question) (string, int, error) {
	switch q {
	case askMount:
		return run(ctx, "/usr/bin/pkcheck", "--action-id", "org.freedesktop.udisks2.filesystem-mount", "--process", strconv.Itoa(os.Getpid()))
	case askGnomeLock, askCinnamonLock, askMateLock:
		return run(ctx, "/usr/bin/gsettings", "get", string(q), "lock-enabled")
	case askGnomeIdle, askCinnamonIdle, askMateIdle:
		return run(ctx, "/usr/bin/gsettings", "get", string(q), "idle-delay")
	}
	return "", 0, errNoQuestion
}
