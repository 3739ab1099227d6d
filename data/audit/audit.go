package audit

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"nifuda/data"
)

// Size is the length of a key, a hash and a MAC.
const Size = sha256.Size

// State is where a chain stands: how many entries it has, the hash over all of
// them, and the key of the next one. Everything before is bound by it; whoever
// has it can only go on.
type State struct {
	Seq  uint64 // of the last entry; 0 for an empty chain
	Head [Size]byte
	Key  [Size]byte // of entry Seq+1
}

// Begin is the state of an empty chain with its first key.
func Begin(key [Size]byte) State { return State{Key: key} }

// Sealed is an entry with the proof that it stands where it stands.
type Sealed struct {
	data.Event
	MAC [Size]byte
}

// Append numbers an event, seals it and gives the state after it. The state
// before must then be erased: its key could seal another entry in this place.
func (s State) Append(e data.Event) (Sealed, State, error) {
	e.Seq = s.Seq + 1
	head, err := s.bind(e)
	if err != nil {
		return Sealed{}, State{}, err
	}
	sealed := Sealed{Event: e, MAC: s.mac(head)}
	next, err := s.after(head)
	return sealed, next, err
}

// Follow checks that the entry is the one that comes next and gives the state
// after it. It fails with Break, which names the entry.
func (s State) Follow(e Sealed) (State, error) {
	if e.Seq != s.Seq+1 {
		return State{}, Break{Seq: s.Seq + 1, Reason: Missing}
	}
	head, err := s.bind(e.Event)
	if err != nil {
		return State{}, err
	}
	if mac := s.mac(head); !hmac.Equal(mac[:], e.MAC[:]) {
		return State{}, Break{Seq: e.Seq, Reason: Altered}
	}
	return s.after(head)
}

// Arrived checks that a chain that was followed to here ends where its file
// says it does. It fails with Break when entries were cut off.
func (s State) Arrived(now State) error {
	if s.Seq != now.Seq || !hmac.Equal(s.Head[:], now.Head[:]) || !hmac.Equal(s.Key[:], now.Key[:]) {
		return Break{Seq: s.Seq + 1, Reason: Cut}
	}
	return nil
}

// Reason says how a chain is broken.
type Reason string

// The reasons.
const (
	Altered Reason = "altered" // the entry is not the one that was written here
	Missing Reason = "missing" // the entry that should stand here is not there
	Cut     Reason = "cut"     // entries at the end are gone
)

// Break is the first place where a chain is not what was written.
type Break struct {
	Seq    uint64
	Reason Reason
}

// Error names the entry.
func (b Break) Error() string { return fmt.Sprintf("activity entry %d: %s", b.Seq, b.Reason) }

// bind is the hash over the entry and all before it. Every part stands behind
// its length, so that no two entries give the same bytes.
func (s State) bind(e data.Event) ([Size]byte, error) {
	args, err := Args(e.Args)
	if err != nil {
		return [Size]byte{}, err
	}
	var b []byte
	b = append(b, "nifuda activity 1\n"...)
	b = append(b, s.Head[:]...)
	b = binary.BigEndian.AppendUint64(b, e.Seq)
	b = binary.BigEndian.AppendUint64(b, uint64(e.At.UnixMilli()))
	b = binary.BigEndian.AppendUint64(b, uint64(e.Parcel))
	for _, part := range []string{e.Login, string(e.Kind), e.Number, string(args)} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	return sha256.Sum256(b), nil
}

// Args is the one way to write an entry's arguments: JSON with sorted keys.
func Args(args map[string]string) ([]byte, error) {
	if len(args) == 0 {
		return []byte("{}"), nil
	}
	return json.Marshal(args)
}

func (s State) mac(head [Size]byte) (out [Size]byte) {
	h := hmac.New(sha256.New, s.Key[:])
	h.Write(head[:])
	copy(out[:], h.Sum(nil))
	return out
}

func (s State) after(head [Size]byte) (State, error) {
	key, err := hkdf.Expand(sha256.New, s.Key[:], "nifuda activity next key", Size)
	if err != nil {
		return State{}, err
	}
	next := State{Seq: s.Seq + 1, Head: head}
	copy(next.Key[:], key)
	clear(key)
	return next, nil
}

// stateSize is the length of a written State.
const stateSize = 8 + 2*Size

// Bytes writes a state for keeping.
func (s State) Bytes() []byte {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, stateSize), s.Seq)
	return append(append(b, s.Head[:]...), s.Key[:]...)
}

// ReadState reads what Bytes wrote.
func ReadState(b []byte) (State, error) {
	var s State
	if len(b) != stateSize {
		return s, errors.New("audit: not a state")
	}
	s.Seq = binary.BigEndian.Uint64(b)
	copy(s.Head[:], b[8:])
	copy(s.Key[:], b[8+Size:])
	return s, nil
}
