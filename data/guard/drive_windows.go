package guard

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// This is the computer the program runs on.
func This() System {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return System{Drive: drive, Env: os.Getenv, Home: home}
}

func drive(dir string) (Finding, error) {
	real, err := final(dir)
	if err != nil {
		return Finding{}, fmt.Errorf("where a folder lies: %w", err)
	}
	v := Volume{}
	v.Recalled, v.Tag = recalled(real)
	root := make([]uint16, windows.MAX_LONG_PATH)
	path, err := windows.UTF16PtrFromString(real)
	if err != nil {
		return Finding{}, err
	}
	if err := windows.GetVolumePathName(path, &root[0], uint32(len(root))); err != nil {
		return Finding{}, fmt.Errorf("the volume of a folder: %w", err)
	}
	v.Drive = windows.GetDriveType(&root[0])
	label := make([]uint16, windows.MAX_PATH+1)
	if windows.GetVolumeInformation(&root[0], &label[0], uint32(len(label)), nil, nil, nil, nil, 0) == nil {
		v.Label = windows.UTF16ToString(label)
	}
	if v.Drive != windows.DRIVE_REMOTE {
		describe(&v, &root[0])
	}
	return v.find(), nil
}

// final is where a folder really is: without junctions, mount points and
// letters that stand for other folders.
func final(dir string) (string, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return "", err
	}
	h, err := windows.CreateFile(path, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return "", err
	}
	defer windows.CloseHandle(h)
	buf := make([]uint16, windows.MAX_LONG_PATH)
	n, err := windows.GetFinalPathNameByHandle(h, &buf[0], uint32(len(buf)), 0)
	if err != nil {
		return "", err
	}
	real := windows.UTF16ToString(buf[:min(int(n), len(buf))])
	if share, found := strings.CutPrefix(real, `\\?\UNC\`); found {
		return `\\` + share, nil
	}
	return strings.TrimPrefix(real, `\\?\`), nil
}

// recalled reports whether a folder or one above it is kept elsewhere, and
// under which reparse tag.
func recalled(dir string) (bool, uint32) {
	const elsewhere = windows.FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS | windows.FILE_ATTRIBUTE_RECALL_ON_OPEN
	for at := dir; filepath.Dir(at) != at; at = filepath.Dir(at) {
		path, err := windows.UTF16PtrFromString(at)
		if err != nil {
			return false, 0
		}
		var found windows.Win32finddata
		h, err := windows.FindFirstFile(path, &found)
		if err != nil {
			continue
		}
		_ = windows.FindClose(h)
		tag := uint32(0)
		if found.FileAttributes&windows.FILE_ATTRIBUTE_REPARSE_POINT != 0 {
			tag = found.Reserved0
		}
		if found.FileAttributes&elsewhere != 0 || tag&cloudMask == cloudTag {
			return found.FileAttributes&elsewhere != 0, tag
		}
	}
	return false, 0
}

// deviceDescriptor begins a STORAGE_DEVICE_DESCRIPTOR; the texts follow it.
type deviceDescriptor struct {
	version, size                      uint32
	kind, modifier, removable, queuing byte
	vendor, product, revision, serial  uint32 // where they begin, 0 for none
	bus, propertiesLength              uint32
}

// describe asks the drive below a volume what it is; nobody needs to be an
// administrator for that. A volume over several drives does not answer.
func describe(v *Volume, root *uint16) {
	const ioctlStorageQueryProperty = 0x2d1400
	name := make([]uint16, windows.MAX_PATH)
	if windows.GetVolumeNameForVolumeMountPoint(root, &name[0], uint32(len(name))) != nil {
		return
	}
	device, err := windows.UTF16PtrFromString(strings.TrimSuffix(windows.UTF16ToString(name), `\`))
	if err != nil {
		return
	}
	h, err := windows.CreateFile(device, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return
	}
	defer windows.CloseHandle(h)
	query := [12]byte{} // StorageDeviceProperty, PropertyStandardQuery
	answer := make([]byte, 4096)
	var n uint32
	err = windows.DeviceIoControl(h, ioctlStorageQueryProperty, &query[0], uint32(len(query)), &answer[0], uint32(len(answer)), &n, nil)
	if err != nil || uintptr(n) < unsafe.Sizeof(deviceDescriptor{}) {
		return
	}
	answer = answer[:n]
	d := (*deviceDescriptor)(unsafe.Pointer(&answer[0]))
	v.Bus, v.Removable = d.bus, d.removable != 0
	v.Model = strings.Join(strings.Fields(word(answer, d.vendor)+" "+word(answer, d.product)), " ")
}

// word is the text that begins somewhere in an answer and ends with a zero.
func word(answer []byte, at uint32) string {
	if at == 0 || int(at) >= len(answer) {
		return ""
	}
	text, _, _ := bytes.Cut(answer[at:], []byte{0})
	return string(text)
}
