//go:build linux

package process_test

import (
	"os"
	"os/exec"
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
		panic(process.Replace())
	case "second":
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			if target, _ := os.Readlink("/proc/self/fd/" + e.Name()); target == os.Getenv("NIFUDA_PROCESS_FILE") {
				os.Stdout.WriteString("the fresh process holds an open file\n")
			}
		}
		os.Stdout.WriteString("fresh\n")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestAReplacedProcessKeepsItsIDAndNothingElse(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_PROCESS_TEST=first", "NIFUDA_PROCESS_FILE="+t.TempDir()+"/f")
	out, err := cmd.Output()
	if err != nil || string(out) != "fresh\n" {
		t.Errorf("got %q, %v", out, err)
	}
}
