package idle

import (
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Lines are the lines of this system.
func Lines(hold *Hold, now func() time.Time) []Line[Cause] {
	return []Line[Cause]{Clocks(now), session(hold)}
}

// System is the source of Windows.
func System() (Source, error) {
	user, kernel := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	return &lastInput{user.NewProc("GetLastInputInfo"), kernel.NewProc("GetTickCount")}, nil
}

type lastInput struct{ info, ticks *windows.LazyProc }

// Idle subtracts in 32 bits, as both counters wrap after 49 days.
func (l *lastInput) Idle() (time.Duration, error) {
	var in struct{ size, at uint32 }
	in.size = uint32(unsafe.Sizeof(in))
	if ok, _, err := l.info.Call(uintptr(unsafe.Pointer(&in))); ok == 0 {
		return 0, fmt.Errorf("idle: ask Windows: %w", err)
	}
	now, _, _ := l.ticks.Call()
	return time.Duration(uint32(now)-in.at) * time.Millisecond, nil
}

func (l *lastInput) Close() {}
