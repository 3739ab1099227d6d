package data

import "time"

// Settings are the owner's choices that live in the ledger.
type Settings struct {
	ShopName  string // the business, as it stands on the unlock screen
	OwnerName string
	Sender    Sender
	IdleLock  time.Duration // MinIdle to MaxIdle, never off
	Setup     SetupStep     // the first step of setup not yet done; SetupDone after it
	Offsets   map[string]Offset
	Tax       TaxTerms
	PostBars  bool           `json:",omitempty"` // labels carry Japan Post's customer barcode
	SyncEvery time.Duration  `json:",omitempty"` // how often the shops are synced by themselves; 0 is DefaultSync, ByHand never
	Stretches map[string]int `json:",omitempty"` // what Stretch gives, by the printer's device address
}

// How often shops are synced while somebody has the ledger open.
const (
	DefaultSync               = 15 * time.Minute
	ByHand      time.Duration = -1
)

// Syncs is how often, and whether at all, the shops are synced by themselves.
func (s Settings) Syncs() (every time.Duration, ok bool) {
	switch {
	case s.SyncEvery < 0:
		return 0, false
	case s.SyncEvery == 0:
		return DefaultSync, true
	}
	return max(s.SyncEvery, time.Minute), true
}

// How many pages a printer that never answers gets before a person is asked
// which of them came out.
const (
	MinStretch     = 1
	DefaultStretch = 10
	MaxStretch     = 50
)

// Stretch is how many it is on the printer at a device address.
func (s Settings) Stretch(device string) int {
	n, said := s.Stretches[device]
	if !said {
		return DefaultStretch
	}
	return min(max(n, MinStretch), MaxStretch)
}

// The limits of the idle lock; it can be set within them but never switched off.
const (
	MinIdle     = time.Minute
	DefaultIdle = 3 * time.Minute
	MaxIdle     = 30 * time.Minute
)

// SetupStep is a step of the first run that can be left and resumed.
type SetupStep int

// The steps of the first run that need an open ledger, in order.
const (
	SetupRecovery SetupStep = iota + 1
	SetupShop
	SetupPrinter
	SetupDone
)

// Offset shifts everything a printer draws, in millimetres: right and down are
// positive. It is kept per printer, by the printer's device address.
type Offset struct{ Right, Down float64 }

// NewShop is what connecting a storefront needs.
type NewShop struct {
	Brand   Brand
	Name    string
	BaseURL string // needed by brands that run on the shop's own server
	Token   []byte // access token or API key; goes into the ledger, then wiped
}

// SyncResult is how one shop's sync ended.
type SyncResult struct {
	Shop  ShopID
	Name  string
	Saved PageSaved
	Fault error // nil when it went through; a *Fault otherwise
}

// PrintRunID names one print run in the ledger.
type PrintRunID int64

// PrintOutcome is how a print run ended.
type PrintOutcome struct {
	Done   bool   // every page came out
	Sent   bool   // it was handed to the printing system: something may have come out
	Purged bool   // the spool's copy is gone, or there never was one
	Reason string // translation key of what went wrong; empty when Done
}
