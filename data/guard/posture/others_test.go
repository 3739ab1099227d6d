package posture

import (
	"context"
	"errors"
	"testing"
	"time"

	"nifuda/data"
)

// window is a Windows made of tables.
type window struct {
	registry map[string]string // by path|name
	sealed   map[string]int
	keeping  []string
	attached []string
	err      error
}

func (w window) computer() Windows {
	return Windows{Folder: `C:\Windows`,
		Registry: func(path, name string) (string, error) {
			if w.err != nil {
				return "", w.err
			}
			if v, ok := w.registry[path+"|"+name]; ok {
				return v, nil
			}
			return "", ErrNoValue
		},
		Sealed: func(dir string) (int, error) {
			if n, ok := w.sealed[dir]; ok {
				return n, nil
			}
			return 0, errors.New("not told")
		},
		Keeping:  func() ([]string, error) { return w.keeping, w.err },
		Attached: func() ([]string, error) { return w.attached, w.err }}
}

func TestAWindowsTellsWhatAThiefWouldFind(t *testing.T) {
	const vault = `D:\nifuda`
	both := func(a, b int) map[string]int { return map[string]int{vault: a, `C:\Windows`: b} }
	reg := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i+1 < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	for _, c := range []struct {
		name  string
		w     window
		check Check
		want  string
	}{
		{"BitLocker on both", window{sealed: both(1, 1)}, Disk, "sealed"},
		{"the vault's off", window{sealed: both(2, 1)}, Disk, "plain"},
		{"Windows' own off", window{sealed: both(1, 2)}, Disk, "plain"},
		{"suspended: its key lies open", window{sealed: both(1, 5)}, Disk, "suspended"},
		{"on its way", window{sealed: both(3, 1)}, Disk, "halfway"},
		{"an edition that cannot tell", window{sealed: both(0, 0)}, Disk, "unknown"},
		{"nobody answers", window{}, Disk, "unknown"},
		{"no page file", window{registry: reg(keyMemory+"|PagingFiles", "")}, Swap, "none"},
		{"a page file on a drive nobody looked at", window{sealed: both(1, 1), registry: reg(keyMemory+"|PagingFiles", `D:\pagefile.sys 0 0`)}, Swap, "unknown"},
		{"one driver of two is off", window{registry: reg(keyUSBSTOR+"|Start", "4")}, USB, "open"},
		{"a page file on BitLocker", window{sealed: both(1, 1), registry: reg(keyMemory+"|PagingFiles", `?:\pagefile.sys`)}, Swap, "sealed"},
		{"an encrypted page file", window{sealed: both(2, 2), registry: reg(keyFiles+"|NtfsEncryptPagingFile", "1")}, Swap, "sealed"},
		{"a plain page file", window{sealed: both(2, 2)}, Swap, "plain"},
		{"a page file nobody tells of", window{}, Swap, "unknown"},
		{"hibernation off", window{registry: reg(keyPower+"|HibernateEnabled", "0")}, Hibernation, "off"},
		{"hibernation by default", window{sealed: both(2, 2), registry: reg(keyPower+"|HibernateEnabledDefault", "1")}, Hibernation, "plain"},
		{"hibernation on BitLocker", window{sealed: both(1, 1), registry: reg(keyPower+"|HibernateEnabled", "1")}, Hibernation, "sealed"},
		{"hibernation untold", window{}, Hibernation, "unknown"},
		{"a printer keeps documents", window{keeping: []string{"Brother"}}, Printers, "keeps"},
		{"no printer does", window{}, Printers, "none"},
		{"no printing system", window{err: errors.New("x")}, Printers, "unknown"},
		{"nothing keeps storage out", window{}, USB, "open"},
		{"a policy does", window{registry: reg(keyStorage+"|Deny_All", "1")}, USB, "policy"},
		{"a policy that was switched off", window{registry: reg(keyStorage+"|Deny_All", "0")}, USB, "open"},
		{"the driver is off", window{registry: reg(keyUSBSTOR+"|Start", "4", keyUASP+"|Start", "4")}, USB, "module"},
		{"a stick in spite of it", window{registry: reg(keyStorage+"|Deny_All", "1"), attached: []string{"E:"}}, USB, "plugged"},
		{"a registry that is shut", window{err: errors.New("x")}, USB, "unknown"},
		{"the computer's own limit", window{registry: reg(keyPolicies+"|InactivityTimeoutSecs", "600")}, ScreenLock, "locks"},
		{"a screen saver that asks", window{registry: reg(keyDesktop+"|ScreenSaveActive", "1", keyDesktop+"|ScreenSaverIsSecure", "1", keyDesktop+"|ScreenSaveTimeOut", "300")}, ScreenLock, "locks"},
		{"one that does not ask", window{registry: reg(keyDesktop+"|ScreenSaveActive", "1", keyDesktop+"|ScreenSaveTimeOut", "300")}, ScreenLock, "off"},
		{"a policy stands before it", window{registry: reg(keyDesktop+"|ScreenSaveActive", "1", keyDesktop+"|ScreenSaverIsSecure", "1", keyDesktop+"|ScreenSaveTimeOut", "300", keyDesktopLaw+"|ScreenSaveTimeOut", "3600")}, ScreenLock, "late"},
		{"nothing set", window{}, ScreenLock, "off"},
	} {
		for _, look := range c.w.computer().Looks(vault) {
			if look.Check == c.check {
				if got := look.See(t.Context()); got.Says != c.want {
					t.Errorf("%s: %s: got %q, want %q", c.check, c.name, got.Says, c.want)
				}
			}
		}
	}
	for _, p := range (window{err: errors.New("x")}).computer().Parts(t.Context()) {
		if p.State != Unknown {
			t.Errorf("%s: got %v on a computer that tells nothing, want Unknown", p.Part, p.State)
		}
	}
}

func TestAMacTellsWhatAThiefWouldFind(t *testing.T) {
	for _, c := range []struct {
		name  string
		told  map[Question]string
		check Check
		want  string
	}{
		{"FileVault on", map[Question]string{askVault: "FileVault is On.\n"}, Disk, "sealed"},
		{"FileVault off", map[Question]string{askVault: "FileVault is Off.\n"}, Disk, "plain"},
		{"on its way", map[Question]string{askVault: "FileVault is On.\nEncryption in progress: Percent completed = 40\n"}, Disk, "halfway"},
		{"an answer of tomorrow", map[Question]string{askVault: "?"}, Disk, "unknown"},
		{"nobody answers", nil, Disk, "unknown"},
		{"swap encrypted", map[Question]string{askSwap: "vm.swapusage: total = 2048.00M  used = 1.00M  free = 2047.00M  (encrypted)"}, Swap, "sealed"},
		{"no swap", map[Question]string{askSwap: "vm.swapusage: total = 0.00M  used = 0.00M  free = 0.00M"}, Swap, "none"},
		{"memory stays memory", map[Question]string{askSleep: " standby 1\n hibernatemode        0\n"}, Hibernation, "off"},
		{"memory goes to FileVault", map[Question]string{askSleep: " hibernatemode 3\n", askVault: "FileVault is On."}, Hibernation, "sealed"},
		{"memory goes to a plain drive", map[Question]string{askSleep: " hibernatemode 3\n", askVault: "FileVault is Off."}, Hibernation, "plain"},
		{"storage is not told of", nil, USB, "unknown"},
		{"locks at once", map[Question]string{askScreenLock: "2026 sysadminctl[1:2] screenLock delay is immediate\n"}, ScreenLock, "locks"},
		{"locks an hour later", map[Question]string{askScreenLock: "screenLock delay is 3600 seconds"}, ScreenLock, "late"},
		{"never locks", map[Question]string{askScreenLock: "screenLock is off"}, ScreenLock, "off"},
		{"nothing of a lock", nil, ScreenLock, "unknown"},
	} {
		m := Mac{Ask: func(_ context.Context, q Question) (string, int, error) {
			if said, ok := c.told[q]; ok {
				return said, 0, nil
			}
			return "", 0, errNoQuestion
		}}
		for _, look := range m.Looks("") {
			if look.Check == c.check {
				if got := look.See(t.Context()); got.Says != c.want {
					t.Errorf("%s: %s: got %q, want %q", c.check, c.name, got.Says, c.want)
				}
			}
		}
	}
}

// spooler answers as it is told.
type spooler struct {
	kept bool
	name string
	told bool
	err  error
}

func (s spooler) Canary(context.Context) (bool, error)        { return s.kept, s.err }
func (s spooler) Keeps(context.Context) (string, bool, error) { return s.name, s.told, s.err }

func TestTheShopsOwnThingsAreJudged(t *testing.T) {
	now := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	see := func(s spooler, i int) Finding { return OfSpool(s)[i].See(t.Context()) }
	person := func(added, seen, gone time.Time) data.Person {
		return data.Person{Name: "森 健太", Added: added, Seen: seen, Gone: gone}
	}
	for _, c := range []struct {
		name string
		got  Finding
		want string
	}{
		{"the trial document is gone", see(spooler{}, 0), "purged"},
		{"it was kept", see(spooler{kept: true}, 0), "kept"},
		{"it could not be tried", see(spooler{err: errors.New("x")}, 0), "unknown"},
		{"printers tell nothing", see(spooler{}, 1), "unknown"},
		{"one can keep copies", see(spooler{name: "Zebra", told: true}, 1), "may"},
		{"none can", see(spooler{told: true}, 1), "none"},
		{"the engine it was tested with", OfVersions("0.1.0", data.Engine{Cipher: "4.4.2 community", SQLite: "3.33.0"}), "current"},
		{"a newer one", OfVersions("0.1.0", data.Engine{Cipher: "4.17.0 community", SQLite: "3.53.3"}), "current"},
		{"an older one", OfVersions("0.1.0", data.Engine{Cipher: "4.4.1 community", SQLite: "3.33.0"}), "old"},
		{"a number that is none", OfVersions("0.1.0", data.Engine{Cipher: "four", SQLite: "3.33.0"}), "old"},
		{"an engine that does not say", OfVersions("0.1.0", data.Engine{}), "unknown"},
		{"no backup", OfBackups(data.Backups{}, now), "none"},
		{"yesterday's", OfBackups(data.Backups{Last: ago(1), Count: 3}, now), "fresh"},
		{"last week's", OfBackups(data.Backups{Last: ago(8), Count: 3}, now), "old"},
		{"a fresh one after which it failed", OfBackups(data.Backups{Last: ago(2), Count: 3, Fault: "fault.store.full"}, now), "fault"},
		{"one of tomorrow", OfBackups(data.Backups{Last: ago(-1), Count: 3}, now), "fresh"},
		{"a login in use", OfPeople([]data.Person{person(ago(400), ago(3), time.Time{})}, now), "used"},
		{"a login nobody uses", OfPeople([]data.Person{person(ago(400), ago(91), time.Time{})}, now), "unused"},
		{"one that was never used", OfPeople([]data.Person{person(ago(100), time.Time{}, time.Time{})}, now), "unused"},
		{"a new one", OfPeople([]data.Person{person(ago(1), time.Time{}, time.Time{})}, now), "used"},
		{"one that is gone does not count", OfPeople([]data.Person{person(ago(9), ago(1), time.Time{}), person(ago(400), ago(300), ago(200))}, now), "used"},
	} {
		if c.got.Says != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got.Says, c.want)
		}
	}
}

func TestWhatIsWorstComesFirst(t *testing.T) {
	all := []Finding{{Check: Disk, State: Good}, {Check: USB, State: Unknown}, {Check: Swap, State: Bad}, {Check: People, State: Watch}, {Check: Spool, State: Bad}}
	Sort(all)
	for i, want := range []Check{Swap, Spool, People, USB, Disk} {
		if all[i].Check != want {
			t.Errorf("%d: got %s, want %s", i, all[i].Check, want)
		}
	}
}

func TestWhatIsFoundHasAStateOfItsOwn(t *testing.T) {
	if got := found(USB, "of tomorrow"); got.State != Unknown {
		t.Errorf("a finding nobody has a sentence for: got %v, want Unknown", got.State)
	}
}
