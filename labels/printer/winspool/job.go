package winspool

import (
	"encoding/binary"
	"math"

	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// Of winspool.h: JOB_STATUS_*.
const (
	jobPaused       = 0x0001
	jobError        = 0x0002
	jobDeleting     = 0x0004
	jobPrinting     = 0x0010
	jobOffline      = 0x0020
	jobPaperOut     = 0x0040
	jobPrinted      = 0x0080
	jobDeleted      = 0x0100
	jobBlocked      = 0x0200
	jobIntervention = 0x0400
	jobComplete     = 0x1000
	jobRetained     = 0x2000
)

// stateOf is the job's state in the words of the house. A queue that keeps what
// it printed says that it is retained.
func stateOf(status uint32) printer.JobState {
	switch {
	case status&(jobPrinted|jobComplete|jobRetained) != 0:
		return printer.JobCompleted
	case status&(jobDeleting|jobDeleted) != 0:
		return printer.JobCancelled
	case status&jobPaused != 0:
		return printer.JobHeld
	case status&jobPrinting != 0:
		return printer.JobPrinting
	}
	return printer.JobPending
}

// waitingFor is the key of what a job waits for, empty when it goes on: what a
// person would look at first on top.
func waitingFor(job, queue uint32) string {
	for _, t := range []struct {
		job, queue uint32
		key        string
	}{
		{jobPaperOut, 0x0010 | 0x0040, printer.Empty},                                                                 // PAPER_OUT, PAPER_PROBLEM
		{jobIntervention | jobError | jobBlocked, 0x0002 | 0x0008 | 0x40000 | 0x100000 | 0x400000, printer.Attention}, // ERROR, PAPER_JAM, NO_TONER, USER_INTERVENTION, DOOR_OPEN
		{jobOffline, 0x0080 | 0x1000, printer.Gone},                                                                   // OFFLINE, NOT_AVAILABLE
		{jobPaused, statusPaused, printer.Paused},
	} {
		if job&t.job != 0 || queue&t.queue != 0 {
			return t.key
		}
	}
	return ""
}

// gone is why a job that Windows does not know any more may not be on paper, nil
// when it came out. It says nothing of a job that somebody deleted while it waited
// for paper, so only one counts that was seen printing and waited for nothing at
// the last look.
func gone(last printer.Progress, printed bool) error {
	switch {
	case last.State == printer.JobCancelled:
		return printer.Fault(printer.Cancelled, nil)
	case last.Waiting != "" || !printed:
		return printer.Fault(printer.Unsure, nil)
	}
	return nil
}

// canvas is what a device's page is, in its own dots.
type canvas struct {
	dpiX, dpiY    int
	left, top     int // what it cannot reach, from the paper's corner
	width, height int // of the whole paper
}

// finest is the resolution in which pages are drawn at most: the device makes
// more of them by itself.
const finest = 600

// dpi is what a page is drawn in.
func (c canvas) dpi() float64 { return float64(min(c.dpiX, finest)) }

// slack is how much larger than its paper a page may be, in mm: what makers
// round away.
const slack = 2.0

// holds reports whether a page of a size in mm is on the paper.
func (c canvas) holds(width, height float64) bool {
	return width <= float64(c.width)*25.4/float64(c.dpiX)+slack && height <= float64(c.height)*25.4/float64(c.dpiY)+slack
}

// place is where a page of a size in mm goes, in the device's dots.
func (c canvas) place(width, height float64) (x, y, w, h int) {
	dots := func(mm float64, dpi int) int { return int(math.Round(mm / 25.4 * float64(dpi))) }
	return -c.left, -c.top, dots(width, c.dpiX), dots(height, c.dpiY)
}

// dib is a bitmap as GDI takes it: BITMAPINFOHEADER, white and black, and the
// rows from the lowest up, each of whole double words.
func dib(b *raster.Bits) (info, rows []byte) {
	stride := (b.Width + 31) / 32 * 4
	info = make([]byte, 48)
	for at, v := range map[int]uint32{0: 40, 4: uint32(b.Width), 8: uint32(b.Height), 20: uint32(stride * b.Height), 32: 2, 40: 0x00FFFFFF} {
		binary.LittleEndian.PutUint32(info[at:], v)
	}
	binary.LittleEndian.PutUint16(info[12:], 1) // planes
	binary.LittleEndian.PutUint16(info[14:], 1) // bits
	rows = make([]byte, stride*b.Height)
	for y := range b.Height {
		copy(rows[(b.Height-1-y)*stride:], b.Row(y))
	}
	return info, rows
}

// Fields of DEVMODEW, and the bits that say which of them are set.
const (
	fieldsAt, orientationAt, paperAt, lengthAt, widthAt, copiesAt, duplexAt = 72, 76, 78, 80, 82, 86, 94
	setPaper                                                                = 0x1 | 0x2 | 0x4 | 0x8 | 0x100 | 0x1000
	paperA4, paperUser                                                      = 9, 256
)

// paper writes into a DEVMODEW which paper a page of a size in mm is printed on:
// upright, once, on one side.
func paper(mode []byte, width, height float64) bool {
	if len(mode) < 96 {
		return false
	}
	put := func(at, v int) { binary.LittleEndian.PutUint16(mode[at:], uint16(v)) }
	kind := paperUser
	if math.Abs(width-210) < 0.6 && math.Abs(height-297) < 0.6 {
		kind = paperA4
	}
	binary.LittleEndian.PutUint32(mode[fieldsAt:], binary.LittleEndian.Uint32(mode[fieldsAt:])|setPaper)
	put(orientationAt, 1)
	put(paperAt, kind)
	put(lengthAt, int(math.Round(height*10)))
	put(widthAt, int(math.Round(width*10)))
	put(copiesAt, 1)
	put(duplexAt, 1)
	return true
}
