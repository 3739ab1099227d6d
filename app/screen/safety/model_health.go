package safety

import (
	"context"
	"time"

	"nifuda/app/task"
	"nifuda/data/guard/posture"
)

// HealthState is how far the look at the computer is.
type HealthState int

// The states of the look.
const (
	Unlooked HealthState = iota
	Looking
	Looked
)

// PackState is how the pack stands.
type PackState int

// The states of the pack.
const (
	PackAt PackState = iota // not written in this session
	PackWriting
	PackWritten
	PackFailed
)

// stale is when what was found is looked at again on entering.
const stale = time.Hour

// Health is the page of what was found on this computer.
type Health struct {
	computer Computer
	run      *task.Runner
	slot     *task.Slot
	now      func() time.Time
	changed  func()

	state    HealthState
	turn     int // which look it is: a late word of an earlier one is dropped
	done, of int
	at       time.Time
	found    []posture.Finding
	parts    []posture.Force
	pack     packing
}

// packing is the pack on its way.
type packing struct {
	slot  *task.Slot
	state PackState
	err   error
}

func newHealth(c Computer, run *task.Runner, now func() time.Time, changed func()) *Health {
	return &Health{computer: c, run: run, slot: task.NewSlot(run), now: now, changed: changed, pack: packing{slot: task.NewSlot(run)}}
}

// State, Found, Parts and At are what the page shows: At is when it was looked
// last. What was found before stays until the next look is through.
func (h *Health) State() HealthState       { return h.state }
func (h *Health) Found() []posture.Finding { return h.found }
func (h *Health) Parts() []posture.Force   { return h.parts }
func (h *Health) At() time.Time            { return h.at }

// Progress is how many of how many checks are through.
func (h *Health) Progress() (done, of int) { return h.done, h.of }

// Count is how many findings are in a state.
func (h *Health) Count(s posture.State) int {
	n := 0
	for _, f := range h.found {
		if f.State == s {
			n++
		}
	}
	return n
}

// Enter looks when nobody has, or when it is an hour ago.
func (h *Health) Enter() {
	if h.state == Unlooked || h.state == Looked && h.now().Sub(h.at) >= stale {
		h.Look()
	}
}

// Look looks at everything, away from the window.
func (h *Health) Look() {
	if h.state == Looking {
		return
	}
	looks := h.computer.Looks()
	h.turn++
	turn := h.turn
	h.state, h.done, h.of = Looking, 0, len(looks)
	h.changed()
	h.slot.Run(func(ctx context.Context) func() {
		found := make([]posture.Finding, 0, len(looks))
		for i, l := range looks {
			found = append(found, l.See(ctx))
			if ctx.Err() != nil {
				return nil
			}
			h.run.Show(func() { h.through(turn, i+1) })
		}
		parts := h.computer.Parts(ctx)
		posture.Sort(found)
		return func() {
			h.state, h.found, h.parts, h.at = Looked, found, parts, h.now()
			h.changed()
		}
	})
}

func (h *Health) through(turn, done int) {
	if turn == h.turn && h.state == Looking {
		h.done = done
		h.changed()
	}
}

// Pack is the hardening pack, how it stands, and why it could not be written.
func (h *Health) Pack() (Pack, PackState, error) {
	return h.computer.Pack(), h.pack.state, h.pack.err
}

// Write writes the pack to its folder. Nothing of it is run.
func (h *Health) Write() {
	if h.pack.state == PackWriting {
		return
	}
	h.pack.state, h.pack.err = PackWriting, nil
	h.changed()
	h.pack.slot.Run(func(ctx context.Context) func() {
		err := h.computer.Save(ctx)
		return func() {
			h.pack.state, h.pack.err = PackWritten, err
			if err != nil {
				h.pack.state = PackFailed
			}
			h.changed()
		}
	})
}

// PackOf is the pack of a system in a folder, with what an administrator types.
func PackOf(system, folder string, files map[string][]byte) Pack {
	p := Pack{Folder: folder, Files: files}
	switch system {
	case "linux":
		p.Apply = "sudo sh '" + folder + "/apply.sh'"
		p.Undo = p.Apply + " --undo"
	case "windows":
		p.Apply = `powershell -ExecutionPolicy Bypass -File "` + folder + `\apply.ps1"`
		p.Undo = p.Apply + " -Undo"
	case "macos":
		p.Apply = "open '" + folder + "/nifuda.mobileconfig'"
		p.Undo = "sudo profiles remove -identifier nifuda.hardening"
	default:
		p.Files = nil
	}
	return p
}
