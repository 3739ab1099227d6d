package winspool

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"

	"nifuda/labels/printer"
)

// info2 is PRINTER_INFO_2W, portInfo is PORT_INFO_2W.
type (
	info2 struct {
		server, name, share, port, driver, comment, location *uint16
		mode                                                 uintptr
		separator, processor, datatype, parameters           *uint16
		security                                             uintptr
		attributes, priority, defaultPriority                uint32
		from, until, status, jobs, pages                     uint32
	}
	portInfo struct {
		name, monitor, description *uint16
		kind, reserved             uint32
	}
)

// Of winspool.h: queues of this computer, and those it has on others.
const localAndConnections = 0x2 | 0x4

// Printers asks Windows for its queues, the default one first. Those that lead
// to files are among them, to be shown as what they are.
func Printers() ([]printer.Printer, error) {
	queues, err := Queues()
	if err != nil {
		return nil, printer.Fault(printer.NoServer, err)
	}
	ports, err := Ports()
	if err != nil {
		ports = nil // then the names of the ports alone decide
	}
	var out []printer.Printer
	for _, q := range queues {
		out = append(out, q.Printer(ports))
	}
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

// Queues are all queues of this computer, and those it has on others.
func Queues() ([]Queue, error) {
	suggested := defaultName()
	return enumerate(func(buffer *byte, size uint32, needed, count *uint32) error {
		return called(procs().printers.Call(localAndConnections, 0, 2, uintptr(unsafe.Pointer(buffer)), uintptr(size),
			uintptr(unsafe.Pointer(needed)), uintptr(unsafe.Pointer(count))))
	}, func(i *info2) Queue {
		name := windows.UTF16PtrToString(i.name)
		return Queue{Name: name, Port: windows.UTF16PtrToString(i.port), Driver: windows.UTF16PtrToString(i.driver),
			Share: windows.UTF16PtrToString(i.share), Attributes: i.attributes, Status: i.status, Default: name != "" && name == suggested}
	})
}

// Ports are all ports of this computer.
func Ports() ([]Port, error) {
	return enumerate(func(buffer *byte, size uint32, needed, count *uint32) error {
		return called(procs().ports.Call(0, 2, uintptr(unsafe.Pointer(buffer)), uintptr(size),
			uintptr(unsafe.Pointer(needed)), uintptr(unsafe.Pointer(count))))
	}, func(i *portInfo) Port {
		return Port{windows.UTF16PtrToString(i.name), windows.UTF16PtrToString(i.monitor), windows.UTF16PtrToString(i.description)}
	})
}

// enumerate asks until the answer fits: there may be more of them the next time.
func enumerate[T, V any](ask func(buffer *byte, size uint32, needed, count *uint32) error, read func(*T) V) ([]V, error) {
	var buffer []byte
	for range 5 {
		var needed, count uint32
		var at *byte
		if len(buffer) > 0 {
			at = &buffer[0]
		}
		err := ask(at, uint32(len(buffer)), &needed, &count)
		if errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) {
			buffer = make([]byte, needed)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("winspool: ask Windows: %w", err)
		}
		var out []V
		rows := unsafe.Slice((*T)(unsafe.Pointer(at)), count)
		for i := range rows {
			out = append(out, read(&rows[i]))
		}
		return out, nil
	}
	return nil, errors.New("winspool: the list keeps growing")
}

func called(ok, _ uintptr, err error) error {
	if ok != 0 {
		return nil
	}
	return err
}

// defaultName is the queue that Windows suggests, empty when there is none.
func defaultName() string {
	name := make([]uint16, 1024)
	size := uint32(len(name))
	if ok, _, _ := procs().suggested.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(name)
}

// spooler is what Windows is called for, by what it does here.
type spooler struct {
	printers, ports, suggested, open, closing, properties    *windows.LazyProc // of winspool.drv
	jobs, getJob, setJob, startDoc, write, endDoc, abort     *windows.LazyProc
	createDC, deleteDC, caps, startPages, endPages, abortDoc *windows.LazyProc // of gdi32.dll
	startPage, endPage, stretch                              *windows.LazyProc
}

var procs = sync.OnceValue(func() *spooler {
	w, g := windows.NewLazySystemDLL("winspool.drv").NewProc, windows.NewLazySystemDLL("gdi32.dll").NewProc
	return &spooler{
		printers: w("EnumPrintersW"), ports: w("EnumPortsW"), suggested: w("GetDefaultPrinterW"),
		open: w("OpenPrinterW"), closing: w("ClosePrinter"), properties: w("DocumentPropertiesW"),
		jobs: w("EnumJobsW"), getJob: w("GetJobW"), setJob: w("SetJobW"),
		startDoc: w("StartDocPrinterW"), write: w("WritePrinter"), endDoc: w("EndDocPrinter"), abort: w("AbortPrinter"),
		createDC: g("CreateDCW"), deleteDC: g("DeleteDC"), caps: g("GetDeviceCaps"),
		startPages: g("StartDocW"), endPages: g("EndDoc"), abortDoc: g("AbortDoc"),
		startPage: g("StartPage"), endPage: g("EndPage"), stretch: g("StretchDIBits"),
	}
})
