package posture_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nifuda/assets"
	"nifuda/data/guard"
	"nifuda/data/guard/posture"
)

const ownConf = "LogLevel warn\nPreserveJobFiles 86400\nListen /run/cups/cups.sock\n\n# PreserveJobHistory Yes\n<Location />\n  Order allow,deny\n</Location>\n"

// throwaway is the root of a system with the folders of one, and the pack
// beside it.
func throwaway(t *testing.T) (root, pack string) {
	t.Helper()
	root, pack = t.TempDir(), t.TempDir()
	for _, dir := range []string{"etc/udev", "etc/polkit-1", "etc/usbguard", "etc/systemd", "etc/cups", "run/udev", "sys/bus/usb/devices/usb1"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(root, "etc/cups/cupsd.conf"), ownConf)
	put(t, filepath.Join(root, "run/udev/control"), "")
	put(t, filepath.Join(root, "sys/bus/usb/devices/usb1/authorized_default"), "0\n") // as USBGuard leaves it
	for name, content := range assets.Hardening("linux") {
		put(t, filepath.Join(pack, name), string(content))
	}
	return root, pack
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o640); err != nil {
		t.Fatal(err)
	}
}

func apply(t *testing.T, root, pack, answer string, words ...string) (string, error) {
	t.Helper()
	c := exec.Command("sh", append([]string{filepath.Join(pack, "apply.sh")}, words...)...)
	c.Env = append(os.Environ(), "ROOT="+root)
	c.Stdin = strings.NewReader(answer)
	out, err := c.CombinedOutput()
	return string(out), err
}

// tree is every file below a folder with its content.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, root)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for path, content := range a {
		if b[path] != content {
			return false
		}
	}
	return true
}

func parts(t *testing.T, root string) map[posture.Part]posture.State {
	t.Helper()
	l := posture.Linux{Root: root, Disks: guard.Linux{Sys: filepath.Join(root, "sys")},
		Ask: posture.Nobody}
	all := map[posture.Part]posture.State{}
	for _, p := range l.Parts(t.Context()) {
		all[p.Part] = p.State
	}
	return all
}

func TestThePackIsInForceOnceAppliedAndGoneOnceTakenBack(t *testing.T) {
	root, pack := throwaway(t)
	before := tree(t, root)
	for part, state := range parts(t, root) {
		if state != posture.Bad {
			t.Errorf("before: %s is %v, want not in force", part, state)
		}
	}
	if out, err := apply(t, root, pack, "n\n"); err == nil || !same(before, tree(t, root)) {
		t.Errorf("without a yes: %v, changed %v\n%s", err, !same(before, tree(t, root)), out)
	}
	out, err := apply(t, root, pack, "y\n")
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, path := range []string{"/etc/udev/rules.d/70-nifuda-storage.rules", "/etc/polkit-1/rules.d/70-nifuda-storage.rules", "/etc/usbguard/rules.d/70-nifuda-storage.conf",
		"/etc/systemd/sleep.conf.d/70-nifuda.conf", "/etc/cups/cupsd.conf"} {
		if !strings.Contains(out, path) {
			t.Errorf("%s was changed and not said: %s", path, out)
		}
	}
	want := map[posture.Part]posture.State{posture.PartStorage: posture.Good, posture.PartGuard: posture.Good, posture.PartSpool: posture.Good,
		posture.PartSleep: posture.Good, posture.PartMount: posture.Unknown} // polkit runs on no throw-away root
	for part, state := range parts(t, root) {
		if state != want[part] {
			t.Errorf("applied: %s is %v, want %v", part, state, want[part])
		}
	}
	applied := tree(t, root)
	if kept := applied["/var/lib/nifuda-hardening/etc_cups_cupsd.conf"]; kept != ownConf {
		t.Errorf("the copy of cupsd.conf is %q", kept)
	}
	if out, err := apply(t, root, pack, "", "--yes"); err != nil || !strings.Contains(out, "Nothing to change") || !same(applied, tree(t, root)) {
		t.Errorf("a second time: %v: %s", err, out)
	}
	put(t, filepath.Join(root, "etc/cups/cupsd.conf"), applied["/etc/cups/cupsd.conf"]+"MaxJobs 10\n") // changed by somebody since
	if out, err := apply(t, root, pack, "", "--undo", "--yes"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	before["/etc/cups/cupsd.conf"] = ownConf + "MaxJobs 10\n"
	if after := tree(t, root); !same(before, after) {
		t.Errorf("taken back: got %v, want %v", after, before)
	}
	if out, err := apply(t, root, pack, "", "--undo", "--yes"); err != nil || !strings.Contains(out, "Nothing to change") {
		t.Errorf("taken back twice: %v: %s", err, out)
	}
}

func TestThePackLeavesSystemsAloneThatLackWhatItIsFor(t *testing.T) {
	root, pack := throwaway(t)
	for _, dir := range []string{"etc/usbguard", "etc/cups"} {
		if err := os.RemoveAll(filepath.Join(root, dir)); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := apply(t, root, pack, "", "--yes"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for path := range tree(t, root) {
		if strings.Contains(path, "usbguard") || strings.Contains(path, "cups") {
			t.Errorf("%s was made on a system without it", path)
		}
	}
}

func TestTheRealCupsdReadsTheSettingsOfThePack(t *testing.T) {
	cupsd, err := exec.LookPath("cupsd")
	if err != nil {
		t.Skip("cupsd is missing")
	}
	root, pack := throwaway(t)
	if out, err := apply(t, root, pack, "", "--yes"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	conf := filepath.Join(root, "etc/cups/cupsd.conf")
	if out, err := exec.Command(cupsd, "-t", "-c", conf).CombinedOutput(); err != nil || !strings.Contains(string(out), "is OK") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestTheScriptOfThePackIsClean(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("shellcheck is missing")
	}
	if out, err := exec.Command("shellcheck", "../../../assets/hardening/linux/apply.sh").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// udevRule is the grammar of udev(7), with the keys and operators that the pack
// has use for.
var udevRule = regexp.MustCompile(`^((ACTION|SUBSYSTEM|KERNEL|ENV\{[A-Z_]+\}|ATTRS?\{[A-Za-z]+\})(==|=)"[^"]*"(, |$))+$`)

func TestTheRulesForUdevAreRules(t *testing.T) {
	rules := 0
	for line := range strings.Lines(string(assets.Hardening("linux")["70-nifuda-storage.rules"])) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rules++
		if !udevRule.MatchString(line) || strings.HasSuffix(line, ",") {
			t.Errorf("no rule: %s", line)
		}
		for _, matched := range []string{"ACTION=\"", "SUBSYSTEM=\"", "KERNEL=\""} {
			if strings.Contains(line, matched) {
				t.Errorf("sets what it should compare: %s", line)
			}
		}
	}
	if rules != 5 {
		t.Errorf("%d rules, want 5", rules)
	}
	if err := exec.Command("udevadm", "verify", "--help").Run(); err != nil {
		return // systemd before 254 does not verify
	}
	if out, err := exec.Command("udevadm", "verify", "../../../assets/hardening/linux/70-nifuda-storage.rules").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
