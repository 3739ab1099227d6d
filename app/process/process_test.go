//go:build linux

package process_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"nifuda/app/process"
)

// The test binary plays the application: it hardens itself and replaces
// itself, and the fresh one tells what it sees.
func TestMain(m *testing.M) {
	switch os.Getenv("NIFUDA_PROCESS_TEST") {
	case "first":
		process.Harden()
		limits, err := os.ReadFile("/proc/self/limits")
		if err != nil || !strings.Contains(string(limits), "Max core file size        0 ") {
			os.Stdout.WriteString("core dumps are on\n")
		}
		if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || dumpable != 0 {
			os.Stdout.WriteString("debuggers of the same user may look in\n")
		}
		f, err := os.Create(os.Getenv("NIFUDA_PROCESS_FILE"))
		if err != nil {
			panic(err)
		}
		if _, err := f.WriteString("left open"); err != nil {
			panic(err)
		}
		os.Setenv("NIFUDA_PROCESS_TEST", "second")
		if os.Getenv("NIFUDA_PROCESS_HAND") == "" {
			panic(process.Replace(nil))
		}
		fd, err := unix.Dup(int(f.Fd()))
		if err != nil {
			panic(err)
		}
		panic(process.Replace(process.Hold(fd)))
	case "second":
		handed := process.Handed()
		if handed != nil {
			os.Stdout.WriteString("handed on\n")
			for _, fd := range stillOpen() {
				if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != nil || flags&unix.FD_CLOEXEC == 0 {
					os.Stdout.WriteString("the next process would have it too\n")
				}
			}
			if err := handed.Close(); err != nil {
				panic(err)
			}
		}
		if process.Handed() != nil || os.Getenv("NIFUDA_HANDED") != "" {
			os.Stdout.WriteString("it is there twice\n")
		}
		if len(stillOpen()) > 0 {
			os.Stdout.WriteString("the fresh process holds an open file\n")
		}
		os.Stdout.WriteString("fresh\n")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// stillOpen are the descriptors of the file that the first process had open.
func stillOpen() (all []int) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		fd, _ := strconv.Atoi(e.Name())
		if target, _ := os.Readlink("/proc/self/fd/" + e.Name()); target == os.Getenv("NIFUDA_PROCESS_FILE") {
			all = append(all, fd)
		}
	}
	return all
}

func TestAReplacedProcessKeepsItsIDAndNothingElse(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_PROCESS_TEST=first", "NIFUDA_PROCESS_FILE="+t.TempDir()+"/f")
	out, err := cmd.Output()
	if err != nil || string(out) != "fresh\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestOneFileIsHandedOnAndNoOther(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_PROCESS_TEST=first", "NIFUDA_PROCESS_HAND=yes", "NIFUDA_PROCESS_FILE="+t.TempDir()+"/f")
	out, err := cmd.Output()
	if err != nil || string(out) != "handed on\nfresh\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestWhatTheEnvironmentClaimsIsNotBelieved(t *testing.T) {
	f, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, claim := range []string{"", "x", "0:1:2:100000", "2:", fmt.Sprint(f.Fd()), fmt.Sprint(f.Fd(), ":1:2:100000"), "99:1:2:100000", "-1:"} {
		t.Setenv("NIFUDA_HANDED", claim)
		if got := process.Handed(); got != nil {
			t.Errorf("%q was believed", claim)
		}
	}
	if _, err := f.Stat(); err != nil {
		t.Errorf("a file of somebody else was closed: %v", err)
	}
}
