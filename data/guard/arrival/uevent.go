package arrival

import (
	"bytes"
	"strings"
)

// event is what the kernel says of a device.
type event struct {
	action string
	path   string            // of the device, below sysfs
	said   map[string]string // SUBSYSTEM, DEVTYPE …
}

// read takes a message of the kernel apart: "add@/devices/…", then NAME=value,
// each ended by a zero. Anything else is none.
func read(message []byte) (event, bool) {
	head, rest, _ := bytes.Cut(message, []byte{0})
	action, path, found := strings.Cut(string(head), "@")
	e := event{action, path, map[string]string{}}
	for part := range bytes.SplitSeq(rest, []byte{0}) {
		if name, value, found := strings.Cut(string(part), "="); found && name != "" {
			e.said[name] = value
		}
	}
	sound := found && strings.HasPrefix(path, "/devices/") && !strings.Contains(path+"/", "/../") &&
		e.said["ACTION"] == action && e.said["DEVPATH"] == path
	return e, sound
}
