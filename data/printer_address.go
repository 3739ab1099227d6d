package data

import (
	"net/url"
	"regexp"
	"strings"
)

// hosts are names and numbers on the network, with a port or without.
var hosts = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// PrinterAddress is the address of a printer that a person typed: a name or
// number on the network, or a whole address. A label printer is at a socket, any
// other at ipp. It fails with Invalid "fault.printer.address".
func PrinterAddress(typed string, s Speech) (string, error) {
	typed = strings.TrimSpace(typed)
	if whole := strings.Contains(typed, "://"); !whole && strings.Contains(typed, "/") {
		typed = "" // a path, or a device of the printing system
	} else if !whole {
		if typed = "ipp://" + typed; s.Label() {
			typed = "socket://" + strings.TrimPrefix(typed, "ipp://")
		}
	}
	wrong := &Fault{Kind: Invalid, Key: "fault.printer.address"}
	u, err := url.Parse(typed)
	if err != nil || !hosts.MatchString(u.Host) || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(typed, " \t\u3000") {
		return "", wrong
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	path := strings.TrimSuffix(u.Path, "/")
	switch {
	case s.Label() && u.Scheme == "socket" && path == "":
		u.Path = ""
	case !s.Label() && (u.Scheme == "ipp" || u.Scheme == "ipps"):
		if u.Path = path; path == "" {
			u.Path = "/ipp/print" // where printers without a name for it are
		}
	default:
		return "", wrong
	}
	return u.String(), nil
}
