package idle

import (
	"context"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// TestTheHiddenWindowHearsWindows posts to the real window what Windows posts.
func TestTheHiddenWindowHearsWindows(t *testing.T) {
	hold := new(Hold)
	s, err := session(hold)(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	handle := uintptr(s.(*hidden).handle)
	send := windows.NewLazySystemDLL("user32.dll").NewProc("SendMessageW")
	lid := struct {
		about         guid
		length, value uint32
	}{lidSwitch, 4, lidClosed}
	open := lid
	open.value = 1
	for _, c := range []struct {
		name           string
		message        uint32
		wParam, lParam uintptr
		want           Cause
	}{
		{"Win+L", wmWTSSessionChange, wtsLock, 0, Session},
		{"the remote desktop was cut", wmWTSSessionChange, wtsRemoteLeave, 0, Left},
		{"another person's desktop in front", wmWTSSessionChange, wtsConsoleLeave, 0, Left},
		{"going to sleep", wmPowerBroadcast, pbtSuspend, 0, Sleep},
		{"awake again", wmPowerBroadcast, pbtResumeAutomatic, 0, Slept},
		{"switching off", wmQueryEndSession, 0, 0, End},
		{"the lid is closed", wmPowerBroadcast, pbtPowerSetting, uintptr(unsafe.Pointer(&lid)), Lid},
		{"the lid is open", wmPowerBroadcast, pbtPowerSetting, uintptr(unsafe.Pointer(&open)), ""},
		{"unlocked", wmWTSSessionChange, 8, 0, ""},
	} {
		if c.lParam != 0 {
			send.Call(handle, uintptr(c.message), c.wParam, c.lParam) // what it points to is lent for the call
		} else {
			procs().post.Call(handle, uintptr(c.message), c.wParam, 0)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		if c.want == "" {
			cancel()
			ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
		}
		got, _ := s.Next(ctx)
		cancel()
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		hold.Release() // the lock is done
	}
}

func TestWindowsWaitsWithSleepUntilTheLockIsDone(t *testing.T) {
	hold := new(Hold)
	s, err := session(hold)(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	go func() {
		if c, err := s.Next(t.Context()); err == nil && c == Sleep {
			time.Sleep(300 * time.Millisecond)
			hold.Release()
		}
	}()
	began := time.Now()
	send := windows.NewLazySystemDLL("user32.dll").NewProc("SendMessageW")
	send.Call(uintptr(s.(*hidden).handle), wmPowerBroadcast, pbtSuspend, 0)
	if d := time.Since(began); d < 300*time.Millisecond || d > answering {
		t.Errorf("Windows was answered after %v, want it as soon as the lock is done", d)
	}
}

func TestAHiddenWindowCanBeOpenedAgain(t *testing.T) {
	for range 3 {
		s, err := session(new(Hold))(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := s.Next(t.Context()); err == nil {
			t.Error("a window that is closed still tells")
		}
	}
}

func TestWindowsTellsForHowLongNobodyWasThere(t *testing.T) {
	s, err := System()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if d, err := s.Idle(); err != nil || d < 0 {
		t.Errorf("got %v, %v", d, err)
	}
}
