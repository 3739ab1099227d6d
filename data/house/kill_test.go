//go:build unix

package house_test

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/wire"
	"nifuda/data/vault"
)

// repeats is how often a long test repeats: NIFUDA_REPEAT percent of what was
// promised, a fifth when it says nothing.
func repeats(promised int) int {
	percent, err := strconv.Atoi(os.Getenv("NIFUDA_REPEAT"))
	if err != nil || percent < 20 {
		percent = 20
	}
	return max(1, promised*percent/100)
}

// patient is カラーミー's adapter without its pace and with short pauses: the
// faults are the test, not the waiting.
func patient(url, token string) house.Adapter {
	return func(shop.Door) (shop.Shop, error) {
		return colorme.New(colorme.Config{BaseURL: url, Token: []byte(token), Reach: 3 * 365 * 24 * time.Hour,
			Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Timeout: 2 * time.Second, Pause: time.Millisecond}}})
	}
}

// TestMain lets the test binary play the application that is killed.
func TestMain(m *testing.M) {
	if root := os.Getenv("NIFUDA_KILLED"); root != "" {
		os.Exit(syncUntilDone(root))
	}
	if root := os.Getenv("NIFUDA_IMPORTING"); root != "" {
		os.Exit(importUntilKilled(root, os.Getenv("NIFUDA_FILE")))
	}
	if root := os.Getenv("NIFUDA_REMOVING"); root != "" {
		os.Exit(removeUntilKilled(root))
	}
	os.Exit(m.Run())
}

func syncUntilDone(root string) int {
	h := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor,
		Adapters: house.Adapters{data.Demo: patient(os.Getenv("NIFUDA_URL"), os.Getenv("NIFUDA_TOKEN"))}})
	ctx := context.Background()
	logins, err := h.Logins()
	if err != nil || len(logins) == 0 {
		os.Stderr.WriteString("logins: " + errText(err) + "\n")
		return 2
	}
	s, err := asOwner(h, logins[0].ID, phrase)
	if err != nil {
		os.Stderr.WriteString("open: " + errText(err) + "\n")
		return 2
	}
	os.Stdout.WriteString("open\n")
	for {
		results, err := s.Sync(ctx, func(data.SyncProgress) {})
		if err != nil {
			os.Stderr.WriteString("sync: " + errText(err) + "\n")
			return 2
		}
		if results[0].Fault == nil {
			break
		}
	}
	if s.Close() != nil {
		return 2
	}
	return 0
}

func errText(err error) string {
	if err == nil {
		return "nothing there"
	}
	return err.Error()
}

// TestKilledAtRandomPointsEveryOrderComesOnce pulls 5,000 orders from a faulty
// shop while the process is killed again and again.
func TestKilledAtRandomPointsEveryOrderComesOnce(t *testing.T) {
	const orders = 5000
	kills := repeats(50)
	store, err := demo.Start(demo.Config{Orders: orders, Seed: 7,
		Faults: demo.Faults{ServerError: 0.1, Cut: 0.05, Halve: 0.05, Drip: 0.01}})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	root := t.TempDir()
	h := built(t, root, patient(store.URL, store.Token))
	s := founded(t, h)
	login := s.Login()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "NIFUDA_KILLED="+root, "NIFUDA_URL="+store.URL, "NIFUDA_TOKEN="+store.Token)
		cmd.Stderr = os.Stderr
		return cmd
	}
	finished := 0
	for range kills {
		if finishedBeforeKilled(t, run(), time.Duration(5+rand.IntN(120))*time.Millisecond) {
			finished++
		}
	}
	if finished > kills/2 {
		t.Errorf("%d of %d runs had finished before they were killed: that tests little", finished, kills)
	}
	store.SetFaults(demo.Faults{})
	if err := run().Run(); err != nil {
		t.Fatalf("the last run: %v", err)
	}
	want := store.Len()
	if s, err = asOwner(h, login, phrase); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := count(t, s); got < orders || got > want {
		t.Errorf("%d orders in the ledger, %d in the shop", got, want)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	news, err := s.Office().Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range news.News {
		if n.Key == "news.behind" {
			t.Error("a kill was taken for missing commits")
		}
	}
	t.Logf("%d kills, %d runs had finished before theirs, %d orders", kills, finished, want)
}

// finishedBeforeKilled starts a run, waits for its ledger to be open, and kills
// it a moment later.
func finishedBeforeKilled(t *testing.T, cmd *exec.Cmd, after time.Duration) bool {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatalf("the run did not open its ledger: %v", err)
	}
	time.Sleep(after) // the moment of the kill is the chance that is tested
	_ = cmd.Process.Kill()
	return cmd.Wait() == nil
}
