package arrival

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"nifuda/data"
)

// Watch hears what the kernel says of devices.
type Watch struct {
	file  *os.File
	raw   syscall.RawConn // the file's, which the runtime waits for
	plugs kernel
	buf   []byte
}

// waiting is the room for messages that wait, in bytes; the system may grant
// less.
const waiting = 1 << 20

// New begins to watch: what is plugged in from now on is told by Next. now is
// the clock.
func New(now func() time.Time) (*Watch, error) { return listen(now, "/sys") }

func listen(now func() time.Time, sys string) (*Watch, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_KOBJECT_UEVENT)
	if err != nil {
		return nil, fmt.Errorf("arrival: listen to the kernel: %w", err)
	}
	_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, waiting)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1}); err != nil {
		return nil, errors.Join(fmt.Errorf("arrival: listen to the kernel: %w", err), unix.Close(fd))
	}
	file := os.NewFile(uintptr(fd), "uevents")
	raw, err := file.SyscallConn()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("arrival: listen to the kernel: %w", err), file.Close())
	}
	return &Watch{file, raw, kernel{newPlugs(now), sys}, make([]byte, 16<<10)}, nil
}

// Next waits for the next arrival. It ends with ctx's error or with that of a
// watch that was closed. One goroutine at a time may call it.
func (w *Watch) Next(ctx context.Context) (data.Arrival, error) {
	for {
		if err := ctx.Err(); err != nil {
			return data.Arrival{}, err
		}
		if err := w.file.SetReadDeadline(time.Time{}); err != nil {
			return data.Arrival{}, fmt.Errorf("arrival: %w", err)
		}
		stop := context.AfterFunc(ctx, func() { _ = w.file.SetReadDeadline(time.Unix(1, 0)) })
		message, err := w.hear()
		stop()
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, unix.ENOBUFS): // the latter: some were lost, go on
			continue
		case err != nil:
			return data.Arrival{}, fmt.Errorf("arrival: hear the kernel: %w", err)
		}
		if e, sound := read(message); sound {
			if a, arrived := w.plugs.see(e); arrived {
				return a, nil
			}
		}
	}
}

// hear waits for a message; one that the kernel did not send is empty.
func (w *Watch) hear() ([]byte, error) {
	var n, flags int
	var from unix.Sockaddr
	var err error
	waited := w.raw.Read(func(fd uintptr) bool {
		for err = unix.EINTR; errors.Is(err, unix.EINTR); {
			n, _, flags, from, err = unix.Recvmsg(int(fd), w.buf, nil, 0)
		}
		return !errors.Is(err, unix.EAGAIN)
	})
	if err = errors.Join(waited, err); err != nil {
		return nil, err
	}
	sender, ok := from.(*unix.SockaddrNetlink)
	if !ok || sender.Pid != 0 || flags&unix.MSG_TRUNC != 0 {
		return nil, nil
	}
	return w.buf[:n], nil
}

// Close ends the watch.
func (w *Watch) Close() error { return w.file.Close() }
