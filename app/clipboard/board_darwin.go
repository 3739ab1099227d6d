package clipboard

import (
	"errors"

	"github.com/ebitengine/purego/objc"
)

// Of NSPasteboard.h and nspasteboard.org. This was written from Apple's headers
// and has only been compiled: nobody has run it yet.
const (
	thisComputerAlone = 1 // NSPasteboardContentsCurrentHostOnly
	textType          = "public.utf8-plain-text"
)

// hints say that nothing of it is to be kept; what they hold does not matter.
var hints = []string{"org.nspasteboard.ConcealedType", "org.nspasteboard.TransientType"}

func system(words string) (withdraw func(), err error) {
	board := general()
	if board == 0 {
		return nil, errors.New("clipboard: no pasteboard")
	}
	board.Send(objc.RegisterName("prepareForNewContentsWithOptions:"), uint(thisComputerAlone))
	for _, hint := range hints {
		set(board, hint, "")
	}
	if !set(board, textType, words) {
		return nil, errNobody
	}
	number := count(board)
	return func() {
		if board := general(); count(board) == number {
			board.Send(objc.RegisterName("clearContents"))
		}
	}, nil
}

func general() objc.ID {
	return objc.ID(objc.GetClass("NSPasteboard")).Send(objc.RegisterName("generalPasteboard"))
}

// count is how often anybody has copied since the computer was switched on.
func count(board objc.ID) int { return objc.Send[int](board, objc.RegisterName("changeCount")) }

func set(board objc.ID, kind, words string) bool {
	k, w := text(kind), text(words)
	defer k.Send(objc.RegisterName("release"))
	defer w.Send(objc.RegisterName("release"))
	return objc.Send[bool](board, objc.RegisterName("setString:forType:"), w, k)
}

func text(s string) objc.ID {
	raw := objc.ID(objc.GetClass("NSString")).Send(objc.RegisterName("alloc"))
	return raw.Send(objc.RegisterName("initWithUTF8String:"), s)
}
