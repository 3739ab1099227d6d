package winspool

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"nifuda/labels/glyph"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// device is a queue as GDI draws on it.
type device uintptr

// draw puts pages on a queue through its driver, as dots and nothing else. It
// returns the number of the job, 0 when there is none. ctx is looked at before
// each page; what was drawn until then is forgotten when it has ended.
func draw(ctx context.Context, f *glyph.Set, h handle, queue, name string, pages []page.Page) (id uint32, err error) {
	runtime.LockOSThread() // some drivers keep something in the thread
	defer runtime.UnlockOSThread()
	d, err := newDevice(h, queue, pages[0])
	if err != nil {
		return 0, err
	}
	defer func() { _, _, _ = procs().deleteDC.Call(uintptr(d)) }()
	at := d.canvas()
	if at.dpiX <= 0 || at.dpiY <= 0 {
		return 0, printer.Fault(printer.Strange, errors.New("winspool: a device without dots"))
	}
	for _, p := range pages {
		if !at.holds(p.Outer()) {
			return 0, printer.Fault(printer.Media, nil)
		}
	}
	if id, err = d.begin(name); err != nil {
		return 0, faultOf(err)
	}
	for _, p := range pages {
		if err = ctx.Err(); err != nil {
			err = printer.Fault(printer.Halted, context.Cause(ctx))
		} else {
			err = d.page(f, p, at)
		}
		if err != nil {
			_, _, _ = procs().abortDoc.Call(uintptr(d))
			return id, err
		}
	}
	if got, _, err := procs().endPages.Call(uintptr(d)); int32(got) <= 0 {
		return id, faultOf(fmt.Errorf("winspool: end a document: %w", err))
	}
	return id, nil
}

func newDevice(h handle, queue string, first page.Page) (device, error) {
	driver, err := windows.UTF16PtrFromString("WINSPOOL")
	if err != nil {
		return 0, err
	}
	name, err := windows.UTF16PtrFromString(queue)
	if err != nil {
		return 0, err
	}
	var mode *byte
	wide, high := first.Outer()
	if m := h.devmode(queue, wide, high); m != nil {
		mode = &m[0]
	}
	got, _, err := procs().createDC.Call(uintptr(unsafe.Pointer(driver)), uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(mode)))
	if got == 0 {
		return 0, printer.Fault(printer.Gone, fmt.Errorf("winspool: a queue without a device: %w", err))
	}
	return device(got), nil
}

// canvas asks what the device is.
func (d device) canvas() canvas {
	caps := func(what uintptr) int {
		v, _, _ := procs().caps.Call(uintptr(d), what)
		return int(int32(v))
	}
	const dpiX, dpiY, width, height, left, top = 88, 90, 110, 111, 112, 113
	return canvas{dpiX: caps(dpiX), dpiY: caps(dpiY), left: caps(left), top: caps(top), width: caps(width), height: caps(height)}
}

// begin begins a document and gives the number of its job.
func (d device) begin(name string) (uint32, error) {
	n, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	info := struct {
		size                   int32
		document, output, kind *uint16
		what                   uint32
	}{document: n}
	info.size = int32(unsafe.Sizeof(info))
	got, _, err := procs().startPages.Call(uintptr(d), uintptr(unsafe.Pointer(&info)))
	if int32(got) <= 0 {
		return 0, fmt.Errorf("winspool: begin a document: %w", err)
	}
	return uint32(got), nil
}

// page draws a page and hands it over.
func (d device) page(f *glyph.Set, p page.Page, at canvas) error {
	bits, err := raster.Mono(f, p, at.dpi())
	if err != nil {
		return printer.Fault(printer.Aborted, err)
	}
	info, rows := dib(bits)
	bits.Wipe()
	defer clear(rows)
	if got, _, err := procs().startPage.Call(uintptr(d)); int32(got) <= 0 {
		return faultOf(fmt.Errorf("winspool: begin a page: %w", err))
	}
	x, y, w, h := at.place(p.Outer())
	const rgbColors, copyBits = 0, 0x00CC0020
	got, _, err := procs().stretch.Call(uintptr(d), uintptr(x), uintptr(y), uintptr(w), uintptr(h), 0, 0, uintptr(bits.Width), uintptr(bits.Height),
		uintptr(unsafe.Pointer(&rows[0])), uintptr(unsafe.Pointer(&info[0])), rgbColors, copyBits)
	if int32(got) <= 0 {
		return faultOf(fmt.Errorf("winspool: draw a page: %w", err))
	}
	if got, _, err := procs().endPage.Call(uintptr(d)); int32(got) <= 0 {
		return faultOf(fmt.Errorf("winspool: end a page: %w", err))
	}
	return nil
}
