package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/wire"
	"nifuda/data/vault"
)

const orders = 10_000

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "shop" {
		err = keepShop()
	} else {
		err = measure()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "syncspeed:", err)
		os.Exit(1)
	}
}

// keepShop sells until its input ends.
func keepShop() error {
	s, err := demo.Start(demo.Config{Orders: orders, Seed: 1})
	if err != nil {
		return err
	}
	fmt.Println(s.URL, s.Token)
	bufio.NewScanner(os.Stdin).Scan()
	return s.Close()
}

func measure() (err error) {
	own, err := os.Executable()
	if err != nil {
		return err
	}
	other := exec.Command(own, "shop")
	hold, err := other.StdinPipe()
	if err != nil {
		return err
	}
	out, err := other.StdoutPipe()
	if err != nil {
		return err
	}
	if err := other.Start(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Close(), other.Wait()) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return err
	}
	url, token, _ := strings.Cut(strings.TrimSpace(line), " ")
	bed, err := os.MkdirTemp("", "nifuda-syncspeed-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(bed)
	return syncs(bed, url, token)
}

// syncs brings everything down, and then once more when nothing is new.
func syncs(bed, url, token string) error {
	var waited atomic.Int64
	h := house.New(house.Config{Root: bed, Now: time.Now, KDF: vault.Floor, Place: func(string) error { return nil }, Adapters: house.Adapters{
		data.Demo: func(shop.Door) (shop.Shop, error) {
			return colorme.New(colorme.Config{BaseURL: url, Token: []byte(token), Reach: 3 * 365 * 24 * time.Hour, Wire: wire.Options{
				Limits: wire.Limits{Every: time.Nanosecond, Burst: 1 << 20}, // what it costs, not what the shop's pace costs
				Log:    func(e wire.Entry) { waited.Add(int64(e.Took)) },
			}})
		}}})
	ctx := context.Background()
	s, err := h.Create(ctx, "速さの店", "山野 千尋", []byte("korega himitsu desu yo 2026"))
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Office().FirstShop(ctx, data.NewShop{Brand: data.Demo, Name: "見本の店"}); err != nil {
		return err
	}
	for _, what := range []string{"first", "again"} {
		cpu, began := used(), time.Now()
		waited.Store(0)
		results, err := s.Sync(ctx, func(data.SyncProgress) {})
		if err != nil || results[0].Fault != nil {
			return errors.Join(err, results[0].Fault)
		}
		saved, wall := results[0].Saved, time.Since(began)
		cost := used() - cpu
		n := max(1, saved.New+saved.Changed+saved.Same)
		fmt.Printf("sync %s: orders=%d new=%d cpu_s=%.2f cpu_us_per_order=%d wall_s=%.2f waiting=%.0f%% memory_mb=%d\n",
			what, n, saved.New, cost.Seconds(), cost.Microseconds()/int64(n), wall.Seconds(), 100*float64(waited.Load())/float64(wall), peak())
		if what == "first" && saved.New != orders {
			return fmt.Errorf("%d orders came down, want %d", saved.New, orders)
		}
	}
	return nil
}

// used is the processor time of this process.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory this process ever had, in MB.
func peak() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss / 1024
}
