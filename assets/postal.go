package assets

import _ "embed" // the table of postal codes

//go:embed postal/table.gz
var postal []byte

// Postal is the table of Japan's postal codes, packed as data/postal reads it.
// The bytes are shared, as with Regular.
func Postal() []byte { return postal }
