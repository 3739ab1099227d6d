package arrival

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"nifuda/data"
)

// inside says to this test's own process that it is in a namespace of its own.
const inside = "NIFUDA_IN_NAMESPACE"

// TestTheKernelsOwnEventsAreHeardAndNobodyElses asks the kernel, in a network
// namespace of a child process, to send a uevent of ours: since 4.18 it lets
// the namespace's owner do that. What arrives comes from the kernel.
func TestTheKernelsOwnEventsAreHeardAndNobodyElses(t *testing.T) {
	if os.Getenv(inside) != "" {
		hearsTheKernel(t)
		return
	}
	child := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v")
	child.Env = append(os.Environ(), inside+"=1")
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if os.Getuid() != 0 {
		child.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		child.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		child.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	out, err := child.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC) {
		t.Skipf("this system gives no network namespace: %v", err)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func hearsTheKernel(t *testing.T) {
	sys := t.TempDir()
	for path, name := range map[string]string{"/devices/forged/usb1/1-1": "Forged", port: "Real"} {
		if err := os.MkdirAll(filepath.Join(sys, path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(sys, path, "product"), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w, err := listen(time.Now, sys)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s := newSender(t)
	s.forge(said("add", "/devices/forged/usb1/1-1/1-1:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=8/6/80"))
	for _, m := range stick() {
		s.inject(m)
	}
	s.inject(said("add", "/devices/pci0000:00/usb1/1-9/1-9:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=6/1/1"))
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for _, want := range []data.Arrival{{What: data.Storage, Name: "Real"}, {What: data.Handset}} {
		got, err := w.Next(ctx)
		if err != nil || got != want {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
	}
	ended, end := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, end)
	if _, err := w.Next(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("a watch that is not wanted any more: %v", err)
	}
	s.inject(said("add", "/devices/pci0000:00/usb1/1-7/1-7:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=8/6/80"))
	if got, err := w.Next(ctx); err != nil || got.What != data.Storage {
		t.Errorf("asked again: %+v, %v", got, err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if _, err := w.Next(ctx); err == nil {
		t.Error("a closed watch goes on")
	}
}

// sender speaks to the kernel's own socket of events.
type sender struct {
	t  *testing.T
	fd int
}

func newSender(t *testing.T) sender {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_KOBJECT_UEVENT)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	return sender{t, fd}
}

// inject has the kernel say it.
func (s sender) inject(message []byte) {
	s.t.Helper()
	header := make([]byte, unix.NLMSG_HDRLEN)
	binary.NativeEndian.PutUint32(header, uint32(len(header)+len(message)))
	binary.NativeEndian.PutUint16(header[4:], unix.NLMSG_MIN_TYPE)
	binary.NativeEndian.PutUint16(header[6:], unix.NLM_F_REQUEST)
	s.send(append(header, message...), 0)
}

// forge says it as anybody could.
func (s sender) forge(message []byte) { s.t.Helper(); s.send(message, 1) }

func (s sender) send(message []byte, groups uint32) {
	s.t.Helper()
	if err := unix.Sendto(s.fd, message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		s.t.Fatal(err)
	}
}
