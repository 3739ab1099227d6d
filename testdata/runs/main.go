package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"nifuda/data"
)

func main() {
	inside := flag.Bool("session", false, "be a session, told what to do on standard input")
	faults := flag.Int("faults", 100, "how much goes wrong, over all printers")
	seed := flag.Uint64("seed", 1, "of what goes wrong when")
	flag.Parse()
	if err := do(*inside, *faults, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "runs: failed:", err)
		os.Exit(1)
	}
}

func do(inside bool, faults int, seed uint64) error {
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Minute)
	defer cancel()
	if inside {
		return within(ctx, os.Stdin)
	}
	d, err := newDesk(bed())
	if err != nil {
		return err
	}
	r, err := newRoll(false)
	if err != nil {
		return err
	}
	defer r.Off()
	mute, err := newRoll(true)
	if err != nil {
		return err
	}
	defer mute.Off()
	total, runs := map[string]int{}, 0
	asked, again := 0, 0
	machines := []machine{d, r, mute}
	for i, m := range machines {
		p := &person{m: m, random: rand.New(rand.NewPCG(seed, uint64(i))), left: faults / len(machines), done: total, wanted: map[string]int{}}
		for first := true; first || p.left > 0; first = false {
			if err := p.night(ctx); err != nil {
				return fmt.Errorf("printer %d, run %d, after %v: %w", i+1, runs+1, total, err)
			}
			runs++
		}
		asked, again = asked+p.asked, again+p.again
	}
	n := 0
	for _, k := range total {
		n += k
	}
	fmt.Printf("runs: ok runs=%d labels=%d faults=%d %v asked=%d again=%d missing=0 twice=0\n", runs, runs*labelsEach, n, total, asked, again)
	return nil
}

// night is one run in a folder of its own.
func (p *person) night(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "nifuda-runs-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return p.run(ctx, dir)
}

func within(ctx context.Context, in io.Reader) error {
	lines := bufio.NewReader(in)
	first, err := lines.ReadBytes('\n')
	if err != nil {
		return err
	}
	var where place
	if err := json.Unmarshal(first, &where); err != nil {
		return err
	}
	return live(ctx, where, lines)
}

// bed is the printing system that up.sh started, by its variables.
func bed() map[string]string {
	all := map[string]string{}
	for _, v := range os.Environ() {
		if name, value, ok := strings.Cut(v, "="); ok && strings.HasPrefix(name, "NIFUDA_") {
			all[name] = filepath.Clean(value)
			if strings.Contains(value, "://") || strings.Contains(value, ":") {
				all[name] = value
			}
		}
	}
	return all
}

// labelOf is the label of an order, as the ledger makes it.
func labelOf(i int) data.LabelJob {
	return data.LabelJob{Number: number(i), From: sender(), Part: 1, Parts: 1, Seq: labelsEach - i,
		To: data.Recipient{Name: fmt.Sprintf("髙橋 %d", i), Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: fmt.Sprintf("松本市山辺町3-%d", i+1)}}}
}
