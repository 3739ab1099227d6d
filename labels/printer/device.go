package printer

import "strings"

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

// IsReal reports whether a device address leads to a machine, rather than to a
// file, a fax, a mail program or nowhere.
func IsReal(device string) bool {
	kind, rest, ok := strings.Cut(device, ":")
	return ok && rest != "" && machines[strings.ToLower(kind)]
}
