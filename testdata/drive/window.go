package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// A desk is a virtual screen with a keyboard and a mouse.
type desk struct {
	display string
	server  *exec.Cmd
	conn    *xgb.Conn
	root    xproto.Window
	out     string // where pictures go
	shot    int
}

const (
	screenWidth, screenHeight = 1280, 800
)

// newDesk starts an X server of its own. The server picks the display and
// says which: it alone can tell a running neighbour from what a dead one left.
func newDesk(out string) (*desk, error) {
	told, tell, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer told.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight),
		"+extension", "GLX", "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{tell}
	err = server.Start()
	_ = tell.Close()
	if err != nil {
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	d := &desk{server: server, out: out}
	number, err := bufio.NewReader(told).ReadString('\n')
	if err == nil {
		d.display = ":" + strings.TrimSpace(number)
		err = d.connect()
	}
	if err != nil {
		d.close()
		return nil, fmt.Errorf("the screen of Xvfb: %w", err)
	}
	return d, nil
}

func (d *desk) connect() error {
	return eventually(20*time.Second, "the screen answers", func() (bool, error) {
		conn, err := xgb.NewConnDisplay(d.display)
		if err != nil {
			return false, nil
		}
		d.conn, d.root = conn, xproto.Setup(conn).DefaultScreen(conn).Root
		return true, nil
	})
}

func (d *desk) close() {
	if d.conn != nil {
		d.conn.Close()
	}
	if d.server != nil {
		_ = d.server.Process.Signal(syscall.SIGTERM) // so that it takes its lock file and socket with it
		_ = d.server.Wait()
	}
}

// do runs xdotool.
func (d *desk) do(args ...string) error {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display, "LC_ALL=C.UTF-8")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool %s: %w: %s", args[0], err, out)
	}
	return nil
}

func (d *desk) key(keys ...string) error {
	return d.do(append([]string{"key", "--delay", "40"}, keys...)...)
}

// write types text of the Latin keyboard.
func (d *desk) write(text string) error { return d.do("type", "--delay", "25", text) }

// paste brings Japanese text in the way a person without an input method does.
func (d *desk) paste(text string) error {
	cmd := exec.Command("xclip", "-selection", "clipboard", "-i")
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	cmd.Stdin = bytes.NewReader([]byte(text))
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("xclip: %w", err)
	}
	return d.key("ctrl+v")
}

func (d *desk) click(x, y int) error {
	return d.do("mousemove", strconv.Itoa(x), strconv.Itoa(y), "sleep", "0.1",
		"mousedown", "1", "sleep", "0.05", "mouseup", "1", "sleep", "0.1")
}

// picture saves what a person sees now.
func (d *desk) picture(name string) error {
	d.shot++
	path := filepath.Join(d.out, fmt.Sprintf("%02d-%s.png", d.shot, name))
	cmd := exec.Command("import", "-window", "root", path)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("picture %s: %w: %s", name, err, out)
	}
	return nil
}

// taken is the file of a picture that was taken.
func (d *desk) taken(name string) string {
	found, err := filepath.Glob(filepath.Join(d.out, "*-"+name+".png"))
	if err != nil || len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

// colour is the colour of one pixel, 0xRRGGBB.
func (d *desk) colour(x, y int) (uint32, error) {
	img, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root), int16(x), int16(y), 1, 1, ^uint32(0)).Reply()
	if err != nil {
		return 0, err
	}
	return uint32(img.Data[2])<<16 | uint32(img.Data[1])<<8 | uint32(img.Data[0]), nil
}

// still waits until the screen has not changed for half a second.
func (d *desk) still(within time.Duration) error { return d.stillFor(500*time.Millisecond, within) }

func (d *desk) stillFor(long, within time.Duration) error {
	var last []byte
	since := time.Now()
	return eventually(within, "the screen comes to rest", func() (bool, error) {
		img, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root), 0, 0, screenWidth, screenHeight, ^uint32(0)).Reply()
		if err != nil {
			return false, err
		}
		if differ(img.Data, last) {
			since = time.Now()
		}
		last = img.Data
		return time.Since(since) > long, nil
	})
}

// differ tells two pictures of the screen apart, but for a blinking caret.
func differ(a, b []byte) bool {
	const caret = 4 * 2 * 40 // bytes: two pixels wide, forty high
	if bytes.Equal(a, b) {
		return false
	}
	n := 0
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			if n++; n > caret {
				return true
			}
		}
	}
	return false
}

// eventually asks again and again until the answer is yes.
func eventually(within time.Duration, what string, ask func() (bool, error)) error {
	return soon(10*time.Millisecond, within, what, ask)
}

// soon asks so often that a moment can be told.
func soon(every, within time.Duration, what string, ask func() (bool, error)) error {
	for end := time.Now().Add(within); ; {
		ok, err := ask()
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		if ok {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("waited %v in vain: %s", within, what)
		}
		time.Sleep(every)
	}
}
