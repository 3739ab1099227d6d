package guard

import (
	"strings"
)

// mount is a line of mountinfo (proc_pid_mountinfo(5)).
type mount struct {
	id, parent string
	device     string // major:minor
	point      string
	fs         string
	source     string
	options    []string // of the file system
}

// readMounts reads mountinfo; a line that is none is left out.
func readMounts(text string) []mount {
	var all []mount
	for line := range strings.Lines(text) {
		head, tail, found := strings.Cut(strings.TrimSuffix(line, "\n"), " - ")
		h, t := strings.Split(head, " "), strings.SplitN(tail, " ", 3)
		if !found || len(h) < 6 || len(t) < 3 {
			continue
		}
		all = append(all, mount{id: h[0], parent: h[1], device: h[2], point: unescape(h[4]),
			fs: unescape(t[0]), source: unescape(t[1]), options: strings.Split(t[2], ",")})
	}
	return all
}

// unescape turns \040 and its like back into the byte it stands for.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) && octal(s[i+1]) && octal(s[i+2]) && octal(s[i+3]) {
			b.WriteByte((s[i+1]-'0')<<6 | (s[i+2]-'0')<<3 | (s[i+3] - '0'))
			i += 3
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func octal(c byte) bool { return c >= '0' && c <= '7' }

// over finds the mount that a path is reached through. It walks down from the
// root as the kernel does, so that a mount which another one covers is not
// taken for the path's.
func over(all []mount, path string) (mount, bool) {
	at, found := root(all)
	for range all {
		next, deeper := below(all, at, path)
		if !deeper {
			break
		}
		at = next
	}
	return at, found
}

// root is the mount of / whose parent is not to be seen from here.
func root(all []mount) (mount, bool) {
	seen := map[string]bool{}
	for _, m := range all {
		seen[m.id] = true
	}
	for _, m := range all {
		if m.point == "/" && (!seen[m.parent] || m.parent == m.id) {
			return m, true
		}
	}
	return mount{}, false
}

// below is the mount upon at which is met first on the way to a path.
func below(all []mount, at mount, path string) (first mount, found bool) {
	for _, m := range all {
		if m.parent != at.id || m.id == at.id || !holds(m.point, path) {
			continue
		}
		if !found || len(m.point) < len(first.point) {
			first, found = m, true
		}
	}
	return first, found
}

// holds reports whether a folder is the path or above it: /media/u/HDD does
// not hold /media/u/HDDx.
func holds(dir, path string) bool {
	dir = strings.TrimSuffix(dir, "/")
	return path == dir || strings.HasPrefix(path, dir+"/")
}

// option is the value of a file system's option.
func (m mount) option(name string) string {
	for _, o := range m.options {
		if value, found := strings.CutPrefix(o, name+"="); found {
			return unescape(value)
		}
	}
	return ""
}
