package arrival

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"nifuda/data"
)

// arrives sends the watch's window what Windows sends when something is
// plugged in.
func arrives(t *testing.T, w *Watch, message unsafe.Pointer) {
	t.Helper()
	send := windows.NewLazySystemDLL("user32.dll").NewProc("SendMessageW")
	send.Call(w.listener.window, wmDeviceChange, deviceArrived, uintptr(message))
	runtime.KeepAlive(message)
}

func named(t *testing.T, name string) unsafe.Pointer {
	t.Helper()
	text, err := windows.UTF16FromString(name)
	if err != nil {
		t.Fatal(err)
	}
	b := struct {
		broadcast
		rest [300]uint16
	}{broadcast: broadcast{kind: kindInterface}}
	begin := unsafe.Offsetof(b.name)
	b.size = uint32(begin) + uint32(2*len(text))
	copy(unsafe.Slice((*uint16)(unsafe.Add(unsafe.Pointer(&b), begin)), len(text)), text)
	return unsafe.Pointer(&b)
}

func TestWhatWindowsTellsItsWindowsArrives(t *testing.T) {
	w, err := New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	const stick = `\\?\USBSTOR#Disk&Ven_SanDisk&Prod_Ultra_Fit&Rev_1.00#4C53&0#` + diskClass
	arrives(t, w, named(t, stick))
	arrives(t, w, named(t, stick)) // told once
	arrives(t, w, named(t, `\\?\usb#vid_05ac&pid_12a8&mi_00#6&1#`+wpdClass))
	card := broadcast{kind: kindVolume, class: windows.GUID{Data1: 1 << 4, Data2: mediaFlag}} // E:
	card.size = uint32(unsafe.Sizeof(card))
	arrives(t, w, unsafe.Pointer(&card))
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for _, want := range []data.Arrival{{What: data.Storage, Name: "SanDisk Ultra Fit"}, {What: data.Handset}, {What: data.Storage}} {
		if got, err := w.Next(ctx); err != nil || got != want {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := w.Next(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("a watch that is not wanted any more: %v", err)
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil {
		t.Error(err)
	}
	if _, err := w.Next(t.Context()); !errors.Is(err, errClosed) {
		t.Errorf("a closed watch: %v", err)
	}
	again, err := New(time.Now)
	if err != nil {
		t.Fatalf("a second watch: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}
