//go:build unix && !linux

package process

import "golang.org/x/sys/unix"

func harden() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
