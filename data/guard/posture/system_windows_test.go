package posture

import (
	"errors"
	"os"
	"testing"

	"golang.org/x/sys/windows/registry"
)

func TestThisWindowsIsLookedAtWithoutRights(t *testing.T) {
	for _, look := range This().Looks(os.Getenv("SystemRoot")) {
		f := look.See(t.Context())
		t.Logf("%s %v %v", f.Key(), f.State, f.Args)
		if f.Check != look.Check {
			t.Errorf("%s found %s", look.Check, f.Check)
		}
	}
	for _, p := range This().Parts(t.Context()) {
		t.Logf("%s %v", p.Part, p.State)
	}
}

func TestTheRegistryIsReadInEveryTypeItHas(t *testing.T) {
	const path = `Software\nifuda-posture-test`
	k, _, err := registry.CreateKey(registry.CURRENT_USER, path, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	defer registry.DeleteKey(registry.CURRENT_USER, path)
	defer k.Close()
	if err := errors.Join(k.SetDWordValue("n", 600), k.SetStringValue("s", "1"), k.SetStringsValue("m", []string{`C:\pagefile.sys 0 0`}), k.SetStringsValue("none", []string{})); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"n": "600", "s": "1", "m": `C:\pagefile.sys 0 0`, "none": ""} {
		if got, err := read(`HKCU\`+path, name); got != want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, want)
		}
	}
	for _, missing := range [][2]string{{path, "x"}, {path + `\x`, "n"}} {
		if _, err := read(`HKCU\`+missing[0], missing[1]); !errors.Is(err, ErrNoValue) {
			t.Errorf("%v: got %v, want ErrNoValue", missing, err)
		}
	}
}
