//go:build unix && !darwin

package clipboard

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/app/process"
)

// The test binary plays the application that locks: it copies and puts a fresh
// process in its own place.
func TestMain(m *testing.M) {
	switch os.Getenv("NIFUDA_CLIPBOARD_TEST") {
	case "first":
		b := New()
		if err := b.Copy("090-0000-0143"); err != nil {
			panic(err)
		}
		fmt.Println("copied")
		bufio.NewReader(os.Stdin).ReadString('\n')
		os.Setenv("NIFUDA_CLIPBOARD_TEST", "second")
		panic(process.Replace(nil))
	case "second":
		fmt.Println("fresh")
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// screen is an X server of our own with nobody else on it.
func screen(t *testing.T) {
	t.Helper()
	for _, name := range []string{"Xvfb", "xclip"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("this machine has no %s: testdata/packages.sh window", name)
		}
	}
	told, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "320x200x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{tell}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	tell.Close()
	number, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
}

// pasted is what another program gets; nothing when there is nothing to get.
func pasted(t *testing.T, more ...string) string {
	t.Helper()
	if !slices.Contains(more, "-selection") {
		more = append(more, "-selection", "clipboard")
	}
	out, _ := exec.CommandContext(t.Context(), "xclip", append([]string{"-o"}, more...)...).Output()
	return string(out)
}

// copiedElsewhere is another program's copy. xclip stays to answer for it, so it
// is kept in front and ended with the test.
func copiedElsewhere(t *testing.T, words string) {
	t.Helper()
	cmd := exec.Command("xclip", "-quiet", "-selection", "clipboard", "-i")
	cmd.Stdin = strings.NewReader(words)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	within(t, "another program copies", func() bool { return pasted(t) == words })
}

func within(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 5 s", what)
		}
	}
}

// board is the real clipboard with a shorter time.
func board(keep time.Duration) *Board {
	return newBoard(system, keep)
}

const address = "〒390-0000\n長野県松本市山辺町3-14-2\n髙橋 里奈 様"

func TestACopyCanBePastedAndIsMarkedAsNotToBeKept(t *testing.T) {
	screen(t)
	b := board(time.Minute)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	defer b.Clear()
	for _, target := range []string{"UTF8_STRING", "text/plain;charset=utf-8"} {
		if got := pasted(t, "-t", target); got != address {
			t.Errorf("%s: got %q", target, got)
		}
	}
	if got := pasted(t, "-t", hintName); got != "secret" {
		t.Errorf("the hint says %q", got)
	}
	targets := strings.Fields(pasted(t, "-t", "TARGETS"))
	want := []string{"TARGETS", "TIMESTAMP", hintName, "UTF8_STRING", "text/plain;charset=utf-8"}
	if !slices.Equal(targets, want) {
		t.Errorf("offered %q, want %q", targets, want)
	}
	for _, target := range []string{"SAVE_TARGETS", "STRING", "text/html"} {
		if got := pasted(t, "-t", target); got != "" {
			t.Errorf("%s was answered with %q", target, got)
		}
	}
	if got := pasted(t, "-selection", "primary"); got != "" {
		t.Errorf("the middle mouse button pastes %q", got)
	}
}

func TestOldProgramsPasteWhatTheyCanRead(t *testing.T) {
	screen(t)
	b := board(time.Minute)
	defer b.Clear()
	if err := b.Copy("4055-4842-4887 café"); err != nil {
		t.Fatal(err)
	}
	if got := pasted(t, "-t", "STRING"); got != "4055-4842-4887 caf\xe9" {
		t.Errorf("got %q", got)
	}
}

func TestACopyAsLongAsAllowedArrivesWhole(t *testing.T) {
	screen(t)
	b := board(time.Minute)
	defer b.Clear()
	long := strings.Repeat("荷", Most/3)
	if err := b.Copy(long); err != nil {
		t.Fatal(err)
	}
	if got := pasted(t); got != long {
		t.Errorf("%d of %d bytes", len(got), len(long))
	}
}

func TestACopyIsTakenAway(t *testing.T) {
	screen(t)
	b := board(300 * time.Millisecond)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	if got := pasted(t); got != address {
		t.Fatalf("got %q", got)
	}
	within(t, "the copy goes", func() bool { return pasted(t) == "" })
	b = board(time.Minute)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if b.Clear(); time.Since(began) > 100*time.Millisecond {
		t.Errorf("a lock waited %v", time.Since(began))
	}
	if got := pasted(t); got != "" {
		t.Errorf("after a lock: %q", got)
	}
	within(t, "nobody answers any more", func() bool {
		out, err := exec.CommandContext(t.Context(), "xclip", "-o", "-selection", "clipboard").CombinedOutput()
		return err != nil && bytes.Contains(out, []byte("not available"))
	})
}

func TestWhatSomebodyElseCopiedStays(t *testing.T) {
	screen(t)
	b := board(500 * time.Millisecond)
	if err := b.Copy(address); err != nil {
		t.Fatal(err)
	}
	copiedElsewhere(t, "買い物: 牛乳")
	time.Sleep(700 * time.Millisecond) // well after ours would have gone
	b.Clear()
	if got := pasted(t); got != "買い物: 牛乳" {
		t.Errorf("got %q", got)
	}
}

func TestOurOwnSecondCopyTakesTheFirstOnesPlace(t *testing.T) {
	screen(t)
	b := board(time.Minute)
	defer b.Clear()
	for _, words := range []string{"1043", "1042", address} {
		if err := b.Copy(words); err != nil {
			t.Fatal(err)
		}
		if got := pasted(t); got != words {
			t.Errorf("got %q, want %q", got, words)
		}
	}
}

func TestWithoutAScreenNothingIsCopied(t *testing.T) {
	t.Setenv("DISPLAY", ":987")
	if err := board(time.Minute).Copy("1043"); err == nil {
		t.Error("copied to nowhere")
	}
}

// TestAProcessThatIsReplacedLeavesNothing even when it had no time to take it
// away.
func TestAProcessThatIsReplacedLeavesNothing(t *testing.T) {
	screen(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_CLIPBOARD_TEST=first")
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
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "copied" || pasted(t) != "090-0000-0143" {
		t.Fatalf("%q; %q lies there", lines.Text(), pasted(t))
	}
	fmt.Fprintln(in)
	if !lines.Scan() || lines.Text() != "fresh" {
		t.Fatalf("got %q", lines.Text())
	}
	within(t, "the copy goes", func() bool { return pasted(t) == "" })
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
