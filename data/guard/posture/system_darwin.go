package posture

import "context"

// This is the computer the program runs on.
func This() Computer { return Mac{Ask: ask} }

// ask puts the questions of a Mac.
func ask(ctx context.Context, q Question) (string, int, error) {
	switch q {
	case askVault:
		return run(ctx, "/usr/bin/fdesetup", "status")
	case askSwap:
		return run(ctx, "/usr/sbin/sysctl", "vm.swapusage")
	case askSleep:
		return run(ctx, "/usr/bin/pmset", "-g")
	case askScreenLock:
		return run(ctx, "/usr/sbin/sysadminctl", "-screenLock", "status")
	}
	return "", 0, errNoQuestion
}
