package ipp

import (
	"context"
	"slices"

	"nifuda/labels/printer"
)

// Operations that only the canary needs.
const (
	opCreateJob       = 0x0005
	opSendDocument    = 0x0006
	opCUPSGetDocument = 0x4027
)

// canary is an empty page. It says nothing, and is never printed.
const canary = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// Canary measures whether the spooler lets go of a document. It hands over an
// empty page in a job that is held, removes it as every job of ours is removed,
// and asks for it again: kept is whether job or document are still known.
//
// It never prints. The job is made without a document first; only once the
// spooler says that it holds the job, the page follows. A queue that cannot
// hold, one that leads to no machine, and a printer without a spooler are
// refused with Strange, FileLike and Gone.
func (c *Client) Canary(ctx context.Context, p printer.Printer) (kept bool, err error) {
	if p.Direct {
		return false, printer.Fault(printer.Gone, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, tidying)
	defer cancel()
	now, err := c.Refresh(ctx, p)
	switch {
	case err != nil:
		return false, err
	case !now.Real() || now.Device != p.Device:
		return false, printer.Fault(printer.FileLike, nil)
	}
	name, err := printer.NewName(c.cfg.Random)
	if err != nil {
		return false, printer.Fault(printer.Aborted, err)
	}
	defer c.jobs.Begin(name)()
	id, err := c.hold(ctx, p, name)
	if id == 0 {
		c.removeNamed(ctx, p, name)
		return false, err
	}
	if err == nil {
		err = c.load(ctx, p, id)
	}
	gone := c.remove(ctx, p, id)
	if err != nil {
		return false, err
	}
	return !gone || c.stillHas(ctx, p, id), nil
}

// hold makes an empty job that waits until somebody lets it go. With an error
// the number says whether it is there.
func (c *Client) hold(ctx context.Context, p printer.Printer, name string) (int, error) {
	r := c.request(opCreateJob, p.URI)
	r.add("job-name", text(tagName, name))
	r.group(tagJob)
	r.keywords("job-hold-until", "indefinite")
	got, err := c.send(ctx, p, r, nil)
	if err != nil {
		return 0, faultOf(ctx, p, err)
	}
	if len(got.jobs) == 0 || got.jobs[0].num("job-id") <= 0 {
		return 0, printer.Fault(printer.Strange, errReply)
	}
	id := got.jobs[0].num("job-id")
	ask := c.request(opGetJob, p.URI)
	ask.add("job-id", number(tagInteger, id))
	ask.keywords("requested-attributes", "job-state", "job-hold-until")
	got, err = c.send(ctx, p, ask, nil)
	switch {
	case err != nil:
		return id, faultOf(ctx, p, err)
	case len(got.jobs) == 0 || got.jobs[0].str("job-hold-until") != "indefinite" || printer.JobState(got.jobs[0].num("job-state")) != printer.JobHeld:
		return id, printer.Fault(printer.Strange, errReply)
	}
	return id, nil
}

// load gives the held job its page.
func (c *Client) load(ctx context.Context, p printer.Printer, id int) error {
	r := c.request(opSendDocument, p.URI)
	r.add("job-id", number(tagInteger, id))
	r.add("document-format", text(tagMIME, "application/pdf"))
	r.add("last-document", boolean(true))
	if _, err := c.send(ctx, p, r, []byte(canary)); err != nil {
		return faultOf(ctx, p, err)
	}
	return nil
}

// stillHas asks for the document itself, and for the job in every list. No
// answer at all counts as a yes: nothing was measured.
func (c *Client) stillHas(ctx context.Context, p printer.Printer, id int) bool {
	r := c.request(opCUPSGetDocument, p.URI)
	r.add("job-id", number(tagInteger, id))
	r.add("document-number", number(tagInteger, 1))
	if _, err := c.send(ctx, p, r, nil); !isNotFound(err) {
		return true
	}
	jobs, err := c.ours(ctx)
	return err != nil || slices.ContainsFunc(jobs, func(j found) bool { return j.id == id })
}

// Keeps asks a printer whether it can keep documents in its own memory, for
// later or for good. told is false when it says nothing of that: most queues of
// CUPS do not hand the answer on.
func (c *Client) Keeps(ctx context.Context, p printer.Printer) (can, told bool, err error) {
	if !p.Direct {
		if err := built(); err != nil {
			return false, false, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	// PWG 5100.11, "job save" and "proof print"; PWG 5100.7, "job retention".
	kept := []string{"job-save-disposition-supported", "job-storage-supported", "job-retain-until-supported"}
	r := c.request(opGetPrinter, p.URI)
	r.keywords("requested-attributes", append([]string{"printer-state"}, kept...)...)
	got, err := c.send(ctx, p, r, nil)
	if err != nil {
		return false, false, faultOf(ctx, p, err)
	}
	if len(got.printers) == 0 {
		return false, false, printer.Fault(printer.Strange, errReply)
	}
	for _, name := range kept {
		if values, there := got.printers[0][name]; there {
			told = true
			can = can || slices.ContainsFunc(values, func(v value) bool { return v.str() != "none" })
		}
	}
	return can, told, nil
}
