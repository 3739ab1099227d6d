package capture

import "github.com/ebitengine/purego/objc"

const sharingNone = 0 // NSWindowSharingNone

// exclude was written from Apple's headers and has only been compiled: nobody
// has run it yet.
func exclude(window uintptr) error {
	if window == 0 {
		return ErrWindow
	}
	objc.ID(window).Send(objc.RegisterName("setSharingType:"), uint(sharingNone))
	return nil
}
