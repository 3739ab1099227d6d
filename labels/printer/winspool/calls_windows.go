package winspool

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"nifuda/labels/printer"
)

// jobInfo is JOB_INFO_1W.
type jobInfo struct {
	id                                              uint32
	queue, machine, user, document, datatype, words *uint16
	status, priority, position, total, printed      uint32
	submitted                                       [16]byte
}

// known is a job as its queue knows it.
type known struct {
	id     uint32
	name   string
	status uint32
}

// handle is an open queue.
type handle uintptr

func openQueue(name string) (handle, error) {
	n, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	var h handle
	err = called(procs().open.Call(uintptr(unsafe.Pointer(n)), uintptr(unsafe.Pointer(&h)), 0))
	return h, err
}

func (h handle) close() { _, _, _ = procs().closing.Call(uintptr(h)) }

// job asks for a job. ok is false when the queue does not know it any more.
func (h handle) job(id uint32) (k known, ok bool, err error) {
	buffer := make([]byte, 4096)
	for range 3 {
		var needed uint32
		err = called(procs().getJob.Call(uintptr(h), uintptr(id), 1, uintptr(unsafe.Pointer(&buffer[0])), uintptr(len(buffer)), uintptr(unsafe.Pointer(&needed))))
		if errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) {
			buffer = make([]byte, needed)
			continue
		}
		break
	}
	switch {
	case errors.Is(err, windows.ERROR_INVALID_PARAMETER), errors.Is(err, windows.Errno(0)): // Wine gives no reason
		return known{}, false, nil
	case err != nil:
		return known{}, false, err
	}
	i := (*jobInfo)(unsafe.Pointer(&buffer[0]))
	k = known{i.id, windows.UTF16PtrToString(i.document), i.status}
	runtime.KeepAlive(buffer)
	return k, true, nil
}

// jobs lists the jobs of a queue.
func (h handle) jobs() ([]known, error) {
	const most = 10000
	return enumerate(func(buffer *byte, size uint32, needed, count *uint32) error {
		return called(procs().jobs.Call(uintptr(h), 0, most, 1, uintptr(unsafe.Pointer(buffer)), uintptr(size),
			uintptr(unsafe.Pointer(needed)), uintptr(unsafe.Pointer(count))))
	}, func(i *jobInfo) known {
		return known{i.id, windows.UTF16PtrToString(i.document), i.status}
	})
}

// remove deletes a job and its spooled copy, and reports whether the queue does
// not know it any more.
func (h handle) remove(id uint32) bool {
	const deletion = 5 // JOB_CONTROL_DELETE
	_, _, _ = procs().setJob.Call(uintptr(h), uintptr(id), 0, 0, deletion)
	_, ok, err := h.job(id)
	return err == nil && !ok
}

// devmode is a queue's DEVMODEW for a paper, nil when it has none.
func (h handle) devmode(name string, width, height float64) []byte {
	const out, in = 2, 8
	n, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil
	}
	ask := func(from, to *byte, what int) int32 {
		got, _, _ := procs().properties.Call(0, uintptr(h), uintptr(unsafe.Pointer(n)), uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(from)), uintptr(what))
		return int32(got)
	}
	size := ask(nil, nil, 0)
	if size <= 0 || size > 1<<20 {
		return nil
	}
	mode := make([]byte, size)
	if ask(nil, &mode[0], out) < 0 || !paper(mode, width, height) {
		return nil
	}
	if ask(&mode[0], &mode[0], in|out) < 0 {
		return nil
	}
	return mode
}

// raw writes bytes as a job, past the driver.
func (h handle) raw(name string, content []byte) (id uint32, err error) {
	document, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	kind, err := windows.UTF16PtrFromString("RAW")
	if err != nil {
		return 0, err
	}
	info := struct{ document, output, kind *uint16 }{document, nil, kind}
	got, _, err := procs().startDoc.Call(uintptr(h), 1, uintptr(unsafe.Pointer(&info)))
	if got == 0 {
		return 0, fmt.Errorf("winspool: begin a job: %w", err)
	}
	id = uint32(got)
	for len(content) > 0 {
		var n uint32
		part := content[:min(len(content), 1<<16)]
		if err := called(procs().write.Call(uintptr(h), uintptr(unsafe.Pointer(&part[0])), uintptr(len(part)), uintptr(unsafe.Pointer(&n)))); err != nil || n == 0 {
			_, _, _ = procs().abort.Call(uintptr(h))
			return id, fmt.Errorf("winspool: write to a queue: %w", err)
		}
		content = content[n:]
	}
	return id, called(procs().endDoc.Call(uintptr(h)))
}

// faultOf is the fault of an error of Windows.
func faultOf(err error) error {
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return printer.Fault(printer.Refused, err)
	case errors.Is(err, windows.Errno(1801)): // ERROR_INVALID_PRINTER_NAME
		return printer.Fault(printer.Gone, err)
	case errors.Is(err, windows.Errno(1223)): // ERROR_CANCELLED
		return printer.Fault(printer.Cancelled, err)
	}
	return printer.Fault(printer.Aborted, err)
}
