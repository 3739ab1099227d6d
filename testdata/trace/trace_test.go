package main

import (
	"slices"
	"testing"
)

func TestWhatWritesIsSeen(t *testing.T) {
	for line, want := range map[string][]string{
		`71 openat(AT_FDCWD</w>, "/d/nifuda/v/ledger.db", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 7</d/nifuda/v/ledger.db>`: {"/d/nifuda/v/ledger.db"},
		`71 openat(AT_FDCWD</w>, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 7</etc/hosts>`:                                   nil,
		`71 openat(AT_FDCWD</w>, "/tmp/x.csv", O_WRONLY|O_CREAT, 0644) = -1 EACCES (Permission denied)`:               nil,
		`71 openat(9</home/a>, "export.csv", O_WRONLY|O_TRUNC) = 7</home/a/export.csv>`:                               {"/home/a/export.csv"},
		`71 openat(AT_FDCWD</w>, "copy", O_WRONLY|O_CREAT <unfinished ...>`:                                           {"/w/copy"},
		`71 <... openat resumed>) = 7</w/copy>`:                                                                       nil,
		`71 renameat(AT_FDCWD</w>, "/d/a.new", AT_FDCWD</w>, "/d/a") = 0`:                                             {"/d/a.new", "/d/a"},
		`71 rename("/d/a.new", "/media/stick/a") = 0`:                                                                 {"/d/a.new", "/media/stick/a"},
		`71 mkdir("/tmp/\343\202\217", 0700) = 0`:                                                                     {"/tmp/わ"},
		`71 memfd_create("shm", MFD_CLOEXEC) = 9<memfd:shm>`:                                                          {"memory:shm"},
		`71 +++ exited with 0 +++`:                                                                                    nil,
	} {
		if got := written(line); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", line, got, want)
		}
	}
}

func TestWhatIsOnNoListIsNamed(t *testing.T) {
	env := environment{"XDG_DATA_HOME": "/s/data", "XDG_CONFIG_HOME": "/s/config", "XDG_CACHE_HOME": "/s/cache"}
	for path, want := range map[string]string{
		"/s/data/nifuda/v/ledger.db-wal":              vaultClass,
		"/s/data/nifuda":                              vaultClass,
		"/s/data/nifuda-copy/ledger.db":               nowhere,
		"/s/config/fyne/nifuda.desk/preferences.json": prefsClass,
		"/s/config/fyne/other/preferences.json":       nowhere,
		"/s/cache/mesa_shader_cache/ab/cd.tmp":        cacheClass,
		"/s/cache/export.csv":                         nowhere,
		"/s/home/Downloads/orders.csv":                nowhere,
		"/tmp/label.pdf":                              nowhere,
		"/dev/null":                                   deviceClass,
		"/dev/shm/label":                              nowhere,
	} {
		if got := env.class(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := (environment{}).class("/nifuda/x"); got != nowhere {
		t.Errorf("without an environment: %s", got)
	}
}
