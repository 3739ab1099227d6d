package clipboard

import (
	"fmt"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// How often and how long apart the clipboard is tried while another program has
// it open: programs that watch it do so for a moment after every copy. Together
// it is less than a lock may wait.
const (
	tries = 30
	pause = 10 * time.Millisecond
)

const unicodeText = 13 // CF_UNICODETEXT

// excluding is on the clipboard to say that nothing of it is to be kept; what it
// holds does not matter. The other two hold a DWORD of 0: no.
const excluding = "ExcludeClipboardContentFromMonitorProcessing"

var noes = []string{"CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"}

func system(words string) (withdraw func(), err error) {
	number, err := put(words)
	if err != nil {
		return nil, err
	}
	return func() { takeAway(number) }, nil
}

// put gives Windows its own copy of the words and tells how the clipboard is
// numbered with it. It needs a window, which is gone again afterwards: Windows
// would ask it before it lets anybody else copy.
func put(words string) (number uint32, err error) {
	text, err := windows.UTF16FromString(words)
	if err != nil {
		return 0, fmt.Errorf("clipboard: %w", err) // a NUL, which nobody typed
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p := procs()
	static := windows.StringToUTF16Ptr("STATIC")
	const messagesAlone = ^uintptr(2) // HWND_MESSAGE
	window, _, err := p.window.Call(0, uintptr(unsafe.Pointer(static)), 0, 0, 0, 0, 0, 0, messagesAlone, 0, 0, 0)
	if window == 0 {
		return 0, fmt.Errorf("clipboard: open a window: %w", err)
	}
	defer p.destroy.Call(window)
	if err := open(window); err != nil {
		return 0, err
	}
	err = fill(text)
	p.close.Call()
	if err != nil {
		return 0, err
	}
	at, _, _ := p.number.Call()
	if owner, _, _ := p.owner.Call(); owner != window {
		return 0, errNobody // the number may be theirs
	}
	return uint32(at), nil
}

// open waits a little for a program that has the clipboard open.
func open(window uintptr) error {
	for i := range tries {
		ok, _, err := procs().open.Call(window)
		if ok != 0 {
			return nil
		}
		if i == tries-1 {
			return fmt.Errorf("clipboard: open it: %w", err)
		}
		time.Sleep(pause)
	}
	return nil
}

// fill puts the hints first: nobody sees the words without them.
func fill(text []uint16) error {
	p := procs()
	if ok, _, err := p.empty.Call(); ok == 0 {
		return fmt.Errorf("clipboard: empty it: %w", err)
	}
	for _, name := range append([]string{excluding}, noes...) {
		format, _, err := p.register.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr(name))))
		if format == 0 {
			return fmt.Errorf("clipboard: name a hint: %w", err)
		}
		if err := set(format, []uint16{0, 0}); err != nil {
			return err
		}
	}
	if err := set(unicodeText, text); err != nil {
		p.empty.Call()
		return err
	}
	return nil
}

// set gives a piece of memory to the clipboard, whose it is from then on.
func set(format uintptr, value []uint16) error {
	p := procs()
	const movable = 0x0002 // GMEM_MOVEABLE
	memory, _, err := p.alloc.Call(movable, uintptr(len(value)*2))
	if memory == 0 {
		return fmt.Errorf("clipboard: ask for memory: %w", err)
	}
	at, _, err := p.lock.Call(memory)
	if at == 0 {
		p.free.Call(memory)
		return fmt.Errorf("clipboard: hold the memory: %w", err)
	}
	p.move.Call(at, uintptr(unsafe.Pointer(&value[0])), uintptr(len(value)*2))
	p.unlock.Call(memory)
	if ok, _, err := p.set.Call(format, memory); ok == 0 {
		p.free.Call(memory)
		return fmt.Errorf("clipboard: put it there: %w", err)
	}
	return nil
}

// takeAway empties the clipboard if nobody has copied since. While it is open
// nobody can.
func takeAway(number uint32) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p := procs()
	if at, _, _ := p.number.Call(); uint32(at) != number || open(0) != nil {
		return
	}
	if at, _, _ := p.number.Call(); uint32(at) == number {
		p.empty.Call()
	}
	p.close.Call()
}

// user is what Windows is called for.
type user struct {
	window, destroy, open, close, empty, set, register, number, owner *windows.LazyProc
	alloc, lock, unlock, free, move                                   *windows.LazyProc
}

var procs = sync.OnceValue(func() *user {
	u, k := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	return &user{
		window: u.NewProc("CreateWindowExW"), destroy: u.NewProc("DestroyWindow"),
		open: u.NewProc("OpenClipboard"), close: u.NewProc("CloseClipboard"), empty: u.NewProc("EmptyClipboard"),
		set: u.NewProc("SetClipboardData"), register: u.NewProc("RegisterClipboardFormatW"), number: u.NewProc("GetClipboardSequenceNumber"),
		owner: u.NewProc("GetClipboardOwner"),
		alloc: k.NewProc("GlobalAlloc"), lock: k.NewProc("GlobalLock"), unlock: k.NewProc("GlobalUnlock"), free: k.NewProc("GlobalFree"),
		move: k.NewProc("RtlMoveMemory"),
	}
})
