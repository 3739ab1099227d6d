package guard

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// patience is how long diskutil may take.
const patience = 10 * time.Second

// This is the computer the program runs on.
func This() System {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return System{Drive: drive, Env: os.Getenv, Home: home}
}

func drive(dir string) (Finding, error) {
	var at unix.Statfs_t
	if err := unix.Statfs(dir, &at); err != nil {
		return Finding{}, fmt.Errorf("the volume of a folder: %w", err)
	}
	system, device := unix.ByteSliceToString(at.Fstypename[:]), unix.ByteSliceToString(at.Mntfromname[:])
	switch {
	case at.Flags&unix.MNT_LOCAL == 0:
		return Finding{Network, system}, nil
	case strings.Contains(system, "fuse"):
		return Finding{Virtual, system}, nil
	case !strings.HasPrefix(device, "/dev/disk"):
		return Finding{Unknown, system}, nil
	}
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	said, err := exec.CommandContext(ctx, "/usr/sbin/diskutil", "info", "-plist", device).Output()
	if err != nil {
		return Finding{}, fmt.Errorf("ask diskutil: %w", err)
	}
	return diskutil(string(said))
}
