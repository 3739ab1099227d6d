package arrival

import (
	"strings"

	"nifuda/data"
)

// The classes of device interfaces that Windows is asked to tell of.
const (
	diskClass = "{53f56307-b6bf-11d0-94f2-00a0c91efb8b}"
	discClass = "{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"
	wpdClass  = "{6ac27878-a6fa-4155-ba85-f98f491d4f33}" // phones, cameras, players
)

// ofInterface reads the name that Windows gives a device's interface:
// \\?\USBSTOR#Disk&Ven_SanDisk&Prod_Ultra&Rev_1.00#serial#{class}. The device
// it belongs to is given too; what is nothing gives an empty kind.
func ofInterface(name string) (a data.Arrival, device string) {
	parts := strings.Split(strings.TrimPrefix(name, `\\?\`), "#")
	if len(parts) < 4 {
		return a, ""
	}
	bus, hardware, class := strings.ToLower(parts[0]), parts[1], strings.ToLower(parts[len(parts)-1])
	switch {
	case bus == "swd": // a stick's files, shown once more as a phone's
		return a, ""
	case class == wpdClass:
		a.What = data.Handset
	case strings.Contains(strings.ToLower(hardware), "ven_msft&prod_virtual"): // a file that was opened as a drive
		return a, ""
	case class == diskClass, class == discClass:
		a.What = data.Storage
	default:
		return a, ""
	}
	var words []string
	for field := range strings.SplitSeq(hardware, "&") {
		for _, known := range []string{"ven_", "prod_"} {
			if len(field) > len(known) && strings.EqualFold(field[:len(known)], known) {
				words = append(words, strings.ReplaceAll(field[len(known):], "_", " "))
			}
		}
	}
	a.Name = tidy(strings.Join(words, " "))
	return a, strings.ToLower(strings.Join(parts[:3], "#"))
}
