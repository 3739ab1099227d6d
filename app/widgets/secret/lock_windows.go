package secret

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// lock asks the system not to swap the bytes. It stays until the process ends.
func lock(b []byte) error {
	return windows.VirtualLock(uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(b)))
}
