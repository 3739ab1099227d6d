package ipp

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// answer is a reply as a server of ours would write it.
func answer(status int) *request { return newRequest(status, 1) }

func TestAReplyIsReadAsItWasWritten(t *testing.T) {
	r := answer(0)
	r.group(tagPrinter)
	r.add("printer-name", text(tagName, "Eve"))
	r.add("printer-info", value{tagTextLang, []byte("\x00\x02ja\x00\x09作業台")})
	r.keywords("media-supported", "iso_a4_210x297mm", "na_letter_8.5x11in")
	r.add("printer-state", number(tagEnum, 3))
	r.add("printer-is-accepting-jobs", boolean(false))
	r.add("printer-resolution-default", value{tagResolution, []byte{0, 0, 1, 44, 0, 0, 1, 44, 3}})
	r.group(tagJob)
	r.add("job-id", number(tagInteger, -7))
	got, err := decode(bytes.NewReader(r.bytes()))
	if err != nil {
		t.Fatal(err)
	}
	p := got.printers[0]
	if p.str("printer-name") != "Eve" || p.str("printer-info") != "作業台" || len(p.all("media-supported")) != 2 ||
		p.num("printer-state") != 3 || p.flag("printer-is-accepting-jobs", true) || p["printer-resolution-default"][0].dpi() != 300 {
		t.Errorf("got %v", p)
	}
	if got.jobs[0].num("job-id") != -7 || got.about.str("attributes-natural-language") != "ja" {
		t.Errorf("got %v and %v", got.jobs, got.about)
	}
}

func TestRepliesThatMakeNoSenseAreErrors(t *testing.T) {
	whole := func() *request {
		r := answer(0)
		r.group(tagPrinter)
		r.add("printer-name", text(tagName, "Eve"))
		return r
	}
	many := whole()
	for range maxValues {
		many.add("x", number(tagInteger, 1))
	}
	cases := []struct {
		name string
		in   []byte
	}{
		{"nothing", nil},
		{"a header alone", whole().bytes()[:8]},
		{"no end", whole().buf},
		{"cut within a value", whole().bytes()[:len(whole().bytes())-3]},
		{"a value of nothing", append(answer(0).buf, tagPrinter, tagName, 0, 0, 0, 1, 'x', tagEnd)},
		{"more values than anybody needs", many.bytes()},
		{"more bytes than anybody needs", append(whole().buf, bytes.Repeat([]byte{tagPrinter}, maxReply)...)},
	}
	for _, c := range cases {
		if _, err := decode(bytes.NewReader(c.in)); !errors.Is(err, errReply) {
			t.Errorf("%s: got %v, want an error", c.name, err)
		}
	}
}

func FuzzIPPReply(f *testing.F) {
	r := answer(0)
	r.group(tagPrinter)
	r.add("printer-name", text(tagName, "Eve"))
	r.add("printer-info", value{tagTextLang, []byte("\x00\x02ja\x00\x03abc")})
	r.keywords("media-supported", "a", "b")
	r.add("printer-resolution-default", value{tagResolution, make([]byte, 9)})
	f.Add(r.bytes())
	f.Add([]byte{2, 0, 0, 0, 0, 0, 0, 1, 3})
	f.Add([]byte(strings.Repeat("\xff", 64)))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := decode(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, a := range append(append(got.printers, got.jobs...), got.about) {
			for name, values := range a {
				if name == "" || len(values) == 0 {
					t.Errorf("an attribute %q with %d values", name, len(values))
				}
				for _, v := range values {
					if len(v.str()) > len(v.data) || v.dpi() < 0 {
						t.Errorf("a value of %d bytes gives %q and %v", len(v.data), v.str(), v.dpi())
					}
					v.num()
				}
			}
		}
	})
}
