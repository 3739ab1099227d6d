package sysbus

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/godbus/dbus/v5"
)

// Daemon is a bus that may be stopped and started again at the same address.
type Daemon struct {
	Address string // for DBUS_SYSTEM_BUS_ADDRESS and DBUS_SESSION_BUS_ADDRESS

	dir string
	run *exec.Cmd
}

const openToAll = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>%s</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*" eavesdrop="false"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>`

// Program is the daemon's; it may be missing on a machine.
const Program = "dbus-daemon"

// New makes a bus in a folder of its own, which Close removes, and starts it.
func New() (*Daemon, error) {
	dir, err := os.MkdirTemp("", "bus") // short: a socket's path is
	if err != nil {
		return nil, err
	}
	d := &Daemon{Address: "unix:path=" + filepath.Join(dir, "s"), dir: dir}
	err = os.WriteFile(d.config(), fmt.Appendf(nil, openToAll, d.Address), 0o600)
	if err == nil {
		err = d.Start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return d, nil
}

func (d *Daemon) config() string { return filepath.Join(d.dir, "c") }

// Start begins the bus anew after Stop.
func (d *Daemon) Start() error {
	d.run = exec.Command(Program, "--config-file="+d.config(), "--nofork", "--print-address")
	out, err := d.run.StdoutPipe()
	if err != nil {
		return err
	}
	if err := d.run.Start(); err != nil {
		return fmt.Errorf("start %s: %w", Program, err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it prints once it listens
		d.Stop()
		return fmt.Errorf("start %s: %w", Program, err)
	}
	return nil
}

// Stop ends the bus as a crash would.
func (d *Daemon) Stop() {
	_ = d.run.Process.Kill()
	_ = d.run.Wait()
}

// Close ends the bus for good.
func (d *Daemon) Close() error {
	d.Stop()
	return os.RemoveAll(d.dir)
}

// Peer is another program on the bus.
type Peer struct{ *dbus.Conn }

// Peer connects a program that owns some names.
func (d *Daemon) Peer(names ...string) (Peer, error) {
	conn, err := dbus.Connect(d.Address)
	if err != nil {
		return Peer{}, fmt.Errorf("reach the bus: %w", err)
	}
	p := Peer{conn}
	if err := p.Own(names...); err != nil {
		return Peer{}, errors.Join(err, conn.Close())
	}
	return p, nil
}

// Own takes names over, also from who owns them now.
func (p Peer) Own(names ...string) error {
	for _, n := range names {
		got, err := p.RequestName(n, dbus.NameFlagReplaceExisting|dbus.NameFlagAllowReplacement)
		if err != nil {
			return fmt.Errorf("own %s: %w", n, err)
		}
		if got != dbus.RequestNameReplyPrimaryOwner && got != dbus.RequestNameReplyAlreadyOwner {
			return fmt.Errorf("own %s: somebody else keeps it", n)
		}
	}
	return nil
}
