package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// stage is everything that was started for one evening.
type stage struct {
	dir  string // all of it lies here
	desk *desk
	env  []string
	bed  map[string]string // what up.sh says of the printing system
	down func() error
	app  *exec.Cmd

	program string
	apart   bool // started in a network namespace of its own
}

// set builds the stage. close takes all of it down again.
func set(ctx context.Context, printing, out string) (*stage, error) {
	dir, err := os.MkdirTemp("", "nifuda-drive-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // CUPS prints as another user
		return nil, err
	}
	s := &stage{dir: dir, down: func() error { return nil }}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	if s.desk, err = newDesk(out); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if err := s.startPrinting(ctx, printing); err != nil {
		return nil, errors.Join(err, s.close())
	}
	for _, sub := range s.own() {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	s.env = []string{
		"PATH=" + os.Getenv("PATH"), "DISPLAY=" + s.desk.display, "LANG=ja_JP.UTF-8", "XMODIFIERS=", "FYNE_THEME=light",
		"FYNE_CACHE=12s", // instead of a minute: a window that forgets its parts stands still in any evening
		"HOME=" + filepath.Join(dir, "home"), "XDG_DATA_HOME=" + filepath.Join(dir, "data"),
		"XDG_CONFIG_HOME=" + filepath.Join(dir, "config"), "XDG_CACHE_HOME=" + filepath.Join(dir, "cache"),
		"XDG_RUNTIME_DIR=" + filepath.Join(dir, "run"), "TMPDIR=" + filepath.Join(dir, "tmp"),
		"CUPS_SERVER=" + strings.TrimPrefix(s.bed["NIFUDA_CUPS"], "unix:"),
	}
	return s, nil
}

func (s *stage) startPrinting(ctx context.Context, printing string) error {
	bed := filepath.Join(s.dir, "printing")
	s.down = func() error { // also of what came up before something did not
		out, err := exec.Command(filepath.Join(printing, "down.sh"), bed).CombinedOutput()
		if err != nil {
			return fmt.Errorf("end the printing system: %w: %s", err, out)
		}
		return nil
	}
	cmd := exec.CommandContext(ctx, filepath.Join(printing, "up.sh"), bed)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("start the printing system: %w: %s", err, out)
	}
	f, err := os.Open(filepath.Join(bed, "env"))
	if err != nil {
		return err
	}
	defer f.Close()
	s.bed = map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		if ok {
			s.bed[name] = strings.Trim(value, `"'`)
		}
	}
	return nil
}

// own are the folders that belong to the application alone.
func (s *stage) own() []string { return []string{"home", "data", "config", "cache", "tmp", "run"} }

// start opens the application.
func (s *stage) start(program string) error {
	s.program = program
	path, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(s.desk.out, "log.txt"))
	if err != nil {
		return err
	}
	defer log.Close()
	s.app = exec.Command(path)
	s.app.Env, s.app.Dir, s.app.Stdout, s.app.Stderr = s.env, s.dir, log, log
	if s.apart {
		s.app.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	}
	return s.app.Start()
}

// incarnation tells one program from the next under the same process id: the
// kernel lays each out elsewhere.
func (s *stage) incarnation() ([]byte, error) {
	return os.ReadFile(fmt.Sprintf("/proc/%d/auxv", s.app.Process.Pid))
}

// vaults is where the application keeps its data.
func (s *stage) vaults() string { return filepath.Join(s.dir, "data", "nifuda") }

// kill ends the application as a power cut would.
func (s *stage) kill() {
	_ = s.app.Process.Kill()
	_ = s.app.Wait()
}

func (s *stage) close() error {
	var errs []error
	if s.app != nil && s.app.Process != nil && s.app.ProcessState == nil {
		s.kill()
	}
	errs = append(errs, s.down())
	if s.desk != nil {
		s.desk.close()
	}
	time.Sleep(100 * time.Millisecond) // what was ended lets go of its files
	return errors.Join(append(errs, os.RemoveAll(s.dir))...)
}
