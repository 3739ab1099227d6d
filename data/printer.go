package data

import (
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

// ListedPrinter is a printer the owner has listed: nothing is printed on others.
type ListedPrinter struct {
	PrinterID
	Name  string // how people call it
	At    time.Time
	Login string // who listed it
}

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

// LeadsToPaper reports whether a device address leads to a machine, rather than
// to a file, a fax, a mail program or nowhere.
func LeadsToPaper(device string) bool {
	kind, rest, ok := strings.Cut(device, ":")
	return ok && rest != "" && machines[strings.ToLower(kind)]
}
