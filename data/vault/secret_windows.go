package vault

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// lockedPages takes whole pages outside the Go heap. A refused VirtualLock is
// not an error: the pages may then be swapped.
func lockedPages(size int) ([]byte, error) {
	const page = 4096
	n := uintptr((size + page - 1) / page * page)
	addr, err := windows.VirtualAlloc(0, n, windows.MEM_COMMIT|windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return nil, fmt.Errorf("allocate pages for a secret: %w", err)
	}
	_ = windows.VirtualLock(addr, n)
	// The address is the system's, not the collector's: read it as a pointer as it is.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), n), nil
}

func freePages(b []byte) {
	addr := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	_ = windows.VirtualUnlock(addr, uintptr(len(b)))
	_ = windows.VirtualFree(addr, 0, windows.MEM_RELEASE)
}
