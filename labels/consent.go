package labels

import (
	"time"

	"nifuda/data"
)

// Consent is what the sheet of the take-out rule says.
type Consent struct {
	Shop     string
	Person   string    // who accepts the rule
	InCharge string    // 責任者; empty when nobody is
	Rule     data.Rule // the version that is accepted
	At       time.Time // when it was; zero leaves the date open, to be written by hand
}
