package process_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nifuda/app/process"
)

// The test binary plays the application: it replaces itself, and the fresh one
// tells in a file what it sees.
func TestMain(m *testing.M) {
	switch os.Getenv("NIFUDA_PROCESS_TEST") {
	case "first":
		process.Harden()
		os.Setenv("NIFUDA_PROCESS_TEST", "second")
		os.Setenv("NIFUDA_PROCESS_BEFORE", fmt.Sprint(os.Getpid()))
		panic(process.Replace(nil, "-clear"))
	case "second":
		seen := fmt.Sprint(os.Getenv("NIFUDA_PROCESS_BEFORE") != fmt.Sprint(os.Getpid()), " ", strings.Join(os.Args[1:], " "))
		if err := os.WriteFile(os.Getenv("NIFUDA_PROCESS_FILE"), []byte(seen), 0o600); err != nil {
			panic(err)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestAReplacedProcessEndsAndAFreshOneGoesOn(t *testing.T) {
	dir, err := os.MkdirTemp("", "nifuda") // Wine 8 cannot remove t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "seen")
	cmd := exec.Command(os.Args[0], "-data", "x")
	cmd.Env = append(os.Environ(), "NIFUDA_PROCESS_TEST=first", "NIFUDA_PROCESS_FILE="+file)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("the first one: %q, %v", out, err)
	}
	want, got := "true -data x -clear", ""
	for end := time.Now().Add(20 * time.Second); got != want && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		seen, _ := os.ReadFile(file)
		got = string(seen)
	}
	if got != want {
		t.Errorf("the fresh one saw %q, want %q", got, want)
	}
}
