//go:build printer

package ipp

import (
	"path/filepath"
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
)

// documents counts the documents the spooler has.
func (r room) documents(t *testing.T) int {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(r.spool, "d*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestPrintingACanaryMeasuresTheSpoolerAndPutsNothingOnPaper(t *testing.T) {
	r := theRoom(t)
	c := r.client(t, r.cups)
	p := r.queue(t, c, "Eve")
	papers, documents := r.papers(t), r.documents(t)
	kept, err := c.Canary(t.Context(), p)
	if err != nil || kept {
		t.Errorf("got kept %v, %v, want it gone", kept, err)
	}
	// The same job without the removal is found: the measure can say yes.
	id, err := c.hold(t.Context(), p, "nifuda-00000000000000cc")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.load(t.Context(), p, id); err != nil {
		t.Fatal(err)
	}
	if r.documents(t) != documents+1 {
		t.Errorf("the spooler has %d documents, want one more than %d: nothing was measured", r.documents(t), documents)
	}
	if !c.stillHas(t.Context(), p, id) {
		t.Error("a document that is there was not found")
	}
	if !c.remove(t.Context(), p, id) || c.stillHas(t.Context(), p, id) {
		t.Error("the document could not be removed")
	}
	if r.papers(t) != papers || r.documents(t) != documents {
		t.Errorf("%d papers came out and %d documents are left", r.papers(t)-papers, r.documents(t)-documents)
	}
}

func TestPrintingACanaryGoesToNoFile(t *testing.T) {
	r := theRoom(t)
	c := r.client(t, r.cups)
	for _, name := range []string{"ToFile", "ToPDF"} {
		if _, err := c.Canary(t.Context(), r.queue(t, c, name)); data.KeyOf(err) != printer.FileLike {
			t.Errorf("%s: got %v, want %s", name, err, printer.FileLike)
		}
	}
}

func TestPrintingsQueueThatCannotHoldGetsNoPage(t *testing.T) {
	r := theRoom(t)
	c := r.client(t, r.cups)
	if _, err := c.Canary(t.Context(), printer.Printer{Name: r.eve, Device: r.eve, URI: r.eve, Direct: true}); data.KeyOf(err) != printer.Gone {
		t.Errorf("without a spooler: got %v, want %s", err, printer.Gone)
	}
	can, told, err := c.Keeps(t.Context(), r.queue(t, c, "Eve"))
	if err != nil || can {
		t.Errorf("a printer that keeps nothing: got %v, %v, %v", can, told, err)
	}
}
