package printer

import (
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/labels/page"
)

// Printer is a printer as it was when it was asked.
type Printer struct {
	Name      string   // of its queue, or its address when there is none
	Info      string   // how people call it
	Device    string   // address of the device, for settings kept per printer
	Beyond    string   // where the other computer's queue leads to, when it is one and tells; empty otherwise
	URI       string   // where jobs go
	State     State    // what it is doing
	Reasons   []string // why, in the words of IPP (RFC 8011, 5.4.12)
	Accepting bool     // takes jobs
	Default   bool     // the one to suggest
	Media     []string // PWG 5101.1 names it can print on; empty when it does not tell
	Formats   []string // media types it takes; empty when it does not tell
	Direct    bool     // spoken to without a spooler: nothing is kept on this computer
	Dots
}

// Dots is what a printer tells of its dots.
type Dots struct {
	DPI  float64  // dots per inch, 0 when it does not tell
	PWG  []int    // dots per inch in which it takes PWG raster
	Inks []string // kinds of PWG raster that it takes, such as black_1
}

// State is what a printer is doing.
type State int

// The states of a printer, with the numbers of IPP.
const (
	Idle State = iota + 3
	Printing
	Stopped
)

// Real reports whether there is a machine behind the printer's address, as far
// as one can see from here.
func (p Printer) Real() bool {
	return data.LeadsToPaper(p.Device) && (p.Beyond == "" || data.LeadsToPaper(p.Beyond))
}

// ID tells the printer from others.
func (p Printer) ID() data.PrinterID { return data.PrinterID{Queue: p.Name, Device: p.Device} }

// Paused reports whether somebody has stopped the printer's queue.
func (p Printer) Paused() bool {
	return p.State == Stopped || slices.ContainsFunc(p.Reasons, func(r string) bool { return strings.HasPrefix(r, "paused") })
}

// Takes reports whether the printer takes documents of a media type, or does
// not tell.
func (p Printer) Takes(format string) bool {
	return len(p.Formats) == 0 || slices.Contains(p.Formats, format) || slices.Contains(p.Formats, "application/octet-stream") && !p.Direct
}

// Job is pages to print, before it is known what their printer takes.
type Job struct {
	Printer Printer
	Manner  data.Manner // what the owner said of it
	Pages   []page.Page
	Media   string // PWG 5101.1 name of the paper, as stock.Stock.Media has it
	Name    string // opaque; empty for a new one
	Mute    bool   // the printer has just been asked and says nothing: it is not asked again
}

// Ticket is a document to print.
type Ticket struct {
	Printer  Printer
	Name     string // of the job, as NewName makes it; empty has one made
	Document []byte // the caller wipes it
	Format   string // of the document, one of those below; empty for PDF
	Media    string // PWG 5101.1 name of the paper, as stock.Stock.Media has it
}

// Kind is the format of the document.
func (t Ticket) Kind() string {
	if t.Format == "" {
		return PDF
	}
	return t.Format
}

// What a document can be.
const (
	PDF = "application/pdf"
	PWG = "image/pwg-raster"         // PWG 5102.4
	Raw = "application/vnd.cups-raw" // a printer's own language, which no spooler may touch
)

// namePrefix begins the names of our jobs. The rest is random: a name stays in
// the printing system's history, so it must say nothing.
const namePrefix = "nifuda-"

// NewName makes the name of a job out of random bytes.
func NewName(random io.Reader) (string, error) {
	var b [8]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", Fault(Aborted, err)
	}
	return namePrefix + hex.EncodeToString(b[:]), nil
}

// Ours reports whether a job has a name that only we give.
func Ours(name string) bool {
	rest, ok := strings.CutPrefix(name, namePrefix)
	return ok && len(rest) == 16 && strings.Trim(rest, "0123456789abcdef") == ""
}

// JobState is how far a job has come.
type JobState int

// The states of a job, with the numbers of IPP.
const (
	JobPending JobState = iota + 3
	JobHeld
	JobPrinting
	JobStopped
	JobCancelled
	JobAborted
	JobCompleted
)

// Ended reports whether nothing more will happen to the job.
func (s JobState) Ended() bool { return s >= JobCancelled }

// Progress is what is known of a job while it is under way.
type Progress struct {
	Job     int
	State   JobState
	Waiting string // fault key of what it waits for, such as paper; empty when it does not
	Pages   int    // that have come out, where the printer tells
}

// Outcome is how a job ended. It is meaningful with an error as well: Purged
// then tells whether the failed job has left anything behind, Pages and Unsure
// what may be on paper. Pages after those two have not been printed.
type Outcome struct {
	Job    int  // 0 when no number is known
	Sent   bool // the document was handed over, or nobody can rule it out: something may come out
	Purged bool // no copy is left with the spooler, or there never was one
	Pages  int  // that came out, from the first on, as far as printer or spooler say
	Unsure int  // pages after those that may have come out: a person has to look
	Mute   bool // the printer took them and has never said anything
}

// Leftovers is what earlier sessions of ours had left with the spooler.
type Leftovers struct {
	Purged  int      // jobs that ended and whose copies are gone now
	Waiting int      // jobs that go on; their copies are removed when they end
	Kept    []string // names of the jobs whose copies the spooler would not remove
}

// ErrLeave is why a session ends that leaves its job to the next one: what was
// handed over comes out, and whoever follows removes the copy. It is the cause
// of a cancelled context; every other cause cancels the job.
var ErrLeave = errors.New("printer: the job is left to the next session")
