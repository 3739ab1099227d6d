package data

// Arrival is something that can carry data away, plugged into this computer.
type Arrival struct {
	What ArrivalKind
	Name string // as the device calls itself; may be empty, and anybody may have written it
}

// ArrivalKind is the Args what of an EventArrival.
type ArrivalKind string

// What can arrive.
const (
	Storage ArrivalKind = "storage" // a stick, a drive, a card, a disc
	Handset ArrivalKind = "handset" // a phone, a camera, a player
)
