//go:build unix

package house_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
)

// removeUntilKilled hires people and lets them all go again: each who leaves
// is a new key for the bench.
func removeUntilKilled(root string) int {
	h := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor, Adapters: house.Adapters{}})
	s, err := asOwner(h, os.Getenv("NIFUDA_OWNER"), phrase)
	if err != nil {
		fmt.Fprintln(os.Stderr, "open:", err)
		return 2
	}
	again, err := s.Office().Prove([]byte(phrase))
	if err != nil {
		fmt.Fprintln(os.Stderr, "prove:", err)
		return 2
	}
	ctx := context.Background()
	var hired []string
	for n := range 4 {
		login, err := s.AddPerson(ctx, again, data.NewPerson{Name: fmt.Sprint("短期", n), Role: data.RolePacker}, []byte(natsu))
		if err != nil {
			fmt.Fprintln(os.Stderr, "hire:", err)
			return 2
		}
		hired = append(hired, login)
	}
	fmt.Println("ready")
	for _, login := range hired {
		if err := s.RemovePerson(ctx, again, login); err != nil {
			fmt.Fprintln(os.Stderr, "remove:", err)
			return 2
		}
	}
	return 0
}

// TestKilledWhileTheBenchIsRekeyedOneKeyOpensAndNothingIsLost lets people go
// while the process is killed. Who stays needs nobody's passphrase but her own.
func TestKilledWhileTheBenchIsRekeyedOneKeyOpensAndNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for half a minute")
	}
	const parcels = 12
	root := t.TempDir()
	h, owner, stays := staffed(t, root, parcels)
	shift, _ := packing(t, h, stays, misaki)
	closed(t, shift)
	kills, cut := repeats(100), 0
	for i := range kills {
		if killedWhileRemoving(t, root, owner) {
			cut++
		}
		in, err := h.Open(t.Context(), stays, []byte(misaki))
		if err != nil {
			t.Fatalf("kill %d: who stays: %v", i, err)
		}
		rows, err := through(t, in.Packer).Rows(t.Context())
		if err != nil || len(rows) != parcels {
			t.Fatalf("kill %d: %d parcels, %v", i, len(rows), err)
		}
		if err := in.Packer.Check(t.Context()); err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		closed(t, in.Packer)
		s := back(t, h, owner)
		if faults := events(t, s, data.EventBenchFault); len(faults) != 0 {
			t.Fatalf("kill %d: a false alarm: %+v", i, faults)
		}
		people, err := s.Office().People(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if p.Role == data.RolePacker && p.Login != stays && p.Gone.IsZero() {
				if err := s.RemovePerson(t.Context(), proof(t, s), p.Login); err != nil {
					t.Fatalf("kill %d: %v", i, err)
				}
			}
		}
		closed(t, s)
	}
	t.Logf("%d kills, %d of them before all were removed", kills, cut)
	if cut < kills/2 {
		t.Errorf("%d of %d kills came after the end: that tests little", kills-cut, kills)
	}
}

// killedWhileRemoving reports whether the process was still at it.
func killedWhileRemoving(t *testing.T, root, owner string) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_REMOVING="+root, "NIFUDA_OWNER="+owner)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the other process said %q, %v", line, err)
	}
	time.Sleep(time.Duration(rand.IntN(80)) * time.Millisecond) // real time passes in the other process
	_ = cmd.Process.Kill()
	return cmd.Wait() != nil
}
