package wire

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
)

// Form is a body as a web form sends it.
type Form url.Values

// XML is a value that is sent as an XML document.
type XML struct{ Value any }

// sent is a body and what kind it is; no bytes mean no body.
type sent struct {
	body []byte
	kind string
}

func write(body any) (sent, error) {
	switch b := body.(type) {
	case nil:
		return sent{}, nil
	case Form:
		return sent{[]byte(url.Values(b).Encode()), "application/x-www-form-urlencoded"}, nil
	case XML:
		out, err := xml.Marshal(b.Value)
		return sent{append([]byte(xml.Header), out...), "application/xml; charset=utf-8"}, err
	}
	out, err := json.Marshal(body)
	return sent{out, "application/json"}, err
}
