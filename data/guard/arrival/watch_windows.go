package arrival

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"nifuda/data"
)

// Watch hears what Windows tells its windows of devices.
type Watch struct {
	told     chan data.Arrival
	closed   chan struct{}
	listener *listener
	close    func() error
}

// New begins to watch: what is plugged in from now on is told by Next. now is
// the clock.
func New(now func() time.Time) (*Watch, error) {
	w := &Watch{told: make(chan data.Arrival, 64), closed: make(chan struct{})}
	l := &listener{plugs: newPlugs(now), tell: w.tell}
	ready := make(chan error)
	go func() {
		defer close(w.closed)
		l.run(ready)
	}()
	if err := <-ready; err != nil {
		return nil, fmt.Errorf("arrival: listen to Windows: %w", err)
	}
	w.listener, w.close = l, sync.OnceValue(l.quit)
	return w, nil
}

// tell never waits: who does not ask for that many has asked for none.
func (w *Watch) tell(a data.Arrival) {
	select {
	case w.told <- a:
	default:
	}
}

var errClosed = errors.New("arrival: the watch was closed")

// Next waits for the next arrival. It ends with ctx's error or with that of a
// watch that was closed.
func (w *Watch) Next(ctx context.Context) (data.Arrival, error) {
	select {
	case a := <-w.told:
		return a, nil
	case <-w.closed:
		return data.Arrival{}, errClosed
	case <-ctx.Done():
		return data.Arrival{}, ctx.Err()
	}
}

// Close ends the watch and its thread.
func (w *Watch) Close() error {
	err := w.close()
	if err == nil {
		<-w.closed
	}
	return err
}

// listener is a window that is never shown, on a thread of its own.
type listener struct {
	plugs  *plugs
	tell   func(data.Arrival)
	thread uint32
	window uintptr
	class  *uint16
}

const (
	wmQuit         = 0x0012
	wmDeviceChange = 0x0219
	deviceArrived  = 0x8000 // DBT_DEVICEARRIVAL
	kindVolume     = 2      // DBT_DEVTYP_VOLUME
	kindInterface  = 5      // DBT_DEVTYP_DEVICEINTERFACE
	mediaFlag      = 1      // DBTF_MEDIA
)

// class is a WNDCLASSEXW.
type class struct {
	size, style                        uint32
	proc                               uintptr
	extra, windowExtra                 int32
	instance, icon, cursor, background uintptr
	menu, name                         *uint16
	small                              uintptr
}

// broadcast begins a DEV_BROADCAST_HDR and what follows it.
type broadcast struct {
	size, kind, reserved uint32
	class                windows.GUID // of an interface; of a volume its letters and flags
	name                 [1]uint16
}

// message is an MSG.
type message struct {
	window     uintptr
	message    uint32
	wide, long uintptr
	time       uint32
	x, y       int32
	_          uint32
}

var (
	user            = windows.NewLazySystemDLL("user32.dll")
	registerClass   = user.NewProc("RegisterClassExW")
	createWindow    = user.NewProc("CreateWindowExW")
	unregisterClass = user.NewProc("UnregisterClassW")
	destroyWindow   = user.NewProc("DestroyWindow")
	defaultProc     = user.NewProc("DefWindowProcW")
	getMessage      = user.NewProc("GetMessageW")
	dispatchMessage = user.NewProc("DispatchMessageW")
	postMessage     = user.NewProc("PostThreadMessageW")
	registerDevices = user.NewProc("RegisterDeviceNotificationW")
)

func (l *listener) run(ready chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	l.thread = windows.GetCurrentThreadId()
	err := l.open()
	ready <- err
	if err != nil {
		return
	}
	defer l.shut()
	var m message
	for {
		got, _, _ := getMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0)
		if int32(got) <= 0 { // WM_QUIT, or the window is gone
			return
		}
		dispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
	}
}

// open makes the window and asks for what it is to be told.
func (l *listener) open() error {
	name, err := windows.UTF16PtrFromString("nifuda arrivals " + strconv.Itoa(int(l.thread)))
	if err != nil {
		return err
	}
	c := class{proc: windows.NewCallback(l.proc), name: name}
	c.size = uint32(unsafe.Sizeof(c))
	if atom, _, err := registerClass.Call(uintptr(unsafe.Pointer(&c))); atom == 0 {
		return err
	}
	window, _, err := createWindow.Call(0, uintptr(unsafe.Pointer(name)), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	if window == 0 {
		return err
	}
	for _, id := range []string{diskClass, discClass, wpdClass} {
		guid, err := windows.GUIDFromString(id)
		if err != nil {
			return err
		}
		b := broadcast{kind: kindInterface, class: guid}
		b.size = uint32(unsafe.Sizeof(b))
		if h, _, err := registerDevices.Call(window, uintptr(unsafe.Pointer(&b)), 0); h == 0 {
			destroyWindow.Call(window)
			return err
		}
	}
	l.window, l.class = window, name
	return nil
}

func (l *listener) shut() {
	destroyWindow.Call(l.window)
	unregisterClass.Call(uintptr(unsafe.Pointer(l.class)), 0)
}

func (l *listener) quit() error {
	if ok, _, err := postMessage.Call(uintptr(l.thread), wmQuit, 0, 0); ok == 0 {
		return fmt.Errorf("arrival: close: %w", err)
	}
	return nil
}

// proc is the window's procedure. long points to Windows' own memory.
func (l *listener) proc(window uintptr, number uint32, wide, long uintptr) uintptr {
	if number == wmDeviceChange && wide == deviceArrived && long != 0 {
		l.arrived(*(**broadcast)(unsafe.Pointer(&long)))
	}
	result, _, _ := defaultProc.Call(window, uintptr(number), wide, long)
	return result
}

func (l *listener) arrived(b *broadcast) {
	switch b.kind {
	case kindInterface:
		begin := unsafe.Offsetof(b.name)
		if uintptr(b.size) < begin {
			return
		}
		name := windows.UTF16ToString(unsafe.Slice(&b.name[0], (uintptr(b.size)-begin)/2))
		if a, device := ofInterface(name); a.What != "" && l.plugs.first(device) {
			l.tell(a)
		}
	case kindVolume: // a card or a disc, in a drive that was there before
		if letters, flags := b.class.Data1, b.class.Data2; flags&mediaFlag != 0 && l.plugs.first("volume "+strconv.Itoa(int(letters))) {
			l.tell(data.Arrival{What: data.Storage})
		}
	}
}
