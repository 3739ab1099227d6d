package ipp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What a reply may hold. CUPS with a hundred queues stays far below.
const (
	maxReply  = 4 << 20 // bytes
	maxValues = 50_000
)

// Delimiters and value tags of RFC 8010, 3.5.
const (
	tagOperation = 0x01
	tagJob       = 0x02
	tagEnd       = 0x03
	tagPrinter   = 0x04

	tagInteger    = 0x21
	tagBoolean    = 0x22
	tagEnum       = 0x23
	tagResolution = 0x32
	tagTextLang   = 0x35
	tagNameLang   = 0x36
	tagText       = 0x41
	tagName       = 0x42
	tagKeyword    = 0x44
	tagURI        = 0x45
	tagCharset    = 0x47
	tagLanguage   = 0x48
	tagMIME       = 0x49
)

// value is one value of an attribute as it was sent.
type value struct {
	tag  byte
	data []byte
}

func text(tag byte, s string) value { return value{tag, []byte(s)} }

func number(tag byte, n int) value {
	return value{tag, binary.BigEndian.AppendUint32(nil, uint32(n))}
}

func boolean(b bool) value {
	if b {
		return value{tagBoolean, []byte{1}}
	}
	return value{tagBoolean, []byte{0}}
}

// str is the words of a text, name, keyword, address or media type.
func (v value) str() string {
	if v.tag != tagTextLang && v.tag != tagNameLang {
		return string(v.data)
	}
	d := v.data
	for range 2 { // the language first, the words second
		if len(d) < 2 {
			return ""
		}
		n := int(binary.BigEndian.Uint16(d))
		if len(d) < 2+n {
			return ""
		}
		if len(d) == 2+n {
			return string(d[2:])
		}
		d = d[2+n:]
	}
	return ""
}

// num is an integer or enum, 0 for anything else.
func (v value) num() int {
	if len(v.data) != 4 {
		return 0
	}
	return int(int32(binary.BigEndian.Uint32(v.data)))
}

// dpi is the first of the two directions of a resolution, 0 for anything else.
func (v value) dpi() float64 {
	const perInch, perCentimetre = 3, 4
	if v.tag != tagResolution || len(v.data) != 9 {
		return 0
	}
	n := float64(int32(binary.BigEndian.Uint32(v.data)))
	switch {
	case n <= 0:
		return 0
	case v.data[8] == perInch:
		return n
	case v.data[8] == perCentimetre:
		return n * 2.54
	}
	return 0
}

// attributes are the values of each attribute of a group.
type attributes map[string][]value

func (a attributes) str(name string) string {
	if v := a[name]; len(v) > 0 {
		return v[0].str()
	}
	return ""
}

func (a attributes) num(name string) int {
	if v := a[name]; len(v) > 0 {
		return v[0].num()
	}
	return 0
}

// flag is a boolean, or what it is when it is not told.
func (a attributes) flag(name string, untold bool) bool {
	if v := a[name]; len(v) > 0 && len(v[0].data) == 1 {
		return v[0].data[0] != 0
	}
	return untold
}

func (a attributes) all(name string) []string {
	var out []string
	for _, v := range a[name] {
		out = append(out, v.str())
	}
	return out
}

// request is an operation being put together.
type request struct{ buf []byte }

func newRequest(op, id int) *request {
	r := &request{buf: []byte{2, 0}} // IPP/2.0
	r.buf = binary.BigEndian.AppendUint16(r.buf, uint16(op))
	r.buf = binary.BigEndian.AppendUint32(r.buf, uint32(id))
	r.group(tagOperation)
	r.add("attributes-charset", text(tagCharset, "utf-8"))
	r.add("attributes-natural-language", text(tagLanguage, "ja"))
	return r
}

func (r *request) group(tag byte) { r.buf = append(r.buf, tag) }

// add appends an attribute of the current group.
func (r *request) add(name string, values ...value) {
	for i, v := range values {
		if i > 0 {
			name = "" // a further value of the same attribute
		}
		r.buf = append(r.buf, v.tag)
		r.buf = binary.BigEndian.AppendUint16(r.buf, uint16(len(name)))
		r.buf = append(r.buf, name...)
		r.buf = binary.BigEndian.AppendUint16(r.buf, uint16(len(v.data)))
		r.buf = append(r.buf, v.data...)
	}
}

func (r *request) keywords(name string, words ...string) {
	var values []value
	for _, w := range words {
		values = append(values, text(tagKeyword, w))
	}
	r.add(name, values...)
}

// bytes ends the request; a document follows.
func (r *request) bytes() []byte { return append(r.buf, tagEnd) }

// reply is what came back.
type reply struct {
	status   int
	about    attributes   // the operation itself
	printers []attributes // one for each printer
	jobs     []attributes // one for each job
}

var errReply = errors.New("ipp: a reply that makes no sense")

// decode reads a reply from something that is not trusted. It holds at most
// maxReply bytes and maxValues values.
func decode(from io.Reader) (reply, error) {
	b, err := io.ReadAll(io.LimitReader(from, maxReply+1))
	if err != nil {
		return reply{}, fmt.Errorf("read a reply: %w", err)
	}
	if len(b) > maxReply || len(b) < 8 {
		return reply{}, fmt.Errorf("%w: %d bytes", errReply, len(b))
	}
	out := reply{status: int(binary.BigEndian.Uint16(b[2:])), about: attributes{}}
	return out, out.read(b[8:])
}

// read goes through the groups. Values of collections are read as if they were
// values of the attribute that holds them; nothing here asks for any.
func (r *reply) read(b []byte) error {
	into, name, count := r.about, "", 0
	for len(b) > 0 {
		tag := b[0]
		b = b[1:]
		switch {
		case tag == tagEnd:
			return nil
		case tag < 0x10:
			into, name = r.enter(tag), ""
			continue
		}
		key, rest, ok := sized(b)
		data, rest, ok2 := sized(rest)
		if count++; !ok || !ok2 || count > maxValues {
			return errReply
		}
		b = rest
		if len(key) > 0 {
			name = string(key)
		}
		if name == "" {
			return errReply // a further value of nothing
		}
		into[name] = append(into[name], value{tag, data})
	}
	return fmt.Errorf("%w: it has no end", errReply)
}

// enter begins a group.
func (r *reply) enter(tag byte) attributes {
	group := attributes{}
	switch tag {
	case tagOperation:
		return r.about
	case tagPrinter:
		r.printers = append(r.printers, group)
	case tagJob:
		r.jobs = append(r.jobs, group)
	}
	return group
}

// sized takes a piece off that is preceded by its length.
func sized(b []byte) (piece, rest []byte, ok bool) {
	if len(b) < 2 {
		return nil, nil, false
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil, false
	}
	return b[2 : 2+n], b[2+n:], true
}
