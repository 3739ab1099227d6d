package capture

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Of winuser.h. The first leaves the window out, from Windows 10 version 2004
// on; the second shows it black.
const (
	excludeFromCapture = 0x11 // WDA_EXCLUDEFROMCAPTURE
	monitorOnly        = 0x01 // WDA_MONITOR
)

func exclude(window uintptr) error {
	if window == 0 {
		return ErrWindow
	}
	set := windows.NewLazySystemDLL("user32.dll").NewProc("SetWindowDisplayAffinity")
	if err := set.Find(); err != nil {
		return fmt.Errorf("capture: %w", err)
	}
	if ok, _, _ := set.Call(window, excludeFromCapture); ok != 0 {
		return nil
	}
	if ok, _, err := set.Call(window, monitorOnly); ok == 0 {
		return fmt.Errorf("capture: ask Windows: %w", err)
	}
	return nil
}
