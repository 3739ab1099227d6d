package idle

import "unsafe"

// pointedTo reads the pointer that stands at an address of a loaded library,
// which is no memory of ours.
func pointedTo(address uintptr) uintptr {
	return **(**uintptr)(unsafe.Pointer(&address))
}
