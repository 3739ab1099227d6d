package capture

import (
	"errors"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// TestWindowsLeavesTheWindowOut asks Windows afterwards what it has noted. Wine
// takes the wish and notes nothing.
func TestWindowsLeavesTheWindowOut(t *testing.T) {
	u := windows.NewLazySystemDLL("user32.dll")
	static := windows.StringToUTF16Ptr("STATIC")
	window, _, err := u.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(static)), 0, 0, 0, 0, 64, 64, 0, 0, 0, 0)
	if window == 0 {
		t.Fatal(err)
	}
	defer u.NewProc("DestroyWindow").Call(window)
	if err := exclude(window); err != nil {
		t.Error(err)
	}
	var noted uint32
	u.NewProc("GetWindowDisplayAffinity").Call(window, uintptr(unsafe.Pointer(&noted)))
	t.Logf("noted %#x", noted)
	if err := exclude(0); !errors.Is(err, ErrWindow) {
		t.Errorf("no window: %v", err)
	}
}
