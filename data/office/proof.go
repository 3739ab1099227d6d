package office

import (
	"time"

	"nifuda/data"
)

// proven is how long a passphrase that was typed again counts.
const proven = 5 * time.Minute

// Proof says that whoever sits at the desk typed her passphrase again a moment
// ago. What changes keys, people, printers, retention or shops asks for one, so
// that a desk left open gives nobody else the keys.
type Proof struct {
	desk *Office
	at   time.Time
}

// Prove checks the passphrase of the one who sits here. It fails with Denied
// "fault.vault.passphrase" or "fault.vault.wait".
func (o *Office) Prove(passphrase []byte) (Proof, error) {
	if err := o.confirm(passphrase); err != nil {
		return Proof{}, err
	}
	return Proof{o, o.now()}, nil
}

// Accept fails with Denied "fault.office.again" when the proof is not of this
// desk, or too old.
func (o *Office) Accept(p Proof) error {
	if p.desk != o || o.now().Sub(p.at) > proven || o.now().Before(p.at) {
		return &data.Fault{Kind: data.Denied, Key: "fault.office.again"}
	}
	return nil
}
