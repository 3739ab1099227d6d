package capture

import (
	"errors"
	"os"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// TestWindowsLeavesTheWindowOut asks Windows afterwards what it has noted. Wine
// cannot, and that is told and not hidden.
func TestWindowsLeavesTheWindowOut(t *testing.T) {
	u := windows.NewLazySystemDLL("user32.dll")
	static := windows.StringToUTF16Ptr("STATIC")
	window, _, err := u.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(static)), 0, 0, 0, 0, 64, 64, 0, 0, 0, 0)
	if window == 0 {
		t.Fatal(err)
	}
	defer u.NewProc("DestroyWindow").Call(window)
	err = exclude(window)
	var noted uint32
	u.NewProc("GetWindowDisplayAffinity").Call(window, uintptr(unsafe.Pointer(&noted)))
	if done := noted == excludeFromCapture || noted == monitorOnly; done != (err == nil) {
		t.Errorf("noted %#x, told %v", noted, err)
	}
	if err != nil && os.Getenv("NIFUDA_WINE") == "" {
		t.Error(err)
	}
	if err := exclude(0); !errors.Is(err, ErrWindow) {
		t.Errorf("no window: %v", err)
	}
}
