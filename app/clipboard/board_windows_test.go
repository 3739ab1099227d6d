package clipboard

import (
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// lying is what a program finds on the clipboard of Windows in a format; not
// there is false. It copies nothing out but as many bytes as there may be.
func lying(t *testing.T, format uintptr) ([]byte, bool) {
	t.Helper()
	u, k := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	for end := time.Now().Add(10 * time.Second); ; { // whoever watches the clipboard may have it open
		err := open(0)
		if err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	defer procs().close.Call()
	memory, _, _ := u.NewProc("GetClipboardData").Call(format)
	if memory == 0 {
		return nil, false
	}
	size, _, _ := k.NewProc("GlobalSize").Call(memory)
	at, _, _ := procs().lock.Call(memory)
	defer procs().unlock.Call(memory)
	out := make([]byte, size)
	if size > 0 {
		procs().move.Call(uintptr(unsafe.Pointer(&out[0])), at, size)
	}
	return out, true
}

// pasted is the text on the clipboard, nothing when there is none.
func pasted(t *testing.T) string {
	raw, ok := lying(t, unicodeText)
	if !ok || len(raw) < 2 {
		return ""
	}
	return windows.UTF16ToString(unsafe.Slice((*uint16)(unsafe.Pointer(&raw[0])), len(raw)/2))
}

func named(name string) uintptr {
	format, _, _ := procs().register.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr(name))))
	return format
}

func board(keep time.Duration) *Board { return newBoard(system, keep) }

const address = "〒390-0000\n長野県松本市山辺町3-14-2\n髙橋 里奈 様 𠮷"

func TestACopyCanBePastedAndIsMarkedAsNotToBeKept(t *testing.T) {
	b := board(time.Minute)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	if got := pasted(t); got != address {
		t.Errorf("got %q", got)
	}
	if _, ok := lying(t, named(excluding)); !ok {
		t.Error("nothing tells those who watch to leave it alone")
	}
	for _, name := range noes {
		raw, ok := lying(t, named(name))
		if !ok || len(raw) < 4 || raw[0]|raw[1]|raw[2]|raw[3] != 0 {
			t.Errorf("%s: got %v, %v; want a no", name, raw, ok)
		}
	}
	b.Clear()
	goes(t)
	if _, ok := lying(t, named(excluding)); ok {
		t.Error("a hint was left")
	}
}

func TestACopyIsTakenAway(t *testing.T) {
	b := board(200 * time.Millisecond)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	goes(t)
}

// goes waits until no text is on the clipboard: somebody who watches it may
// have it open when ours is to be taken away.
func goes(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); pasted(t) != ""; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%q is still there", pasted(t))
		}
	}
}

func TestWhatSomebodyElseCopiedStays(t *testing.T) {
	ours, theirs := board(time.Minute), board(time.Minute)
	for _, words := range []string{"1043", "買い物: 牛乳"} {
		if err := ours.Copy(address); err != nil {
			t.Fatal(err)
		}
		if err := theirs.Copy(words); err != nil {
			t.Fatal(err)
		}
		if ours.Clear(); pasted(t) != words {
			t.Errorf("got %q, want %q", pasted(t), words)
		}
	}
	theirs.Clear()
}

func TestAClipboardThatSomebodyHoldsOpenIsWaitedForALittle(t *testing.T) {
	if err := open(0); err != nil {
		t.Fatal(err)
	}
	defer procs().close.Call()
	done := make(chan error)
	began := time.Now()
	go func() { done <- board(time.Minute).Copy("1043") }()
	if err := <-done; err == nil || time.Since(began) > time.Second {
		t.Errorf("got %v after %v", err, time.Since(began))
	}
}
