package posture

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"nifuda/data/guard"
)

// This is the computer the program runs on.
func This() Computer {
	return Windows{Registry: read, Sealed: protection, Keeping: keeping, Attached: attached, Folder: os.Getenv("SystemRoot")}
}

// read reads a value of the registry in whatever type it has.
func read(path, name string) (string, error) {
	root := registry.LOCAL_MACHINE
	if own, ok := strings.CutPrefix(path, `HKCU\`); ok {
		root, path = registry.CURRENT_USER, own
	}
	k, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return "", ErrNoValue
	}
	if err != nil {
		return "", fmt.Errorf("posture: the registry: %w", err)
	}
	defer k.Close()
	_, kind, err := k.GetValue(name, nil)
	if errors.Is(err, registry.ErrNotExist) {
		return "", ErrNoValue
	}
	if err != nil {
		return "", fmt.Errorf("posture: the registry: %w", err)
	}
	switch kind {
	case registry.DWORD, registry.QWORD:
		n, _, err := k.GetIntegerValue(name)
		return strconv.FormatUint(n, 10), err
	case registry.MULTI_SZ:
		all, _, err := k.GetStringsValue(name)
		return strings.Join(all, "\n"), err
	}
	text, _, err := k.GetStringValue(name)
	return text, err
}

// attached names the drives with a letter that hang on USB or in a card slot.
func attached() ([]string, error) {
	letters, err := windows.GetLogicalDrives()
	if err != nil {
		return nil, err
	}
	var all []string
	for i := range 26 {
		if letters&(1<<i) == 0 {
			continue
		}
		root := string(rune('A'+i)) + `:\`
		f, err := guard.This().Drive(root)
		if err == nil && (f.Kind == guard.USB || f.Kind == guard.SD) { // one that is empty tells nothing
			all = append(all, strings.TrimSpace(root[:2]+" "+f.What))
		}
	}
	return all, nil
}

// printerInfo5 is PRINTER_INFO_5.
type printerInfo5 struct {
	name, port                             *uint16
	attributes, notSelected, retransmitted uint32
}

// keeping names the printers of this computer that keep what they have printed.
func keeping() ([]string, error) {
	const (
		localAndConnected = 2 | 4 // PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
		keepPrintedJobs   = 0x100 // PRINTER_ATTRIBUTE_KEEPPRINTEDJOBS
	)
	enum := windows.NewLazySystemDLL("winspool.drv").NewProc("EnumPrintersW")
	if err := enum.Find(); err != nil {
		return nil, err
	}
	var size, n uint32
	buf := make([]byte, 1<<16)
	ok, _, err := enum.Call(localAndConnected, 0, 5, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), uintptr(unsafe.Pointer(&size)), uintptr(unsafe.Pointer(&n)))
	if ok == 0 && int(size) > len(buf) && size < 1<<24 {
		buf = make([]byte, size)
		ok, _, err = enum.Call(localAndConnected, 0, 5, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), uintptr(unsafe.Pointer(&size)), uintptr(unsafe.Pointer(&n)))
	}
	if ok == 0 {
		return nil, fmt.Errorf("posture: the printers: %w", err)
	}
	var all []string
	for _, p := range unsafe.Slice((*printerInfo5)(unsafe.Pointer(&buf[0])), n) {
		if p.attributes&keepPrintedJobs != 0 {
			all = append(all, windows.UTF16PtrToString(p.name))
		}
	}
	runtime.KeepAlive(buf)
	return all, nil
}

// IID_IShellItem2 and where its methods stand in its table.
var shellItem2 = windows.GUID{Data1: 0x7e9fb0d3, Data2: 0x919f, Data3: 0x4307, Data4: [8]byte{0xab, 0x2e, 0x9b, 0x18, 0x60, 0x31, 0x0c, 0x93}}

const (
	methodRelease  = 2
	methodGetInt32 = 16
)

// propertyKey is PROPERTYKEY.
type propertyKey struct {
	format windows.GUID
	id     uint32
}

// protection asks the Explorer's own property of a volume, which needs no
// administrator: manage-bde and WMI do.
func protection(dir string) (int, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err == nil || errors.Is(err, syscall.Errno(1)) { // S_FALSE: it was already
		defer windows.CoUninitialize()
	}
	find := windows.NewLazySystemDLL("propsys.dll").NewProc("PSGetPropertyKeyFromName")
	create := windows.NewLazySystemDLL("shell32.dll").NewProc("SHCreateItemFromParsingName")
	if err := errors.Join(find.Find(), create.Find()); err != nil {
		return 0, err
	}
	name, err := windows.UTF16PtrFromString("System.Volume.BitLockerProtection")
	if err != nil {
		return 0, err
	}
	path, err := windows.UTF16PtrFromString(volumeRoot(dir))
	if err != nil {
		return 0, err
	}
	var key propertyKey
	if r, _, _ := find.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&key))); int32(r) < 0 {
		return 0, fmt.Errorf("posture: no such property: 0x%08x", uint32(r))
	}
	var item **[methodGetInt32 + 1]uintptr
	r, _, _ := create.Call(uintptr(unsafe.Pointer(path)), 0, uintptr(unsafe.Pointer(&shellItem2)), uintptr(unsafe.Pointer(&item)))
	if int32(r) < 0 || item == nil {
		return 0, fmt.Errorf("posture: the volume: 0x%08x", uint32(r))
	}
	defer syscall.SyscallN((*item)[methodRelease], uintptr(unsafe.Pointer(item)))
	var value int32
	r, _, _ = syscall.SyscallN((*item)[methodGetInt32], uintptr(unsafe.Pointer(item)), uintptr(unsafe.Pointer(&key)), uintptr(unsafe.Pointer(&value)))
	if int32(r) < 0 {
		return 0, fmt.Errorf("posture: BitLocker: 0x%08x", uint32(r))
	}
	return int(value), nil
}

// volumeRoot is where the volume of a folder begins: C:\.
func volumeRoot(dir string) string {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return dir
	}
	buf := make([]uint16, windows.MAX_LONG_PATH)
	if windows.GetVolumePathName(path, &buf[0], uint32(len(buf))) != nil {
		return dir
	}
	return windows.UTF16ToString(buf)
}
