package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
)

func main() {
	program := flag.String("program", "./nifuda", "the application")
	printing := flag.String("printing", "testdata/printing", "the folder with up.sh and down.sh")
	out := flag.String("out", "demo-out", "where pictures go")
	play := flag.String("play", "evening", "what is played: evening, shift or locks")
	only := flag.String("scene", "", "of the locks, one scene alone")
	prepare := flag.String("prepare", "", "instead, found a throw-away vault with the demo shop in this folder")
	flag.Parse()
	if *prepare != "" {
		if err := found(context.Background(), *prepare); err != nil {
			fmt.Fprintln(os.Stderr, "demo: failed:", err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var line fmt.Stringer
	var err error
	switch *play {
	case "evening":
		line, err = evening(ctx, *program, *printing, *out)
	case "shift":
		line, err = packingShift(ctx, *program, *printing, *out)
	case "locks":
		line, err = underSiege(ctx, *program, *printing, *out, *only)
	default:
		err = fmt.Errorf("nothing is called %q", *play)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo: failed:", err)
		os.Exit(1)
	}
	fmt.Println(line)
}

// found makes a vault whose setup is over, for a person who wants to look.
func found(ctx context.Context, root string) error {
	h := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor, Adapters: house.Storefronts(time.Now)})
	fmt.Println("合言葉 / passphrase:", phrase)
	return furnishDemo(ctx, h)
}

// furnishDemo founds a business with the demo shop, and ends its setup.
func furnishDemo(ctx context.Context, h *house.House) error {
	s, err := h.Create(ctx, shopName, owner, []byte(phrase))
	if err != nil {
		return err
	}
	if _, err := s.Office().FirstShop(ctx, data.NewShop{Brand: data.Demo, Name: "見本の店"}); err != nil {
		return errors.Join(err, s.Close())
	}
	set, err := s.Office().Settings(ctx)
	if err == nil {
		set.Setup = data.SetupDone
		err = s.Office().SaveSettings(ctx, set)
	}
	return errors.Join(err, s.Close())
}

// result is the closing line.
type result struct {
	orders, labels, pages, memory, disk int
	left                                int // labels to print
	encrypted                           bool
	lock                                []int // milliseconds, one per lock
}

func (r result) String() string {
	ledger := "plain"
	if r.encrypted {
		ledger = "encrypted"
	}
	return fmt.Sprintf("demo: ok orders=%d labels=%d pages=%d ledger=%s memory=%d disk=%d lock_ms=%d",
		r.orders, r.labels, r.pages, ledger, r.memory, r.disk, median(r.lock))
}

// repeats is how many of n repeats are asked for: NIFUDA_REPEAT percent, a
// fifth when it says nothing.
func repeats(n int) int {
	percent, err := strconv.Atoi(os.Getenv("NIFUDA_REPEAT"))
	if err != nil || percent < 20 {
		percent = 20
	}
	return max(1, n*percent/100)
}
