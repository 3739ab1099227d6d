package posture

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// Windows is a computer with Windows.
type Windows struct {
	// Registry reads a value below HKEY_LOCAL_MACHINE, or HKEY_CURRENT_USER for
	// a path that begins with HKCU\. It fails with ErrNoValue when there is
	// none, and otherwise when it cannot be told.
	Registry func(path, name string) (string, error)
	// Sealed is System.Volume.BitLockerProtection of the volume of a folder, as
	// the Explorer shows it to everybody.
	Sealed func(dir string) (int, error)
	// Keeping names the printers that keep printed documents.
	Keeping func() ([]string, error)
	// Attached names the storage that hangs on USB now.
	Attached func() ([]string, error)
	Folder   string // of Windows itself
}

// ErrNoValue means that a value of the registry is not there.
var ErrNoValue = errors.New("posture: no such value")

// Keys of the registry, below HKEY_LOCAL_MACHINE but for the last.
const (
	keyStorage    = `SOFTWARE\Policies\Microsoft\Windows\RemovableStorageDevices`
	keyUSBSTOR    = `SYSTEM\CurrentControlSet\Services\USBSTOR`
	keyUASP       = `SYSTEM\CurrentControlSet\Services\UASPStor`
	keyFiles      = `SYSTEM\CurrentControlSet\Control\FileSystem`
	keyMemory     = `SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management`
	keyPower      = `SYSTEM\CurrentControlSet\Control\Power`
	keyPolicies   = `SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`
	keyDesktop    = `HKCU\Control Panel\Desktop`
	keyDesktopLaw = `HKCU\Software\Policies\Microsoft\Windows\Control Panel\Desktop`
)

// Looks are the checks of the computer whose vault is in a folder.
func (w Windows) Looks(vault string) []Look {
	now := func(see func() Finding) func(context.Context) Finding {
		return func(context.Context) Finding { return see() }
	}
	return []Look{
		{Disk, now(func() Finding { return w.disk(vault) })},
		{Swap, now(w.swap)},
		{Hibernation, now(w.hibernation)},
		{Printers, now(w.printers)},
		{USB, now(w.usb)},
		{ScreenLock, now(w.screenLock)},
	}
}

// number reads a value that is a number. known is false when it cannot be told,
// there is false when there is none.
func (w Windows) number(path, name string) (n int, there, known bool) {
	text, err := w.Registry(path, name)
	if errors.Is(err, ErrNoValue) {
		return 0, false, true
	}
	if err != nil {
		return 0, false, false
	}
	n, err = strconv.Atoi(strings.TrimSpace(text))
	return n, err == nil, err == nil
}

func (w Windows) is(path, name string, want int) bool {
	n, there, known := w.number(path, name)
	return known && there && n == want
}

// disk looks at the volumes of the vault and of Windows.
func (w Windows) disk(vault string) Finding {
	told := found(Disk, "sealed")
	for _, dir := range []string{vault, w.Folder} {
		f := w.volume(dir)
		if f.State < told.State {
			told = f
		}
	}
	return told
}

// volume is what the Explorer knows of BitLocker: 1 on, 2 off, 3 encrypting, 4
// decrypting, 5 suspended, 6 on and locked.
func (w Windows) volume(dir string) Finding {
	n, err := w.Sealed(dir)
	if err != nil {
		return Nothing(Disk)
	}
	letter, _, _ := strings.Cut(dir, `\`)
	switch n {
	case 1, 6:
		return found(Disk, "sealed")
	case 2:
		return found(Disk, "plain", "what", letter)
	case 3:
		return found(Disk, "halfway")
	case 4, 5:
		return found(Disk, "suspended", "what", letter)
	}
	return Nothing(Disk)
}

func (w Windows) swap() Finding {
	switch files, err := w.Registry(keyMemory, "PagingFiles"); {
	case err == nil && strings.TrimSpace(files) == "":
		return found(Swap, "none")
	case w.is(keyFiles, "NtfsEncryptPagingFile", 1):
		return found(Swap, "sealed")
	case err == nil && w.only(files) && w.volume(w.Folder).State == Good:
		return found(Swap, "sealed")
	case w.volume(w.Folder).State == Bad:
		return found(Swap, "plain", "what", "pagefile.sys")
	}
	return Nothing(Swap)
}

// only reports whether every page file lies on the drive of Windows. Windows
// writes "?:" where it chooses the drive itself, which is its own.
func (w Windows) only(files string) bool {
	own, _, _ := strings.Cut(w.Folder, ":")
	for file := range strings.FieldsFuncSeq(files, func(r rune) bool { return r == '\n' || r == 0 || r == ' ' }) {
		if drive, _, ok := strings.Cut(file, ":"); ok && drive != "?" && !strings.EqualFold(drive, own) {
			return false
		}
	}
	return true
}

func (w Windows) hibernation() Finding {
	n, there, known := w.number(keyPower, "HibernateEnabled")
	if known && !there {
		n, there, known = w.number(keyPower, "HibernateEnabledDefault")
	}
	switch {
	case !known || !there:
		return Nothing(Hibernation)
	case n == 0:
		return found(Hibernation, "off")
	}
	switch w.volume(w.Folder).State {
	case Good:
		return found(Hibernation, "sealed")
	case Bad:
		return found(Hibernation, "plain")
	}
	return Nothing(Hibernation)
}

func (w Windows) printers() Finding {
	all, err := w.Keeping()
	switch {
	case err != nil:
		return Nothing(Printers)
	case len(all) > 0:
		return found(Printers, "keeps", "what", strings.Join(all, "、"))
	}
	return found(Printers, "none")
}

func (w Windows) usb() Finding {
	all, err := w.Attached()
	_, _, known := w.number(keyStorage, "Deny_All")
	switch {
	case err == nil && len(all) > 0:
		return found(USB, "plugged", "what", strings.Join(all, "、"))
	case w.is(keyStorage, "Deny_All", 1):
		return found(USB, "policy")
	case w.is(keyUSBSTOR, "Start", 4) && w.is(keyUASP, "Start", 4): // fast cases use the other one
		return found(USB, "module")
	case !known:
		return Nothing(USB)
	}
	return found(USB, "open")
}

// screenLock reads the computer's limit first, then the screen saver of whoever
// is signed in; a policy stands before her own choice.
func (w Windows) screenLock() Finding {
	if n, there, _ := w.number(keyPolicies, "InactivityTimeoutSecs"); there && n > 0 {
		return locks(true, (n+59)/60)
	}
	value := func(name string) (n int, known bool) {
		for _, key := range []string{keyDesktopLaw, keyDesktop} {
			n, there, known := w.number(key, name)
			if there || !known {
				return n, known
			}
		}
		return 0, true
	}
	active, a := value("ScreenSaveActive")
	secure, b := value("ScreenSaverIsSecure")
	seconds, c := value("ScreenSaveTimeOut")
	if !a || !b || !c {
		return Nothing(ScreenLock)
	}
	return locks(active == 1 && secure == 1 && seconds > 0, (seconds+59)/60)
}

// Parts says which parts of the pack are in force.
func (w Windows) Parts(context.Context) []Force {
	spool := Force{PartSpool, Unknown}
	if all, err := w.Keeping(); err == nil {
		spool = in(PartSpool, len(all) == 0)
	}
	lock := Force{PartLock, w.screenLock().State}
	if lock.State == Watch {
		lock.State = Bad
	}
	return []Force{w.part(PartStorage, keyStorage, "Deny_All", 1), spool, w.part(PartSleep, keyPower, "HibernateEnabled", 0),
		w.part(PartPagefile, keyFiles, "NtfsEncryptPagingFile", 1), lock}
}

// part is in force when a value of the registry says so.
func (w Windows) part(p Part, path, name string, want int) Force {
	n, there, known := w.number(path, name)
	if !known {
		return Force{p, Unknown}
	}
	return in(p, there && n == want)
}
