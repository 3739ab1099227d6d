package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"nifuda/data"
	"nifuda/data/house"
)

// pluggedIn plugs a stick in while a packer is at her bench, and again while the
// owner is at her desk. The kernel says so in a network namespace of the
// application's own, whose owner may have it said; the screen, the printers and
// the buses are reached through files all the same.
func (s *siege) pluggedIn(ctx context.Context) error {
	s.kill()
	s.apart = true
	err := s.begin(s.program)
	s.apart = false
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL) {
		fmt.Printf("locks: skipped: this system gives no network namespace: %v\n", err)
		return s.begin(s.program)
	}
	if err != nil {
		return err
	}
	packer := s.hands[1]
	err = all(s.enter, func() error { return s.handedTo("2") }, func() error { return s.typePhrase(packer.phrase) }, s.inside,
		func() error { return s.locked(alarm{"a stick at the bench", s.plug}) }, s.forgotten,
		func() error { return s.desk.picture("plugged-at-the-bench") })
	if err != nil {
		return fmt.Errorf("at the bench: %w", err)
	}
	s.done.signals++
	err = all(func() error { return s.typePhrase(packer.phrase) }, s.inside, func() error { return s.handedTo("1") }, s.enter,
		s.keys("ctrl+5"), s.settled, s.keys("Right"),
		func() error { return s.spot(400, 118, shuWash, 10*time.Second, "it stands above the log") },
		s.settled, func() error { return s.desk.picture("told-at-the-next-sign-in") })
	if err != nil {
		return fmt.Errorf("the owner afterwards: %w", err)
	}
	if err := s.pluggedAtTheDesk(); err != nil {
		return fmt.Errorf("at the desk: %w", err)
	}
	s.kill()
	if err := s.arrivals(ctx, packer.login); err != nil {
		return err
	}
	return s.begin(s.program)
}

// pluggedAtTheDesk shows the owner what was plugged in, and does not lock.
func (s *siege) pluggedAtTheDesk() error {
	here, err := s.incarnation()
	if err != nil {
		return err
	}
	before, err := s.desk.look(foot)
	if err != nil {
		return err
	}
	if err := s.plug(); err != nil {
		return err
	}
	err = eventually(10*time.Second, "the foot says what was plugged in", func() (bool, error) {
		now, err := s.desk.look(foot)
		return apart(before, now) > 500, err
	})
	if err != nil {
		return err
	}
	time.Sleep(time.Second) // a lock would be over by then
	if now, err := s.incarnation(); err != nil || string(now) != string(here) {
		return errors.Join(errors.New("it locked"), err)
	}
	return s.desk.picture("plugged-at-the-desk")
}

// arrivals are in the chain, each under who was there.
func (s *siege) arrivals(ctx context.Context, packer string) error {
	return s.asOwner(ctx, func(in *house.Session) error {
		all, err := log(ctx, in)
		var by []string
		for _, e := range all {
			if e.Kind == data.EventArrival {
				by = append(by, e.Login)
			}
		}
		if err == nil && (len(by) != 2 || by[0] != packer || by[1] != in.Login()) {
			err = fmt.Errorf("the chain has arrivals of %d people, want the packer's and the owner's", len(by))
		}
		return err
	})
}

// handedTo gives the desk to somebody else.
func (s *siege) handedTo(digit string) error {
	before, err := s.desk.look(room)
	if err != nil {
		return err
	}
	if err := s.desk.key("ctrl+h"); err != nil {
		return err
	}
	err = eventually(10*time.Second, "who comes next is asked", func() (bool, error) {
		now, err := s.desk.look(room)
		return apart(before, now) > ring, err
	})
	if err != nil {
		return err
	}
	return s.locked(alarm{"the next one", func() error { return s.desk.key(digit) }})
}

// plug has the kernel say that a stick was plugged in. It needs a thread of its
// own, which ends with the namespace that it entered.
func (s *siege) plug() error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread is thrown away
		done <- plugInto(s.app.Process.Pid)
	}()
	return <-done
}

// shuWash is the ground of what the owner should look at.
const shuWash = 0xFAE7E3

const stickPort = "/devices/pci0000:00/0000:00:14.0/usb1/1-2"

func plugInto(pid int) error {
	space, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		return err
	}
	defer space.Close()
	if err := unix.Setns(int(space.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("enter the namespace: %w", err)
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_KOBJECT_UEVENT)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for _, message := range []string{
		uevent(stickPort, "SUBSYSTEM=usb", "DEVTYPE=usb_device", "PRODUCT=781/5583/100"),
		uevent(stickPort+"/1-2:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "PRODUCT=781/5583/100", "INTERFACE=8/6/80"),
		uevent(stickPort+"/1-2:1.0/host2/target2:0:0/2:0:0:0/block/sdb", "SUBSYSTEM=block", "DEVTYPE=disk", "DEVNAME=sdb"),
	} {
		header := make([]byte, unix.NLMSG_HDRLEN)
		binary.NativeEndian.PutUint32(header, uint32(len(header)+len(message)))
		binary.NativeEndian.PutUint16(header[4:], unix.NLMSG_MIN_TYPE)
		binary.NativeEndian.PutUint16(header[6:], unix.NLM_F_REQUEST)
		if err := unix.Sendto(fd, append(header, message...), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			return fmt.Errorf("have the kernel say it: %w", err)
		}
	}
	return nil
}

// uevent is what the kernel says of a new device.
func uevent(path string, pairs ...string) string {
	parts := append([]string{"add@" + path, "ACTION=add", "DEVPATH=" + path}, pairs...)
	return strings.Join(append(parts, "SEQNUM=4711"), "\x00") + "\x00"
}
