package winspool

import (
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/labels/printer"
)

// Queue is a queue of Windows as it says it is.
type Queue struct {
	Name       string
	Port       string // names of its ports, with commas between them
	Driver     string
	Share      string // how it is shared with other computers; empty when it is not
	Attributes uint32 // PRINTER_ATTRIBUTE_*
	Status     uint32 // PRINTER_STATUS_*
	Default    bool   // the one Windows suggests
}

// Port is where a queue prints, as Windows says.
type Port struct{ Name, Monitor, Description string }

// Of winspool.h.
const (
	attributeKeep    = 0x0100 // KEEPPRINTEDJOBS
	attributeOffline = 0x0400 // WORK_OFFLINE
	attributeFax     = 0x4000
	statusPaused     = 0x0001
	statusPrinting   = 0x0400
	statusDeleting   = 0x0004
)

// Keeps reports whether the queue keeps a copy of what it has printed.
func (q Queue) Keeps() bool { return q.Attributes&attributeKeep != 0 }

// fileKind is the kind of address of what is no machine, for all that its name
// says. data.LeadsToPaper does not know it.
const fileKind = "winfile"

// Device is the queue's address. ports are all of this computer.
func (q Queue) Device(ports []Port) string {
	kind := data.WindowsPort
	if q.Attributes&attributeFax != 0 || slices.ContainsFunc(strings.Split(q.Port, ","), func(name string) bool { return isFile(name, ports) }) {
		kind = fileKind
	}
	return kind + ":" + q.Port
}

// isFile reports whether a port is one that somebody named for a file.
func isFile(name string, ports []Port) bool {
	name = strings.ToUpper(strings.TrimSpace(name))
	i := slices.IndexFunc(ports, func(p Port) bool { return strings.ToUpper(p.Name) == name })
	if i < 0 {
		return false // its name alone decides
	}
	socket := strings.HasPrefix(name, "LPT") || strings.HasPrefix(name, "COM")
	return strings.HasPrefix(strings.ToUpper(ports[i].Monitor), "LOCAL") && !socket
}

// Printer is the queue in the words of the house. ports are all of this
// computer.
func (q Queue) Printer(ports []Port) printer.Printer {
	p := printer.Printer{Name: q.Name, Info: q.Name, Device: q.Device(ports), URI: q.Name, State: printer.Idle,
		Accepting: q.Status&statusDeleting == 0, Default: q.Default}
	switch {
	case q.Status&statusPaused != 0:
		p.State, p.Reasons = printer.Stopped, []string{"paused"}
	case q.Attributes&attributeOffline != 0:
		p.State, p.Reasons = printer.Stopped, []string{"offline"}
	case q.Status&statusPrinting != 0:
		p.State = printer.Printing
	}
	return p
}
