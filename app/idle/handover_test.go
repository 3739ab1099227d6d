//go:build linux

package idle

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"nifuda/app/process"
)

const playing = "NIFUDA_IDLE_TEST"

// The test binary plays the application, in the process that is locked and in
// the fresh one.
func TestMain(m *testing.M) {
	switch os.Getenv(playing) {
	case "open", "still":
		playOpen()
	case "fresh":
		playFresh()
	}
	os.Exit(m.Run())
}

// playOpen has something open: at a signal it replaces itself.
func playOpen() {
	hold := new(Hold)
	hold.Adopt(process.Handed())
	for _, line := range Lines(hold, time.Now) {
		Follow(neverEnding{}, line, func(Cause) {
			os.Setenv(playing, "fresh")
			panic(process.Replace(hold.Held()))
		})
	}
	for os.Getenv(playing) == "open" && hold.Held() == nil {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("held")
	select {}
}

// playFresh shows its unlock screen when the test says so.
func playFresh() {
	f := process.Handed()
	hold := new(Hold)
	hold.Adopt(f)
	if f == nil {
		fmt.Println("fresh, with nothing")
	} else {
		fmt.Println("fresh")
	}
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	hold.Painted()
	fmt.Println("painted")
	select {}
}

// neverEnding is the context of a whole process.
type neverEnding struct{}

func (neverEnding) Deadline() (t time.Time, ok bool) { return t, false }
func (neverEnding) Done() <-chan struct{}            { return nil }
func (neverEnding) Err() error                       { return nil }
func (neverEnding) Value(any) any                    { return nil }

// played is the application on its own.
type played struct {
	t   *testing.T
	cmd *exec.Cmd
	out *bufio.Reader
	in  io.Writer
}

func play(t *testing.T, as string) *played {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), playing+"="+as)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return &played{t, cmd, bufio.NewReader(out), in}
}

func (p *played) must(want string) {
	p.t.Helper()
	if got, err := p.out.ReadString('\n'); got != want+"\n" {
		p.t.Fatalf("got %q, %v; want %q", got, err, want)
	}
}

// asleep has the application open when the computer begins to sleep.
func asleep(t *testing.T) (p *played, inhibitor *os.File, began time.Time) {
	t.Helper()
	b := startBus(t)
	l := b.logind(nil)
	p = play(t, "open")
	inhibitor = <-l.Held
	p.must("held")
	time.Sleep(400 * time.Millisecond) // the fake's own copy is closed
	began = time.Now()
	l.emit(loginPath, managerOf+".PrepareForSleep", true)()
	p.must("fresh")
	if d := time.Since(began); d > time.Second {
		t.Errorf("the fresh process was there after %v", d)
	}
	return p, inhibitor, began
}

func TestTheComputerSleepsOnlyAfterTheUnlockScreenIsPainted(t *testing.T) {
	p, inhibitor, _ := asleep(t)
	if released(t, inhibitor, 500*time.Millisecond) {
		t.Fatal("the computer sleeps before the unlock screen is there")
	}
	fmt.Fprintln(p.in, "paint")
	p.must("painted")
	if !released(t, inhibitor, time.Second) {
		t.Error("painted, and the computer is still held awake")
	}
}

func TestAWindowThatDoesNotAppearDoesNotKeepTheComputerAwake(t *testing.T) {
	_, inhibitor, began := asleep(t)
	if !released(t, inhibitor, 2*Painting) {
		t.Fatal("the computer is held awake")
	}
	if d := time.Since(began); d < Painting || d > Painting+time.Second {
		t.Errorf("released after %v, want %v: systems wait for five seconds", d, Painting)
	}
}

// TestAProcessThatWasStoppedIsTheLockedOneSoonAfter stands for every sleep that
// nobody announced.
func TestAProcessThatWasStoppedIsTheLockedOneSoonAfter(t *testing.T) {
	if testing.Short() {
		t.Skip("the process has to be stopped for longer than a gap of the clocks")
	}
	t.Parallel()
	p := play(t, "still")
	p.must("held")
	time.Sleep(2 * tick)
	if err := p.cmd.Process.Signal(unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	time.Sleep(gap + 2*time.Second)
	if err := p.cmd.Process.Signal(unix.SIGCONT); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	p.must("fresh, with nothing")
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("locked %v after it went on, want 2 s at most", d)
	}
}
