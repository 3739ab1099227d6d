package main

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// The classes of what is written.
const (
	vaultClass  = "the vault"
	prefsClass  = "preferences"
	cacheClass  = "caches of the system"
	deviceClass = "devices and the process itself"
	nowhere     = "ON NO LIST"
)

// class says what a path belongs to.
func (e environment) class(path string) string {
	below := func(dir ...string) bool {
		d := filepath.Join(dir...)
		return d != "" && dir[0] != "" && (path == d || strings.HasPrefix(path, d+"/"))
	}
	switch {
	case below(e["XDG_DATA_HOME"], "nifuda"):
		return vaultClass
	case below(e["XDG_CONFIG_HOME"], "fyne", "nifuda.desk"), path == filepath.Join(e["XDG_CONFIG_HOME"], "fyne"):
		return prefsClass
	case below(e["XDG_CACHE_HOME"], "mesa_shader_cache"), below(e["XDG_CACHE_HOME"], "mesa_shader_cache_db"), // compiled shaders
		below(e["XDG_CACHE_HOME"], "fyne"),                                        // the toolkit's list of fonts
		strings.HasPrefix(path, filepath.Join(e["XDG_CACHE_HOME"], "font_index")): // the same
		return cacheClass
	case strings.HasPrefix(path, "/dev/dri/"), strings.HasPrefix(path, "/dev/snd/"), path == "/dev/null", path == "/dev/tty",
		strings.HasPrefix(path, "/proc/self/"), strings.HasPrefix(path, "memory:"):
		return deviceClass
	}
	return nowhere
}

var (
	call   = regexp.MustCompile(`^\d+ +(\w+)\((.*)\) += (-?\d+|\?)(.*)$`)
	quoted = regexp.MustCompile(`(?:(AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"`)
)

// written gives the paths that a line of strace -y says were written to: opened
// for writing, made, renamed, linked, cut or removed. Calls that failed wrote
// nothing. What a call that was interrupted in the middle wrote stands in its
// second line, where strace repeats nothing but the result: strace -f prints
// such calls in two parts, and the first has the arguments, so it counts.
func written(line string) []string {
	if first, _, cut := strings.Cut(line, " <unfinished ...>"); cut {
		line = first + ") = 0" // it may have succeeded
	}
	m := call.FindStringSubmatch(line)
	if m == nil || m[3] == "-1" {
		return nil
	}
	name, args := m[1], m[2]
	switch name {
	case "open", "openat", "openat2":
		if !strings.Contains(args, "O_WRONLY") && !strings.Contains(args, "O_RDWR") && !strings.Contains(args, "O_CREAT") &&
			!strings.Contains(args, "O_TRUNC") && !strings.Contains(args, "O_TMPFILE") {
			return nil
		}
	case "memfd_create":
		return []string{"memory:" + strings.Trim(strings.SplitN(args, ",", 2)[0], `"`)}
	case "ftruncate":
		return nil // of a file that was opened for writing
	}
	return paths(args)
}

// paths gives the file names among the arguments, in full.
func paths(args string) []string {
	var all []string
	for _, m := range quoted.FindAllStringSubmatch(args, -1) {
		path, err := strconv.Unquote(`"` + m[3] + `"`)
		if err != nil {
			path = m[3]
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(m[2], path)
		}
		all = append(all, filepath.Clean(path))
	}
	return all
}
