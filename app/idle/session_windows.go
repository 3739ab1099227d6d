package idle

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// answering is how long the news of a suspend is left unanswered while the lock
// runs: Windows waits about two seconds for everybody it told.
const answering = 1500 * time.Millisecond

// session is the line to Windows: a window of our own that nobody sees, on a
// thread of its own, which no widget keeps waiting.
func session(hold *Hold) Line[Cause] {
	return func(context.Context) (Stream[Cause], error) {
		w := &hidden{hold: hold, causes: make(chan Cause, 16), gone: make(chan struct{})}
		opened := make(chan error, 1)
		go w.run(opened)
		if err := <-opened; err != nil {
			return nil, err
		}
		return w, nil
	}
}

// hidden is the window.
type hidden struct {
	hold   *Hold
	causes chan Cause
	gone   chan struct{} // closed when its thread has ended
	handle windows.HWND
}

func (w *hidden) Next(ctx context.Context) (Cause, error) {
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case c := <-w.causes:
		return c, nil
	case <-w.gone:
		return "", errors.New("idle: the hidden window is gone")
	}
}

// Close ends the window's thread, which is the only one that may.
func (w *hidden) Close() error {
	procs().post.Call(uintptr(w.handle), wmClose, 0, 0)
	<-w.gone
	return nil
}

const (
	wmDestroy      = 0x0002
	wmClose        = 0x0010
	thisSession    = 0 // NOTIFY_FOR_THIS_SESSION
	windowHandle   = 0 // DEVICE_NOTIFY_WINDOW_HANDLE
	notVisible     = 0
	windowName     = "NifudaSession"
	alreadyThere   = windows.Errno(1410) // ERROR_CLASS_ALREADY_EXISTS
	notLaidOutSize = 0
)

// run makes the window and takes its messages, all on one thread.
func (w *hidden) run(opened chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(w.gone)
	p := procs()
	if err := w.open(p); err != nil {
		opened <- err
		return
	}
	windowsByHandle.Store(w.handle, w)
	defer windowsByHandle.Delete(w.handle)
	// Of these Windows gives what it has: a desktop without a lid has none.
	p.sessions.Call(uintptr(w.handle), thisSession)
	lid := lidSwitch
	p.settings.Call(uintptr(w.handle), uintptr(unsafe.Pointer(&lid)), windowHandle)
	opened <- nil
	var m message
	for {
		more, _, _ := p.get.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0)
		if int32(more) <= 0 {
			return
		}
		p.dispatch.Call(uintptr(unsafe.Pointer(&m)))
	}
}

func (w *hidden) open(p *user) error {
	name := windows.StringToUTF16Ptr(windowName)
	instance, _, _ := p.module.Call(0)
	class := windowClass{procedure: procedure(), instance: windows.Handle(instance), name: name}
	class.size = uint32(unsafe.Sizeof(class))
	if ok, _, err := p.register.Call(uintptr(unsafe.Pointer(&class))); ok == 0 && !errors.Is(err, alreadyThere) {
		return fmt.Errorf("idle: register a window: %w", err)
	}
	// No message-only window: those hear no broadcasts.
	handle, _, err := p.create.Call(0, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(name)), notVisible,
		notLaidOutSize, notLaidOutSize, notLaidOutSize, notLaidOutSize, 0, 0, instance, 0)
	if handle == 0 {
		return fmt.Errorf("idle: open a window: %w", err)
	}
	w.handle = windows.HWND(handle)
	return nil
}

// windowsByHandle finds a window for what Windows calls, which takes no
// closures that could ever be freed.
var windowsByHandle sync.Map

// procedure is the one callback of all hidden windows.
var procedure = sync.OnceValue(func() uintptr {
	return windows.NewCallback(func(handle windows.HWND, number uint32, wParam, lParam uintptr) uintptr {
		if number == wmDestroy {
			procs().quit.Call(0)
			return 0
		}
		if found, ok := windowsByHandle.Load(handle); ok {
			found.(*hidden).hear(number, wParam, lParam)
		}
		answer, _, _ := procs().standard.Call(uintptr(handle), uintptr(number), wParam, lParam)
		return answer
	})
})

// hear waits before sleep alone, for the lock to be done or the process to be
// gone. With so many causes unread, one more says nothing new.
func (w *hidden) hear(number uint32, wParam, lParam uintptr) {
	c := causeOfMessage(number, wParam, func() (setting, bool) { return settingAt(lParam) })
	if c == "" {
		return
	}
	var done <-chan struct{}
	if c == Sleep {
		done = w.hold.released() // before anybody can release it
	}
	select {
	case w.causes <- c:
	default:
	}
	if c != Sleep {
		return
	}
	select {
	case <-done:
	case <-time.After(answering):
	}
}

// settingAt reads a POWERBROADCAST_SETTING, which Windows lends for the time of
// the message.
func settingAt(lParam uintptr) (setting, bool) {
	if lParam == 0 {
		return setting{}, false
	}
	at := *(*unsafe.Pointer)(unsafe.Pointer(&lParam))
	raw := (*struct {
		about  guid
		length uint32
		value  uint32
	})(at)
	if raw.length < 4 {
		return setting{about: raw.about}, false
	}
	return setting{raw.about, raw.value}, true
}

// windowClass is WNDCLASSEXW, message is MSG.
type (
	windowClass struct {
		size, style         uint32
		procedure           uintptr
		classExtra, extra   int32
		instance            windows.Handle
		icon, cursor, brush windows.Handle
		menu, name          *uint16
		small               windows.Handle
	}
	message struct {
		window         windows.HWND
		number         uint32
		wParam, lParam uintptr
		time           uint32
		x, y           int32
		private        uint32
	}
)

// user is what Windows is called for.
type user struct {
	module, register, create, standard, get, dispatch, post, quit *windows.LazyProc
	sessions, settings                                            *windows.LazyProc
}

var procs = sync.OnceValue(func() *user {
	u, t := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("wtsapi32.dll")
	return &user{
		module: windows.NewLazySystemDLL("kernel32.dll").NewProc("GetModuleHandleW"), register: u.NewProc("RegisterClassExW"),
		create: u.NewProc("CreateWindowExW"), standard: u.NewProc("DefWindowProcW"), get: u.NewProc("GetMessageW"),
		dispatch: u.NewProc("DispatchMessageW"), post: u.NewProc("PostMessageW"), quit: u.NewProc("PostQuitMessage"),
		sessions: t.NewProc("WTSRegisterSessionNotification"), settings: u.NewProc("RegisterPowerSettingNotification"),
	}
})
