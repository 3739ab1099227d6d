package ipp

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"nifuda/labels/printer"
)

// quick is how long a question may take.
const quick = 10 * time.Second

// glance is how long another computer may take to say where its queue leads.
const glance = 2 * time.Second

// wanted are the attributes of a printer that we read.
var wanted = []string{
	"printer-name", "printer-info", "device-uri", "printer-uri-supported",
	"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	"media-supported", "document-format-supported", "printer-resolution-default",
	"pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported",
}

// Printers asks this computer's printing system for its queues, the default one
// first. Those that lead to files are among them, to be shown as what they are:
// printer.Printer.Real tells them apart. No queue at all is an empty list.
func (c *Client) Printers(ctx context.Context) ([]printer.Printer, error) {
	if err := built(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	r := c.request(opCUPSGetQueues, "")
	r.keywords("requested-attributes", wanted...)
	got, err := c.send(ctx, printer.Printer{}, r, nil)
	if isNotFound(err) {
		return nil, nil // CUPS says so when it has no queue
	}
	if err != nil {
		return nil, faultOf(ctx, printer.Printer{}, err)
	}
	var out []printer.Printer
	for _, a := range got.printers {
		if name := a.str("printer-name"); name != "" {
			p := read(a, printer.Printer{Name: name, URI: queueURI(name)})
			p.Beyond = c.beyond(ctx, p.Device)
			out = append(out, p)
		}
	}
	c.markDefault(ctx, out)
	slices.SortStableFunc(out, func(a, b printer.Printer) int {
		if a.Default != b.Default {
			if a.Default {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out, nil
}

// markDefault asks which queue the system suggests. Not knowing is no fault.
func (c *Client) markDefault(ctx context.Context, ps []printer.Printer) {
	const opCUPSGetDefault = 0x4001
	r := c.request(opCUPSGetDefault, "")
	r.keywords("requested-attributes", "printer-name")
	got, err := c.send(ctx, printer.Printer{}, r, nil)
	if err != nil || len(got.printers) == 0 {
		return
	}
	for i := range ps {
		ps[i].Default = ps[i].Name == got.printers[0].str("printer-name")
	}
}

// Direct asks a printer at an ipp or ipps address, past every spooler. An ipps
// printer needs a certificate that this system trusts.
func (c *Client) Direct(ctx context.Context, uri string) (printer.Printer, error) {
	return c.Refresh(ctx, printer.Printer{Name: uri, Device: uri, URI: uri, Direct: true})
}

// Refresh asks a printer how it is now.
func (c *Client) Refresh(ctx context.Context, p printer.Printer) (printer.Printer, error) {
	if !p.Direct {
		if err := built(); err != nil {
			return printer.Printer{}, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	r := c.request(opGetPrinter, p.URI)
	r.keywords("requested-attributes", wanted...)
	got, err := c.send(ctx, p, r, nil)
	if err != nil {
		return printer.Printer{}, faultOf(ctx, p, err)
	}
	if len(got.printers) == 0 {
		return printer.Printer{}, printer.Fault(printer.Strange, errReply)
	}
	return read(got.printers[0], p), nil
}

// hops is how many computers in a row are asked where their queues lead.
const hops = 3

// beyond asks another computer's printing system where its queue leads, when a
// device is one. A queue that forwards to a file is a file. It is empty when
// there is nobody to ask, or no answer: then only the address itself counts.
func (c *Client) beyond(ctx context.Context, device string) (last string) {
	for range hops {
		u, err := url.Parse(device)
		if err != nil || !strings.HasPrefix(u.Path, "/printers/") && !strings.HasPrefix(u.Path, "/classes/") {
			return last
		}
		if u.Scheme == "http" || u.Scheme == "https" {
			u.Scheme = map[string]string{"http": "ipp", "https": "ipps"}[u.Scheme]
		}
		u.RawQuery = ""
		asking, cancel := context.WithTimeout(ctx, glance)
		r := c.request(opGetPrinter, u.String())
		r.keywords("requested-attributes", "device-uri")
		got, err := c.send(asking, printer.Printer{URI: u.String(), Direct: true}, r, nil)
		cancel()
		if err != nil || len(got.printers) == 0 || got.printers[0].str("device-uri") == "" {
			return last
		}
		device = got.printers[0].str("device-uri")
		last = device
	}
	return last
}

// queueURI is how CUPS calls a queue of its own.
func queueURI(name string) string { return "ipp://localhost/printers/" + url.PathEscape(name) }

// read fills in what a printer tells of itself. What it is called and where it
// is are not taken from there for a printer that was asked directly.
func read(a attributes, p printer.Printer) printer.Printer {
	p.Info = a.str("printer-info")
	if !p.Direct {
		p.Device = a.str("device-uri")
	}
	p.State = printer.State(a.num("printer-state"))
	p.Reasons = reasons(a.all("printer-state-reasons"))
	p.Accepting = a.flag("printer-is-accepting-jobs", true)
	p.Media = a.all("media-supported")
	p.Formats = a.all("document-format-supported")
	p.Dots = printer.Dots{Inks: a.all("pwg-raster-document-type-supported")}
	if v := a["printer-resolution-default"]; len(v) > 0 {
		p.DPI = v[0].dpi()
	}
	for _, v := range a["pwg-raster-document-resolution-supported"] {
		if dpi := v.dpi(); dpi > 0 {
			p.PWG = append(p.PWG, int(dpi))
		}
	}
	return p
}

// reasons leaves out the word for none.
func reasons(all []string) []string {
	return slices.DeleteFunc(all, func(r string) bool { return r == "none" || r == "" })
}
