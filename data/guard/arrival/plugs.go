package arrival

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"nifuda/data"
)

// settle is how long the parts of one device may take to appear.
const settle = 15 * time.Second

// plugs makes one arrival of all that is heard of a device.
type plugs struct {
	now  func() time.Time
	told map[string]time.Time // by device
}

func newPlugs(now func() time.Time) *plugs { return &plugs{now, map[string]time.Time{}} }

// first reports whether a device was not told of just now, and remembers it.
func (p *plugs) first(device string) bool {
	now := p.now()
	maps.DeleteFunc(p.told, func(_ string, at time.Time) bool { return now.Sub(at) >= settle || now.Before(at) })
	if _, known := p.told[device]; known {
		return false
	}
	p.told[device] = now
	return true
}

// gone forgets a device: the next one there is another plug.
func (p *plugs) gone(device string) { delete(p.told, device) }

// kernel is the plugs of Linux.
type kernel struct {
	*plugs
	sys string // where sysfs is
}

// see tells whether an event is the arrival of something.
func (k kernel) see(e event) (data.Arrival, bool) {
	if e.action == "remove" && (e.said["DEVTYPE"] == "usb_device" || e.said["SUBSYSTEM"] == "mmc") {
		k.gone(device(e.path))
		return data.Arrival{}, false
	}
	what := k.what(e)
	if what == "" || !k.first(device(e.path)) {
		return data.Arrival{}, false
	}
	return data.Arrival{What: what, Name: k.name(e.path)}, true
}

// what says what arrived; empty for nothing that carries data.
func (k kernel) what(e event) data.ArrivalKind {
	added := e.action == "add"
	switch e.said["SUBSYSTEM"] {
	case "block":
		put := e.action == "change" && e.said["DISK_MEDIA_CHANGE"] == "1" // a card or a disc
		if e.said["DEVTYPE"] == "disk" && (added || put) && physical(e.path) {
			return data.Storage
		}
	case "mmc":
		if added && e.said["MMC_TYPE"] != "MMC" && e.said["MMC_TYPE"] != "SDIO" {
			return data.Storage
		}
	case "usb":
		if added && e.said["DEVTYPE"] == "usb_interface" {
			return k.part(e)
		}
	}
	return ""
}

// part judges an interface of a USB device by its class.
func (k kernel) part(e event) data.ArrivalKind {
	class, _, _ := strings.Cut(e.said["INTERFACE"], "/")
	switch {
	case class == "8": // mass storage
		return data.Storage
	case class == "6": // still image: cameras, and phones that speak PTP or MTP
		return data.Handset
	case strings.HasPrefix(e.said["PRODUCT"], "5ac/") && e.said["INTERFACE"] == "255/254/2": // Apple's mobile devices
		return data.Handset
	case e.said["INTERFACE"] == "255/255/0" && strings.Contains(k.text(e.path, "interface"), "MTP"): // Android
		return data.Handset
	}
	return ""
}

// physical tells a device from what programs make up: loop, mapped and memory
// drives. NVMe drives stand below their subsystem, which is virtual.
func physical(path string) bool {
	return !strings.HasPrefix(path, "/devices/virtual/") || strings.HasPrefix(path, "/devices/virtual/nvme-subsystem/")
}

var (
	usbDevice = regexp.MustCompile(`^.*/[0-9]+-[0-9]+(\.[0-9]+)*(/|$)`)
	mmcHost   = regexp.MustCompile(`^.*/mmc_host/mmc[0-9]+(/|$)`)
)

// device is the part of a path that one plug is known by.
func device(path string) string {
	for _, known := range []*regexp.Regexp{usbDevice, mmcHost} {
		if found := known.FindString(path); found != "" {
			return strings.TrimSuffix(found, "/")
		}
	}
	own, _, _ := strings.Cut(path, "/block/")
	return own
}

// name is what a device calls itself; empty when it does not.
func (k kernel) name(path string) string {
	for at, end := path, device(path); strings.HasPrefix(at, end); at = filepath.Dir(at) {
		for _, words := range [][2]string{{"manufacturer", "product"}, {"device/vendor", "device/model"}, {"", "name"}} {
			if said := k.text(at, words[1]); said != "" {
				return tidy(k.text(at, words[0]) + " " + said)
			}
		}
	}
	return ""
}

func (k kernel) text(path, file string) string {
	if file == "" {
		return ""
	}
	b, err := os.ReadFile(filepath.Join(k.sys, path, file))
	if err != nil {
		return ""
	}
	return string(b)
}

// longestName is as long as a name is kept, in bytes.
const longestName = 60

// tidy makes one line of what a device says of itself.
func tidy(name string) string {
	return data.TidyText(strings.Join(strings.Fields(name), " "), longestName)
}
