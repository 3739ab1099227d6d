// Nifuda (荷札) is the back office of a small net shop: orders come down into an
// encrypted file, labels come out of the printer, nothing else leaves.
//
// This file is wiring only. README.md walks through the rooms.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"nifuda/app"
	"nifuda/app/capslock"
	"nifuda/app/capture"
	"nifuda/app/clipboard"
	"nifuda/app/idle"
	"nifuda/app/joint"
	"nifuda/app/process"
	"nifuda/app/sound"
	"nifuda/assets"
	"nifuda/data"
	"nifuda/data/guard"
	"nifuda/data/guard/arrival"
	"nifuda/data/house"
	"nifuda/data/postal"
	"nifuda/data/vault"
)

//go:embed NOTICE
var notice string

// version is set by the linker for a release.
var version = "0.1.0"

// unlockTime is what deriving a passphrase's key should cost on this machine.
const unlockTime = time.Second

func main() {
	process.Harden()
	hold := new(idle.Hold)
	hold.Adopt(process.Handed())
	root := flag.String("data", defaultRoot(), "the folder that holds the ledger")
	clear := flag.Bool("clear", false, "without a window: follow what still prints and remove its copies, then end")
	flag.Parse()
	start := func(root string) error { return run(root, hold) }
	if *clear {
		start = sweep
	}
	if err := start(*root); err != nil {
		fmt.Fprintln(os.Stderr, "nifuda:", err)
		os.Exit(1)
	}
}

func run(root string, hold *idle.Hold) error {
	fyneapp.SetMetadata(fyne.AppMetadata{ID: "nifuda.desk", Name: "Nifuda", Version: version,
		Migrations: map[string]bool{"fyneDo": true}})
	a := fyneapp.New()
	h := business(root)
	claim, err := h.Claim()
	if err != nil {
		return app.Refuse(a, err)
	}
	front, err := joint.New(h, os.Getenv("CUPS_SERVER"))
	if err != nil {
		return app.Refuse(a, err)
	}
	seen, err := idle.System()
	if err != nil {
		seen = nil // input in our own window still counts
	}
	caps, err := capslock.System()
	if err != nil {
		caps = nil // then the hint beside the passphrase is missing
	}
	board := clipboard.New()
	shell, err := app.New(app.Config{
		App: a, House: front, Lock: func() { lock(hold, board) }, Idle: seen, Signals: idle.Lines(hold, time.Now), Arrivals: plugged,
		Hold: hold, Machine: app.Machine{Caps: caps, Voice: sound.New(), Copy: board.CopyFrom, Veil: capture.Refuse},
		Now: time.Now, Random: rand.IntN, Notice: notice, Safe: safe(), Loads: downloads(),
	})
	if err != nil {
		return app.Refuse(a, err)
	}
	shell.Run()
	board.Clear()
	if err := claim.Release(); err != nil {
		return err
	}
	return process.Replace(nil, "-clear")
}

func business(root string) *house.House {
	return house.New(house.Config{
		Root:     root,
		Now:      time.Now,
		KDF:      func() vault.KDF { return vault.Calibrate(unlockTime, time.Now) },
		Adapters: house.Storefronts(time.Now),
		Gates:    house.Gates(),
		Place:    guard.Place,
		Codes:    sync.OnceValues(func() (*postal.Table, error) { return postal.Read(assets.Postal()) }),
	})
}

// sweep is the program after its window was closed: a label may still be on its
// way to paper.
func sweep(root string) error {
	front, err := joint.New(business(root), os.Getenv("CUPS_SERVER"))
	if err != nil {
		return err
	}
	return app.Clear(context.Background(), front)
}

// plugged watches what is plugged into this computer.
func plugged(context.Context) (idle.Stream[data.Arrival], error) { return arrival.New(time.Now) }

// lock puts a fresh process in this one's place. One that cannot be replaced
// ends: nothing that held a key stays. The computer is held awake until the
// fresh one has shown itself.
func lock(hold *idle.Hold, board *clipboard.Board) {
	board.Clear()
	if err := process.Replace(hold.Held()); err != nil {
		fmt.Fprintln(os.Stderr, "nifuda:", err)
	}
	os.Exit(1)
}
