package guard

import "nifuda/data"

// Kind says what was found below a path. It is also the end of a fault's key.
type Kind string

// What may be found. All but Internal are refused.
const (
	Internal Kind = ""        // a drive built into this computer
	USB      Kind = "usb"     // a drive that can be pulled out: USB, FireWire, Thunderbolt
	SD       Kind = "sd"      // a memory card
	Optical  Kind = "optical" // a disc
	Network  Kind = "network" // another computer's
	Cloud    Kind = "cloud"   // copied to a cloud service
	Virtual  Kind = "virtual" // a program that plays a folder
	Memory   Kind = "memory"  // gone when the computer is switched off
	Unknown  Kind = "unknown" // it could not be told
)

// Finding is what a path turned out to lie on.
type Finding struct {
	Kind Kind
	What string // what it calls itself: a drive's model, a service, a file system
}

// fault is nil for what is allowed.
func (f Finding) fault() error {
	if f.Kind == Internal {
		return nil
	}
	return &data.Fault{Kind: data.Denied, Key: "fault.place." + string(f.Kind), Args: map[string]any{"what": data.TidyText(f.What, 60)}}
}
