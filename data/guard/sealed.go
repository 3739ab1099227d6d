package guard

import (
	"os"
	"path/filepath"
	"strings"
)

// Sealing says whether what is written somewhere ends up encrypted.
type Sealing int

// The answers.
const (
	SealingUnknown Sealing = iota
	Sealed
	Unsealed
)

// Sealed tells whether an existing folder lies on encrypted volumes alone, and
// the name of the first device that is none or cannot be told. dm-crypt, LUKS
// and ecryptfs are seen; what a drive does within itself is not.
func (l Linux) Sealed(dir string) (Sealing, string) { return l.sealedAt(dir, 0) }

// SealedDevice is Sealed of a device file such as /dev/dm-1.
func (l Linux) SealedDevice(device string) (Sealing, string) { return l.sealedDevice(device, 0) }

func (l Linux) sealedDevice(device string, depth int) (Sealing, string) {
	name, found := l.name(device)
	if !found {
		return SealingUnknown, filepath.Base(device)
	}
	block, err := l.block(name)
	if err != nil {
		return SealingUnknown, name
	}
	return l.sealed(block, depth)
}

func (l Linux) sealedAt(dir string, depth int) (Sealing, string) {
	real, err := nearest(dir)
	if err != nil {
		return SealingUnknown, dir
	}
	on, err := l.under(real, depth)
	switch {
	case on.sealed:
		return Sealed, ""
	case err != nil || len(on.blocks) == 0:
		return SealingUnknown, on.told.What
	}
	for _, block := range on.blocks {
		if s, what := l.sealed(block, on.depth); s != Sealed {
			return s, what
		}
	}
	return Sealed, ""
}

// sealed looks down from a block device until a layer encrypts.
func (l Linux) sealed(block string, depth int) (Sealing, string) {
	if depth > deepest {
		return SealingUnknown, filepath.Base(block)
	}
	if _, err := os.Stat(filepath.Join(block, "partition")); err == nil {
		block = filepath.Dir(block)
	}
	name := filepath.Base(block)
	if strings.HasPrefix(text(filepath.Join(block, "dm", "uuid")), "CRYPT-") {
		return Sealed, ""
	}
	if file := text(filepath.Join(block, "loop", "backing_file")); file != "" {
		if _, err := os.Lstat(file); err != nil {
			return SealingUnknown, name
		}
		if strings.HasPrefix(file, "/dev/") {
			return l.sealedDevice(file, depth+1)
		}
		return l.sealedAt(file, depth+1)
	}
	slaves := entries(filepath.Join(block, "slaves"))
	for _, slave := range slaves {
		below, err := l.block(slave)
		if err != nil {
			return SealingUnknown, slave
		}
		if s, what := l.sealed(below, depth+1); s != Sealed {
			return s, what
		}
	}
	if len(slaves) > 0 {
		return Sealed, ""
	}
	if l.bus(block).Kind == Unknown { // nothing real below it is to be seen
		return SealingUnknown, name
	}
	return Unsealed, name
}

// Attached names the storage that hangs on USB or in a card slot now and holds
// a medium.
func (l Linux) Attached() []string {
	var all []string
	for _, name := range entries(filepath.Join(l.Sys, "class", "block")) {
		block, err := l.block(name)
		if err != nil || text(filepath.Join(block, "partition")) != "" || text(filepath.Join(block, "size")) == "0" {
			continue
		}
		if len(entries(filepath.Join(block, "slaves"))) > 0 || text(filepath.Join(block, "loop", "backing_file")) != "" {
			continue
		}
		if f := l.bus(block); f.Kind == USB || f.Kind == SD {
			all = append(all, f.What)
		}
	}
	return all
}
