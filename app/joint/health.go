package joint

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"nifuda/app/screen/safety"
	"nifuda/assets"
	"nifuda/data"
	"nifuda/data/guard"
	"nifuda/data/guard/posture"
	"nifuda/data/house"
	"nifuda/labels/printer"
	"nifuda/labels/printer/ipp"
)

// Health is what the safety page looks at: this computer, its printing system
// and the ledger.
func (s session) Health(version string, now func() time.Time) safety.Computer {
	return health{s.Session, posture.This(), spool{s.Session.Office().ListedPrinters, s.spooler}, version, now}
}

type health struct {
	session  *house.Session
	computer posture.Computer
	spool    spool
	version  string // of the program
	now      func() time.Time
}

// Looks are all checks. What the computer says of its printers itself, as
// Windows does, stands before what the spooler can be asked.
func (h health) Looks() []posture.Look {
	all := h.computer.Looks(h.session.Folder())
	for _, l := range posture.OfSpool(h.spool) {
		if !slices.ContainsFunc(all, func(have posture.Look) bool { return have.Check == l.Check }) {
			all = append(all, l)
		}
	}
	return append(all,
		posture.Look{Check: posture.Backups, See: func(ctx context.Context) posture.Finding {
			b, err := h.session.Backups(ctx)
			if err != nil {
				return posture.Nothing(posture.Backups)
			}
			return posture.OfBackups(b, h.now())
		}},
		posture.Look{Check: posture.People, See: func(ctx context.Context) posture.Finding {
			people, err := h.session.Office().People(ctx)
			if err != nil {
				return posture.Nothing(posture.People)
			}
			return posture.OfPeople(people, h.now())
		}},
		posture.Look{Check: posture.Versions, See: func(ctx context.Context) posture.Finding {
			e, err := h.session.Office().Engine(ctx)
			if err != nil {
				return posture.Nothing(posture.Versions)
			}
			return posture.OfVersions(h.version, e)
		}})
}

func (h health) Parts(ctx context.Context) []posture.Force { return h.computer.Parts(ctx) }

// Pack is the hardening pack of this system.
func (h health) Pack() safety.Pack {
	system := h.computer.System()
	return safety.PackOf(system, packFolder(), assets.Hardening(system))
}

// Save writes the pack, and can write nothing else: it is handed no bytes.
func (h health) Save(ctx context.Context) error {
	p, gate := h.Pack(), guard.Gate(guard.Place)
	if err := gate.Folder(p.Folder); err != nil {
		return err
	}
	for name, content := range p.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := gate.Replace(filepath.Join(p.Folder, name), content); err != nil {
			return err
		}
	}
	return nil
}

// packFolder is where the pack is written, beside the person's own papers.
func packFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return filepath.Join(home, "nifuda-hardening")
}

// spool measures through the queues the owner has listed, and through no other.
type spool struct {
	listed  func(context.Context) ([]data.ListedPrinter, error)
	spooler *ipp.Client
}

// queues are the listed printers that are there.
func (s spool) queues(ctx context.Context) ([]printer.Printer, error) {
	listed, err := s.listed(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.spooler.Printers(ctx)
	return slices.DeleteFunc(all, func(p printer.Printer) bool { return !p.Real() || !data.Listed(listed, p.ID()) }), err
}

// Canary tries the first queue that takes it.
func (s spool) Canary(ctx context.Context) (kept bool, err error) {
	all, err := s.queues(ctx)
	if err != nil {
		return false, err
	}
	err = printer.Fault(printer.Gone, nil) // there is none
	for _, p := range all {
		if kept, err = s.spooler.Canary(ctx, p); err == nil {
			return kept, nil
		}
	}
	return false, err
}

// Keeps asks every queue. One that tells nothing leaves the answer open, unless
// another says that it does keep copies.
func (s spool) Keeps(ctx context.Context) (name string, told bool, err error) {
	all, err := s.queues(ctx)
	if err != nil {
		return "", false, err
	}
	told = len(all) > 0
	for _, p := range all {
		can, said, err := s.spooler.Keeps(ctx, p)
		if err == nil && can {
			return p.Name, true, nil
		}
		told = told && err == nil && said
	}
	return "", told, nil
}
