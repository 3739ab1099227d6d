package posture

import (
	"context"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
)

// Spooler is the printing system, as far as it can be measured.
type Spooler interface {
	// Canary hands over a document that says nothing and is never printed,
	// takes it back, and asks for it again. kept is whether it is still known.
	Canary(ctx context.Context) (kept bool, err error)
	// Keeps asks the listed printers whether they keep copies themselves: the
	// name of one that can, and whether any told at all.
	Keeps(ctx context.Context) (printer string, told bool, err error)
}

// OfSpool are the checks of the printing system.
func OfSpool(s Spooler) []Look {
	return []Look{
		{Spool, func(ctx context.Context) Finding {
			switch kept, err := s.Canary(ctx); {
			case err != nil:
				return Nothing(Spool)
			case kept:
				return found(Spool, "kept")
			}
			return found(Spool, "purged")
		}},
		{Printers, func(ctx context.Context) Finding {
			switch name, told, err := s.Keeps(ctx); {
			case err != nil || !told:
				return Nothing(Printers)
			case name != "":
				return found(Printers, "may", "what", name)
			}
			return found(Printers, "none")
		}},
	}
}

// oldestCipher is the SQLCipher that Nifuda is built and tested with: older
// ones lack corrections it counts on.
const oldestCipher = "4.4.2"

// OfVersions judges the engine that the encrypted file is open in.
func OfVersions(app string, e data.Engine) Finding {
	if e.Cipher == "" {
		return Nothing(Versions)
	}
	cipher, _, _ := strings.Cut(e.Cipher, " ") // "4.4.2 community"
	says := "current"
	if older(cipher, oldestCipher) {
		says = "old"
	}
	return found(Versions, says, "app", app, "cipher", cipher, "sqlite", e.SQLite, "least", oldestCipher)
}

// older reports whether a version comes before another, number by number; what
// is no version comes before all.
func older(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(x), len(y)) {
		m, n := 0, 0
		var err error
		if i < len(x) {
			if m, err = strconv.Atoi(x[i]); err != nil {
				return true
			}
		}
		if i < len(y) {
			if n, err = strconv.Atoi(y[i]); err != nil {
				return false
			}
		}
		if m != n {
			return m < n
		}
	}
	return false
}

// tooOld is how old the newest backup may be.
const tooOld = 7 * 24 * time.Hour

// OfBackups judges how old the newest backup is.
func OfBackups(b data.Backups, now time.Time) Finding {
	age := now.Sub(b.Last)
	days := max(int(age/(24*time.Hour)), 0)
	switch {
	case b.Last.IsZero():
		return found(Backups, "none")
	case age > tooOld:
		return found(Backups, "old", "n", days)
	case b.Fault != "":
		return found(Backups, "fault", "n", days)
	}
	return found(Backups, "fresh", "n", b.Count, "days", days)
}

// unused is for how long a login may go without a sign-in.
const unused = 90 * 24 * time.Hour

// OfPeople judges who has a login, and names one that nobody uses.
func OfPeople(all []data.Person, now time.Time) Finding {
	logins, idle := 0, ""
	var longest time.Duration
	for _, p := range all {
		if !p.Gone.IsZero() {
			continue
		}
		logins++
		last := p.Seen
		if p.Added.After(last) {
			last = p.Added // nobody has signed in yet: she had time since then
		}
		if away := now.Sub(last); away > unused && away > longest {
			idle, longest = p.Name, away
		}
	}
	switch {
	case logins == 0:
		return Nothing(People)
	case idle != "":
		return found(People, "unused", "name", idle, "n", int(longest/(24*time.Hour)))
	}
	return found(People, "used", "n", logins)
}
