package posture

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"nifuda/assets"
)

// registryFile reads a .reg file: values by path|name, as the registry has them.
func registryFile(t *testing.T, text string) map[string]string {
	t.Helper()
	all, key := map[string]string{}, ""
	value := regexp.MustCompile(`^"([^"]+)"=dword:([0-9a-f]{8})$`)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if m := value.FindStringSubmatch(line); m != nil {
			n, err := strconv.ParseUint(m[2], 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			all[key+"|"+m[1]] = strconv.FormatUint(n, 10)
		} else if strings.HasPrefix(line, "[") {
			key = strings.TrimSuffix(strings.TrimPrefix(line, `[HKEY_LOCAL_MACHINE\`), "]")
		}
	}
	return all
}

// scripted reads the table at the top of apply.ps1 in the same way.
func scripted(t *testing.T, text string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`Path = 'HKLM:\\([^']+)'; Name = '([^']+)'; Value = (\d+)`).FindAllStringSubmatch(text, -1) {
		all[m[1]+"|"+m[2]] = m[3]
	}
	return all
}

func TestThePackOfWindowsSetsWhatIsReadBack(t *testing.T) {
	files := assets.Hardening("windows")
	set := registryFile(t, string(files["nifuda-hardening.reg"]))
	if script := scripted(t, string(files["apply.ps1"])); len(set) == 0 || !maps.Equal(set, script) {
		t.Errorf("the registry file says %v, the script %v", set, script)
	}
	for name, w := range map[string]window{"before": {}, "after": {registry: set}} {
		for _, p := range w.computer().Parts(t.Context()) {
			want := Bad
			if name == "after" || p.Part == PartSpool { // no printer keeps anything on the faked one
				want = Good
			}
			if p.State != want {
				t.Errorf("%s: %s is %v, want %v", name, p.Part, p.State, want)
			}
		}
	}
}

func TestTheProfileOfMacOSCanBeRead(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(string(assets.Hardening("macos")["nifuda.mobileconfig"])))
	for n := 0; ; n++ {
		_, err := d.Token()
		if errors.Is(err, io.EOF) && n > 50 {
			return
		}
		if err != nil {
			t.Fatalf("%d: %v", n, err)
		}
	}
}

func TestEverySystemHasItsPackAndNoOtherHasOne(t *testing.T) {
	for _, c := range []Computer{Linux{}, Windows{}, Mac{}, blank{}} {
		if got := len(assets.Hardening(c.System())); (got > 0) != (c.System() != "") {
			t.Errorf("%q: %d files", c.System(), got)
		}
	}
}
