package data

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// PrinterID tells one printer from another. A queue that was renamed, or pointed
// elsewhere, is another printer.
type PrinterID struct {
	Queue  string // its name with the printing system; the address itself when there is no queue
	Device string // where it leads, as the printing system says
}

// Queued reports whether there is a queue, with a printing system that keeps its
// jobs.
func (id PrinterID) Queued() bool { return id.Queue != id.Device }

// ListedPrinter is a printer the owner has listed: nothing is printed on others.
type ListedPrinter struct {
	PrinterID
	Name   string // how people call it
	At     time.Time
	Login  string // who listed it
	Manner Manner // what the owner said of it
}

// Manner is how a printer wants to be printed on, as far as it does not tell
// itself.
type Manner struct {
	Speaks   Speech
	DPI      int    // of a label printer: 203 or 300 dots per inch
	Darkness int    // of a label printer: 1 to MaxDarkness; 0 leaves it as it is set there
	Stock    string // code of the stock that lies in it; empty when nobody said
}

// MaxDarkness is the darkest of a label printer's settings.
const MaxDarkness = 15

// Speech is the language that a printer understands.
type Speech int

// The languages of printers. Pages is all that the printing system, or a
// printer at an ipp address, makes of a page by itself.
const (
	Pages   Speech = iota
	ZPL            // Zebra
	TSPL           // TSC
	Brother        // QL
)

// Label reports whether it is a label printer's own language.
func (s Speech) Label() bool { return s >= ZPL && s <= Brother }

// Check fails with an Invalid "fault.printer.manner" for what no printer is.
func (m Manner) Check() error {
	dots := m.DPI == 203 || m.DPI == 300
	switch {
	case m.Speaks == Pages && m.DPI == 0 && m.Darkness == 0:
	case m.Speaks == Brother && m.DPI == 300 && m.Darkness == 0: // it has one resolution and no darkness
	case (m.Speaks == ZPL || m.Speaks == TSPL) && dots && m.Darkness >= 0 && m.Darkness <= MaxDarkness:
	default:
		return &Fault{Kind: Invalid, Key: "fault.printer.manner"}
	}
	return nil
}

// Manners are those of a printer on the list, and none of one that is not.
func Manners(all []ListedPrinter, id PrinterID) Manner {
	i := slices.IndexFunc(all, func(l ListedPrinter) bool { return l.PrinterID == id })
	if i < 0 {
		return Manner{}
	}
	return all[i].Manner
}

// Typed reports whether the printer is one whose address its owner typed: there
// is no queue of the printing system.
func (p PrinterID) Typed() bool { return p.Queue == p.Device }

// Listed reports whether a printer is on the list.
func Listed(all []ListedPrinter, id PrinterID) bool {
	return slices.ContainsFunc(all, func(l ListedPrinter) bool { return l.PrinterID == id })
}

// machines are the kinds of address that lead to a machine. A kind that is not
// in this list is taken for a file: a new kind of printer that is refused is a
// nuisance, a label that turns up in a folder is a leak.
var machines = map[string]bool{
	"ipp": true, "ipps": true, "http": true, "https": true, "dnssd": true, // network, driverless
	"socket": true, "lpd": true, "smb": true, // network, older
	"usb": true, "parallel": true, "serial": true, "bluetooth": true,
	"hp": true, "canonusb": true, "cnijusb": true, "cnijnet": true, "cnijbe2": true, // makers' own
	"cnijlgmon2": true, "cnijlgmon3": true, "epsonusb": true, "ecblp": true, "ptouch": true,
	"gutenprint52+usb": true, "gutenprint53+usb": true,
	"implicitclass": true, // what cups-browsed finds on the network
}

// WindowsPort is the kind of address of a queue of Windows: what follows is the
// names of its ports, with commas between them.
const WindowsPort = "winport"

// windowsMachines are the ports of Windows that lead to a machine, in capitals.
// Every other one is taken for a file, as FILE:, PORTPROMPT:, NUL:, XPSPORT:,
// SHRFAX:, Microsoft.Office.… and the ports of programs that write PDF are.
var windowsMachines = []*regexp.Regexp{
	regexp.MustCompile(`^USB\d{3}$`),                        // USB
	regexp.MustCompile(`^DOT4_\d{3}$`),                      // USB and parallel, of older makes
	regexp.MustCompile(`^(LPT|COM)\d{1,3}:$`),               // parallel and serial
	regexp.MustCompile(`^WSD-[0-9A-F-]{8,}(\.[0-9A-F]+)?$`), // network, found by itself
	regexp.MustCompile(`^IP_[0-9A-Z._:-]+$`),                // network, TCP/IP
	regexp.MustCompile(`^\\\\[^\\.?][^\\]*\\[^\\]+$`),       // another computer's queue
}

// LeadsToPaper reports whether a device address leads to a machine, rather than
// to a file, a fax, a mail program or nowhere.
func LeadsToPaper(device string) bool {
	kind, rest, ok := strings.Cut(device, ":")
	if strings.ToLower(kind) == WindowsPort {
		return ok && leadToPaper(strings.Split(rest, ","))
	}
	return ok && rest != "" && machines[strings.ToLower(kind)]
}

// leadToPaper reports whether all ports of a queue lead to machines: it prints
// on any of them.
func leadToPaper(ports []string) bool {
	for _, port := range ports {
		port = strings.ToUpper(strings.TrimSpace(port))
		if !slices.ContainsFunc(windowsMachines, func(r *regexp.Regexp) bool { return r.MatchString(port) }) {
			return false
		}
	}
	return true
}
